import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { KafkaError } from "../../src/kafka/errors.ts";
import { eventually } from "../support/eventually.ts";
import type { Given } from "./engine-world.ts";
import { group, EngineWorld, input, output, passthrough, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const numbered = (count: number, from = 0): Given[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, value: `v${from + index}` }));

describe("what an engine refuses", () => {
  test("a topic that the compiled pipeline doesn't name", async () => {
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough)), 0, output));
    await eventually(async () => expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "topic-not-named" }]));
  });

  test("a bundle whose bytes are not what its digest says", async () => {
    const digest = world.bundle(stepOf(passthrough));
    world.files.set(digest, Buffer.from("{}"));
    world.engine().acquired(world.hold(digest));
    await eventually(async () => expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "corrupt-bundle" }]));
  });

  test("a bundle of a newer format", async () => {
    const digest = world.file(`{"formatVersion":2}`);
    const engine = world.engine();
    engine.acquired(world.hold(digest));
    await eventually(async () =>
      expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "incompatible-bundle" }]),
    );
    expect(await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } })).toEqual([]);
  });

  test("a bundle that needs what this version's engine lacks, or has never heard of", async () => {
    const step = stepOf(passthrough);
    const digest = world.bundleThatNeeds(["time-travel"], step);
    const engine = world.engine();
    engine.acquired(world.hold(digest));
    await eventually(async () =>
      expect(world.eventsOf("slot-refused")).toMatchObject([
        { reason: "incompatible-bundle", message: expect.stringContaining("time-travel") as string },
      ]),
    );
    expect(await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } })).toEqual([]);
  });

  test("a bundle that the store can't give yet is waited for", async () => {
    await world.write(input, numbered(1));
    const digest = world.bundle(stepOf(passthrough));
    const bytes = world.files.get(digest)!;
    world.files.delete(digest);
    world.engine().acquired(world.hold(digest));
    await eventually(async () =>
      expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "bundle-unavailable" }]),
    );
    world.files.set(digest, bytes);
    await eventually(async () => expect(await world.values(output)).toEqual(["v0"]));
  });
});

describe("the slots that should be held", () => {
  test("one per partition of each topic that a step reads; new partitions are found", async () => {
    await world.close();
    world = await EngineWorld.create({ partitions: 2 });
    const digest = world.bundle(stepOf(passthrough));
    const engine = world.engine();
    const manifest = { formatVersion: 1, pipelines: { search: digest } } as const;
    const slotOf = (partition: number) => ({ digest, group, slot: { pipeline: "search", topic: "in", partition } });
    expect(await engine.wantedSlots(manifest)).toEqual([slotOf(0), slotOf(1)]);
    await world.kafka.admin.createPartitions([{ topic: input, partitions: 3 }]);
    expect(await engine.wantedSlots(manifest)).toEqual([slotOf(0), slotOf(1), slotOf(2)]);
  });

  test("a topic that doesn't exist has none, and is reported once", async () => {
    world.kafka.control.deleteTopic(input);
    const engine = world.engine();
    const manifest = { formatVersion: 1, pipelines: { search: world.bundle(stepOf(passthrough)) } } as const;
    expect(await engine.wantedSlots(manifest)).toEqual([]);
    expect(await engine.wantedSlots(manifest)).toEqual([]);
    expect(world.eventsOf("topic-missing")).toEqual([{ kind: "topic-missing", pipeline: "search", topic: "in" }]);
  });

  test("while a new bundle can't be read, the one before goes on", async () => {
    const engine = world.engine();
    const digest = world.bundle(stepOf(passthrough));
    const before = await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } });
    expect(before).toHaveLength(1);
    const next = world.bundle(stepOf(passthrough, { timeoutMs: 1 }));
    const bytes = world.files.get(next)!;
    world.files.delete(next);
    const manifest = { formatVersion: 1, pipelines: { search: next } } as const;
    expect(await engine.wantedSlots(manifest)).toEqual(before);
    expect(world.eventsOf("pipeline-unavailable")).toMatchObject([{ reason: "bundle-unavailable" }]);
    world.files.set(next, bytes);
    expect((await engine.wantedSlots(manifest)).map(({ digest: found }) => found)).toEqual([next]);
  });

  test("slots of modules are marked, and an engine that denies modules says so", async () => {
    const digest = world.bundle(stepOf(world.module("export const process = () => undefined;")));
    const engine = world.engine({ modules: "deny" });
    expect(await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } })).toMatchObject([
      { needsModules: true },
    ]);
    expect(world.eventsOf("pipeline-unavailable")).toMatchObject([{ reason: "modules-denied" }]);
    engine.acquired(world.hold(digest));
    await eventually(async () => expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "modules-denied" }]));
  });

  test("while the broker can't be asked, the slots stay what they were", async () => {
    const engine = world.engine();
    const manifest = { formatVersion: 1, pipelines: { search: world.bundle(stepOf(passthrough)) } } as const;
    const before = await engine.wantedSlots(manifest);
    const reader = world.kafka.client().reader();
    await reader.close();
    const broken = new KafkaError("unreachable", "away");
    const kafka = {
      ...world.kafka,
      client: () => ({ ...world.kafka.client(), reader: () => ({ ...reader, partitionCounts: counts }) }),
    };
    let isAway = false;
    const counts = async (topics: readonly (typeof input)[]) => {
      if (isAway) throw broken;
      return new Map(topics.map((topic) => [topic, 1]));
    };
    const other = world.engine({ kafka });
    expect(await other.wantedSlots(manifest)).toEqual(before);
    isAway = true;
    expect(await other.wantedSlots(manifest)).toEqual(before);
    expect(world.eventsOf("pipeline-unavailable")).toMatchObject([{ reason: "topics-unavailable" }]);
  });
});
