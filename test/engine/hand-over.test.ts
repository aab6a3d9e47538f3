import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Given } from "./engine-world.ts";
import { EngineWorld, headersOf, input, output, passthrough, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const numbered = (count: number, from = 0): Given[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, value: `v${from + index}` }));

describe("hand-over and loss", () => {
  test("a release commits exactly what is acknowledged, and the next owner goes on there", async () => {
    await world.write(input, numbered(3_000));
    const digest = world.bundle(stepOf(passthrough));
    const first = world.engine();
    const held = world.hold(digest);
    first.acquired(held);
    await eventually(async () => expect((await world.read(output)).length).toBeGreaterThan(0));
    await first.release(held);
    const written = await world.read(output);
    expect((await world.committed()).offset).toBe(BigInt(written.length));
    expect(first.stats().slots).toEqual([]);
    world.engine({ engineId: "engine-2" }).acquired(world.hold(digest));
    await eventually(async () => expect((await world.committed()).offset).toBe(3_000n));
    expect(await world.values(output)).toEqual(numbered(3_000).map((record) => record.value));
  });

  test("a lost slot writes nothing more, though its records are fetched and processed", async () => {
    await world.write(input, numbered(50));
    const slow = world.module(`
      export const process = (record) => new Promise((resolve) => setTimeout(() => resolve({}), 20));
    `);
    const engine = world.engine();
    const held = world.hold(world.bundle(stepOf(slow)));
    engine.acquired(held);
    await eventually(async () => expect((await world.read(output)).length).toBeGreaterThan(2));
    held.guarded.holds = false;
    const before = (await world.read(output)).length;
    const committed = (await world.committed()).offset;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await world.read(output)).length).toBe(before);
    engine.lost(held);
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await world.read(output)).length).toBe(before);
    expect((await world.committed()).offset).toBe(committed);
    expect(engine.stats().slots).toEqual([]);
  });

  test("a lost slot doesn't hold up the others that write to the same partition", async () => {
    await world.close();
    world = await EngineWorld.create({ partitions: 2 });
    const digest = world.bundle(stepOf(passthrough));
    const engine = world.engine();
    const [lost, kept] = [world.hold(digest, 0), world.hold(digest, 1)];
    engine.acquired(lost);
    engine.acquired(kept);
    await eventually(async () => expect(world.eventsOf("slot-started")).toHaveLength(2));
    lost.guarded.holds = false;
    await world.write(
      input,
      numbered(20).map((record) => ({ ...record, key: "same", partition: 0 })),
    );
    await world.write(
      input,
      numbered(20, 100).map((record) => ({ ...record, key: "same", partition: 1 })),
    );
    await eventually(async () => expect((await world.committed(1)).offset).toBe(20n));
    expect(await world.values(output)).toEqual(numbered(20, 100).map((record) => record.value));
    expect((await world.committed(0)).offset).toBe(0n);
  });

  test("a release that can't end passes its deadline, says so, and commits what it may", async () => {
    await world.write(input, numbered(3));
    const stuck = world.module(`export const process = (record) => record.offset === 1n ? new Promise(() => {}) : {};`);
    const engine = world.engine({ releaseDeadlineMs: 200 });
    const held = world.hold(world.bundle(stepOf(stuck)));
    engine.acquired(held);
    await eventually(async () => expect(await world.read(output)).toHaveLength(1));
    await engine.release(held);
    expect((await world.committed()).offset).toBe(1n);
    expect(world.eventsOf("release-incomplete")).toMatchObject([{ offset: 1n, pending: 1 }]);
  });

  test("a restart without a hand-over loses nothing", async () => {
    await world.write(input, numbered(2_000));
    const digest = world.bundle(stepOf(passthrough));
    const first = world.engine();
    first.acquired(world.hold(digest));
    await eventually(async () => expect((await world.read(output)).length).toBeGreaterThan(100));
    await first.close();
    world.engine({ engineId: "engine-2" }).acquired(world.hold(digest));
    await eventually(async () => expect((await world.committed()).offset).toBe(2_000n));
    const ids = new Set((await world.read(output)).map((record) => headersOf(record)["sluiceway-id"]));
    expect(ids.size).toBe(2_000);
  });

  test("the token of the last owner is told to the next", async () => {
    const digest = world.bundle(stepOf(passthrough));
    const engine = world.engine();
    await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } });
    const held = { ...world.hold(digest), token: 41 };
    expect(await engine.committedToken(held.slot, digest)).toBe(0);
    engine.acquired(held);
    await eventually(async () => expect(await engine.committedToken(held.slot, digest)).toBe(41));
  });
});
