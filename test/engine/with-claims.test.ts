import { afterEach, beforeEach, expect, test } from "vitest";
import type { SlotManager } from "../../src/claims/slot-manager.ts";
import { createSlotManager } from "../../src/claims/slot-manager.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import type { Digest } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import { EngineWorld, headersOf, input, output, passthrough, stepOf } from "./engine-world.ts";

// Engines under real slot managers, in this machine's time: what `app/` composes.

const partitions = 4;
let world: EngineWorld;
let store: ClaimStore;
let managers: SlotManager[];
beforeEach(async () => {
  world = await EngineWorld.create({ partitions });
  store = createEmbeddedClaimStore();
  managers = [];
});
afterEach(async () => {
  await Promise.all(managers.map((manager) => manager.stop({ deadlineMs: 1_000 })));
  await world.close();
});

async function start(engineId: string, digest: Digest): Promise<{ engine: Engine; manager: SlotManager }> {
  const engine = world.engine({ engineId });
  const manager = createSlotManager({
    store,
    clock: machineClock,
    owner: engine,
    label: engineId,
    engineId,
    leaseMs: 600,
  });
  managers.push(manager);
  manager.setSlots(await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } }));
  manager.start();
  return { engine, manager };
}

async function write(from: number, count: number): Promise<void> {
  await world.write(
    input,
    Array.from({ length: count }, (_, index) => ({
      partition: index % partitions,
      key: `k${index}`,
      value: `v${from + index}`,
    })),
  );
}

const distinctIds = async () => new Set((await world.read(output)).map((record) => headersOf(record)["sluiceway-id"]));
const heldBy = (...of: readonly SlotManager[]) => of.map((manager) => manager.held().length);

test("slots move between engines that come and go, and no record is lost or repeated", async () => {
  const digest = world.bundle(stepOf(passthrough));
  await write(0, 400);
  const first = await start("engine-1", digest);
  await eventually(async () => expect((await distinctIds()).size).toBe(400));
  const second = await start("engine-2", digest);
  await eventually(async () => expect(heldBy(first.manager, second.manager)).toEqual([2, 2]));
  await write(400, 400);
  await first.manager.stop({ deadlineMs: 5_000 });
  await write(800, 400);
  await eventually(async () => expect((await distinctIds()).size).toBe(1_200));
  expect(heldBy(second.manager)).toEqual([partitions]);
  // A hand-over in order repeats nothing.
  expect(await world.read(output)).toHaveLength(1_200);
  expect(world.eventsOf("release-incomplete")).toEqual([]);
});

test("a new digest is a hand-over of each slot, without loss or repetition", async () => {
  const before = world.bundle(stepOf(passthrough));
  const { engine, manager } = await start("engine-1", before);
  await write(0, 400);
  await eventually(async () => expect((await world.read(output)).length).toBeGreaterThan(0));
  const after = world.bundle(
    stepOf({ kind: "builtin", name: "map", config: { value: `"new " + value`, format: "text" } }),
  );
  manager.setSlots(await engine.wantedSlots({ formatVersion: 1, pipelines: { search: after } }));
  await eventually(async () =>
    expect(manager.held().map((held) => held.digest)).toEqual(Array(partitions).fill(after)),
  );
  await write(400, 400);
  await eventually(async () => expect((await distinctIds()).size).toBe(800));
  const values = await world.values(output);
  expect(values).toHaveLength(800);
  expect(values.filter((value) => value?.startsWith("new ")).length).toBeGreaterThanOrEqual(400);
});
