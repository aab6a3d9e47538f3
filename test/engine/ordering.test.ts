import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleProcessor } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import type { StepChanges } from "./engine-world.ts";
import { EngineWorld, deadLetters, headersOf, input, output, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

/** Records whose value is `wait:<name>` wait until `open(name)`; the others take a moment of their own. */
function gated(): BundleProcessor {
  return world.module(
    `
    import { existsSync } from "node:fs";
    const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    export const process = async (record, context) => {
      const [what, name] = record.text().split(":");
      if (what === "fail") throw new Error("fails always");
      if (what !== "wait") return pause(record.offset % 3n === 0n ? 2 : 0).then(() => ({}));
      while (!existsSync(context.config.folder + "/" + name)) await pause(5);
      return {};
    };
  `,
    { folder: world.dataDirectory },
  );
}
const open = (name: string): void => writeFileSync(join(world.dataDirectory, name), "");

const byKey: StepChanges = { ordering: "key", concurrency: 4 };
const freely: StepChanges = { ordering: "none", concurrency: 4 };
const start = (changes: StepChanges, engine = world.engine()) => {
  const held = world.hold(world.bundle(stepOf(gated(), changes)));
  engine.acquired(held);
  return { engine, held };
};
const committed = async (): Promise<bigint | undefined> => (await world.committed()).offset;

/** The values per key, in the order in which they were written. */
async function byKeys(): Promise<Readonly<Record<string, readonly string[]>>> {
  const found: Record<string, string[]> = {};
  for (const record of await world.read(output))
    (found[record.key?.toString() ?? ""] ??= []).push(record.value?.toString() ?? "");
  return found;
}

describe("ordering: key", () => {
  test("a slow record holds up its key and the commit, and no other key", async () => {
    await world.write(input, [
      { key: "slow", value: "wait:gate" },
      { key: "slow", value: "behind" },
      ...Array.from({ length: 50 }, (_, index) => ({ key: `k${index % 5}`, value: `v${index}` })),
    ]);
    start(byKey);
    await eventually(async () => expect(await world.read(output)).toHaveLength(50));
    expect(await committed()).toBe(0n);
    open("gate");
    await eventually(async () => expect(await committed()).toBe(52n));
    expect((await byKeys())["slow"]).toEqual(["wait:gate", "behind"]);
  });

  test("each key's records are written in their order", async () => {
    const records = Array.from({ length: 400 }, (_, index) => ({ key: `k${(index * 7) % 13}`, value: `v${index}` }));
    await world.write(input, records);
    start({ ...byKey, concurrency: 8 });
    await eventually(async () => expect(await committed()).toBe(400n));
    for (const [key, values] of Object.entries(await byKeys()))
      expect(values).toEqual(records.filter((record) => record.key === key).map(({ value }) => value));
  });

  test("a failing record is given up in its key's turn, while other keys go on", async () => {
    await world.write(input, [
      { key: "a", value: "fail" },
      { key: "a", value: "a1" },
      { key: "b", value: "b1" },
    ]);
    start({ ...byKey, retry: { maxAttempts: 3, initialBackoffMs: 30, multiplier: 1, maxBackoffMs: 30 } });
    await eventually(async () => expect(await committed()).toBe(3n));
    expect(await world.values(deadLetters)).toEqual(["fail"]);
    expect(headersOf((await world.read(deadLetters))[0]!)["sluiceway-dlq-attempts"]).toBe("3");
    expect((await byKeys())["a"]).toEqual(["a1"]);
  });

  test("records without a key wait for none", async () => {
    await world.write(input, [{ value: "wait:gate" }, { value: "x" }, { value: "y" }]);
    start(byKey);
    await eventually(async () => expect(await world.values(output)).toEqual(["x", "y"]));
    expect(await committed()).toBe(0n);
    open("gate");
    await eventually(async () => expect(await committed()).toBe(3n));
  });
});

describe("ordering: none", () => {
  test("up to the concurrency is under way at a time, and no more", async () => {
    await world.write(
      input,
      ["wait:a", "wait:b", "wait:c", "wait:d", "last"].map((value) => ({ key: "same", value })),
    );
    start(freely);
    await eventually(async () => expect(world.eventsOf("slot-started")).toHaveLength(1));
    open("c");
    await eventually(async () => expect(await world.values(output)).toEqual(["wait:c", "last"]));
    expect(await committed()).toBe(0n);
    open("a");
    await eventually(async () => expect(await committed()).toBe(1n));
    open("b");
    await eventually(async () => expect(await committed()).toBe(3n));
    open("d");
    await eventually(async () => expect(await committed()).toBe(5n));
  });
});

describe("a hand-over of a slot with several records under way", () => {
  test("ends what was begun, and nothing is processed twice", async () => {
    await world.write(input, [
      { key: "a", value: "wait:gate" },
      { key: "a", value: "between" },
      { key: "b", value: "b1" },
      ...Array.from({ length: 20 }, (_, index) => ({ key: "a", value: `behind${index}` })),
    ]);
    const { engine, held } = start(byKey);
    await eventually(async () => expect(await world.values(output)).toEqual(["b1"]));
    const released = engine.release(held);
    open("gate");
    await released;
    expect(await world.values(output)).toEqual(["b1", "wait:gate", "between"]);
    expect(await committed()).toBe(3n);
    expect(world.eventsOf("release-incomplete")).toEqual([]);
    start(byKey, world.engine({ engineId: "engine-2" }));
    await eventually(async () => expect(await committed()).toBe(23n));
    expect(await world.read(output)).toHaveLength(23);
  });

  test("says what is delivered twice, where a record is in its retries", async () => {
    await world.write(input, [
      { key: "a", value: "fail" },
      { key: "b", value: "b1" },
      { key: "b", value: "b2" },
    ]);
    const retry = { maxAttempts: 5, initialBackoffMs: 60_000, multiplier: 1, maxBackoffMs: 60_000 };
    const { engine, held } = start({ ...byKey, retry }, world.engine({ random: () => 1 }));
    await eventually(async () => expect(await world.values(output)).toEqual(["b1", "b2"]));
    await engine.release(held);
    expect(await committed()).toBe(0n);
    expect(await world.values(deadLetters)).toEqual([]);
    expect(world.eventsOf("release-incomplete")).toMatchObject([{ offset: 0n, pending: 2 }]);
  });

  test("a lost slot writes nothing of what was under way", async () => {
    await world.write(input, [
      { key: "a", value: "wait:gate" },
      { key: "b", value: "b1" },
    ]);
    const { engine, held } = start(byKey);
    await eventually(async () => expect(await world.values(output)).toEqual(["b1"]));
    held.guarded.holds = false;
    engine.lost(held);
    open("gate");
    start(byKey, world.engine({ engineId: "engine-2" }));
    await eventually(async () => expect(await committed()).toBe(2n));
    expect(await byKeys()).toEqual({ a: ["wait:gate"], b: ["b1", "b1"] });
  });
});
