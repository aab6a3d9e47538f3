import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { Given } from "./engine-world.ts";
import { canonicalJson } from "../../src/model/canonical-json.ts";
import { consumerGroupOf, parsed, parsePipelineName, parsePrincipal } from "../../src/model/names.ts";
import {
  EngineWorld,
  deadLetters,
  group,
  headersOf,
  input,
  output,
  passthrough,
  stepOf,
  topicOf,
} from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const numbered = (count: number, from = 0): Given[] =>
  Array.from({ length: count }, (_, index) => ({ key: `k${from + index}`, value: `v${from + index}` }));

describe("two pipelines of one principal", () => {
  test("that read one topic both get every record of it", async () => {
    await world.createTopic(topicOf("other-out"), 1);
    const other = parsed(parsePipelineName("other"));
    const otherGroup = consumerGroupOf(other);
    const step = {
      ...stepOf(passthrough, { input: { group: otherGroup } }),
      outputs: [{ name: "main", topic: topicOf("other-out"), partitioning: "key" as const }],
    };
    const principal = parsed(parsePrincipal("User:search"));
    const digest = world.file(canonicalJson({ formatVersion: 1, pipeline: other, principal, steps: [step] }));
    await world.write(input, numbered(2_000));
    const engine = world.engine();
    engine.acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect((await world.committed()).offset).toBe(2_000n));
    const held = world.hold(digest);
    engine.acquired({ ...held, slot: { ...held.slot, pipeline: other } });
    await eventually(async () => expect(await world.values(topicOf("other-out"))).toHaveLength(2_000));
    await world.write(input, numbered(500, 2_000));
    const all = numbered(2_500).map((record) => record.value);
    await eventually(async () => expect(await world.values(topicOf("other-out"))).toEqual(all));
    await eventually(async () => expect(await world.values(output)).toEqual(all));
  });
});

describe("a passthrough", () => {
  test("writes every record once, in order, and commits", async () => {
    await world.write(input, numbered(2_500));
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect((await world.committed()).offset).toBe(2_500n));
    expect(await world.values(output)).toEqual(numbered(2_500).map((record) => record.value));
  });

  test("keeps key, value, headers and time, and adds the id", async () => {
    const headers = [
      { key: Buffer.from("trace"), value: Buffer.from("a") },
      { key: Buffer.from("trace"), value: Buffer.from("b") },
    ];
    await world.write(input, [{ key: "k", value: "v", headers, timestampMs: 1_234 }]);
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    const [record] = await eventually(async () => {
      const found = await world.read(output);
      expect(found).toHaveLength(1);
      return found;
    });
    expect(record).toMatchObject({ key: Buffer.from("k"), value: Buffer.from("v"), timestampMs: 1_234 });
    expect(record?.headers.slice(0, 2)).toEqual(headers);
    expect(headersOf(record!)["sluiceway-id"]).toBe("in/0/0/work/0");
  });

  test("marks its records with slot, offset and token where that is asked for, in place of an earlier writer's mark", async () => {
    const headers = [{ key: Buffer.from("sluiceway-writer"), value: Buffer.from("before/0/7@3") }];
    await world.write(input, [{ value: "a" }, { value: "b", headers }]);
    const held = world.hold(world.bundle(stepOf(passthrough)));
    world.engine({ markWriters: true }).acquired({ ...held, token: 12 });
    const found = await eventually(async () => {
      const records = await world.read(output);
      expect(records).toHaveLength(2);
      return records;
    });
    expect(found.map(headersOf)).toEqual([
      { "sluiceway-writer": "in/0/0@12", "sluiceway-id": "in/0/0/work/0" },
      { "sluiceway-writer": "in/0/1@12", "sluiceway-id": "in/0/1/work/0" },
    ]);
    expect(found.map(({ headers: own }) => own.length)).toEqual([2, 2]);
  });

  test("passes null keys and tombstones", async () => {
    await world.write(input, [{ value: "no key" }, { key: "gone", value: undefined }, {}]);
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect(await world.read(output)).toHaveLength(3));
    const found = await world.read(output);
    expect(found.map((record) => [record.key?.toString(), record.value?.toString()])).toEqual([
      [undefined, "no key"],
      ["gone", undefined],
      [undefined, undefined],
    ]);
  });

  test("sees records that come while it waits", async () => {
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await world.write(input, [{ value: "first" }]);
    await eventually(async () => expect(await world.values(output)).toEqual(["first"]));
    await world.write(input, [{ value: "second" }]);
    await eventually(async () => expect(await world.values(output)).toEqual(["first", "second"]));
  });

  test("keeps the order of each key over many partitions and slots", async () => {
    await world.close();
    world = await EngineWorld.create({ partitions: 4 });
    const keys = Array.from({ length: 20 }, (_, index) => `key-${index}`);
    for (let partition = 0; partition < 4; partition += 1)
      await world.write(
        input,
        Array.from({ length: 500 }, (_, index) => ({
          partition,
          key: keys[(index % 5) + partition * 5],
          value: String(index),
        })),
      );
    const engine = world.engine();
    const digest = world.bundle(stepOf(passthrough));
    for (let partition = 0; partition < 4; partition += 1) engine.acquired(world.hold(digest, partition));
    await eventually(async () => expect(await world.read(output)).toHaveLength(2_000));
    const found = await world.read(output);
    for (const key of keys) {
      const sequence = found.filter((record) => record.key?.toString() === key).map((record) => Number(record.value));
      expect(sequence).toEqual(sequence.toSorted((a, b) => a - b));
      expect(
        new Set(found.filter((record) => record.key?.toString() === key).map((record) => record.partition)).size,
      ).toBe(1);
    }
    const stats = engine.stats();
    expect(stats.recordsIn).toBe(2_000);
    expect(stats.recordsOut).toBe(2_000);
    expect(stats.slots.map((slot) => [slot.state, slot.position, slot.highWatermark])).toEqual(
      Array.from({ length: 4 }, () => ["running", 500n, 500n]),
    );
  });
});

describe("where a slot begins", () => {
  test("the committed offset, committed again with the token before anything else", async () => {
    await world.write(input, numbered(10));
    const client = world.kafka.client();
    const { topic, partition } = { topic: input, partition: 0 };
    const held = world.hold(world.bundle(stepOf(passthrough)));
    await client.offsets.commit(group, [{ topic, partition, offset: 7n, metadata: "" }]);
    world.engine().acquired(held);
    await eventually(async () => expect(await world.values(output)).toEqual(["v7", "v8", "v9"]));
    expect(world.eventsOf("slot-started")).toMatchObject([{ offset: 7n, step: "work" }]);
    await eventually(async () =>
      expect(await world.committed()).toEqual({ offset: 10n, metadata: `{"engine":"engine-1","token":${held.token}}` }),
    );
  });

  test("the start position of the step, where our group has no offset", async () => {
    await world.write(input, numbered(10));
    const held = world.hold(world.bundle(stepOf(passthrough, { input: { start: { kind: "latest" } } })));
    world.engine().acquired(held);
    await eventually(async () => expect((await world.committed()).offset).toBe(10n));
    await world.write(input, [{ value: "new" }]);
    await eventually(async () => expect(await world.values(output)).toEqual(["new"]));
  });

  test("an operator's group without offsets is waited for, never made", async () => {
    await world.write(input, numbered(3));
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough, { input: { groupOwner: "operator" } }))));
    await eventually(async () =>
      expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "operator-group-without-offset" }]),
    );
    expect((await world.committed()).offset).toBeUndefined();
    const client = world.kafka.client();
    await client.offsets.commit(group, [{ topic: input, partition: 0, offset: 1n, metadata: "" }]);
    await eventually(async () => expect(await world.values(output)).toEqual(["v1", "v2"]));
    expect(world.eventsOf("slot-recovered")).toMatchObject([{ reason: "operator-group-without-offset" }]);
  });

  test("not at all while the group has live members; they are not fought", async () => {
    await world.write(input, numbered(2));
    const leave = world.kafka.control.addGroupMember(group, { clientId: "someone", host: "h" });
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () =>
      expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "group-has-members" }]),
    );
    expect(await world.values(output)).toEqual([]);
    leave();
    await eventually(async () => expect(await world.values(output)).toEqual(["v0", "v1"]));
  });

  test("the log's start when the offset is older, and the loss is told", async () => {
    await world.write(input, numbered(10));
    const client = world.kafka.client();
    await client.offsets.commit(group, [{ topic: input, partition: 0, offset: 2n, metadata: "" }]);
    world.kafka.control.deleteRecords(input, 0, 6n);
    const engine = world.engine();
    engine.acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect(await world.values(output)).toEqual(["v6", "v7", "v8", "v9"]));
    expect(world.eventsOf("data-loss")).toMatchObject([{ from: 2n, to: 6n, lost: 4n }]);
    expect(engine.stats().dataLosses).toBe(1);
    await eventually(async () => expect((await world.committed()).offset).toBe(10n));
  });
});

describe("a broker that fails", () => {
  test("to write: the slot waits and loses, repeats and reorders nothing", async () => {
    await world.write(input, numbered(500));
    world.fail("send", 3);
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect((await world.committed()).offset).toBe(500n));
    expect(await world.values(output)).toEqual(numbered(500).map((record) => record.value));
    expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "produce-failed" }]);
    expect(world.eventsOf("slot-recovered")).toMatchObject([{ reason: "produce-failed" }]);
    expect(await world.read(deadLetters)).toEqual([]);
  });

  test("to write: nothing is committed meanwhile", async () => {
    await world.write(input, numbered(5));
    world.fail("send", 1_000);
    const engine = world.engine();
    engine.acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect(world.eventsOf("slot-waiting")).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 700));
    expect((await world.committed()).offset).toBe(0n);
    expect(engine.stats().slots[0]?.waiting).toMatchObject([{ reason: "produce-failed" }]);
  });

  test("to read, to commit, to tell offsets: it goes on when the broker is back", async () => {
    await world.write(input, numbered(50));
    world.fail("committed", 2);
    world.fail("commit", 3);
    world.fail("fetch", 4);
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect((await world.committed()).offset).toBe(50n));
    expect(await world.values(output)).toEqual(numbered(50).map((record) => record.value));
  });

  test("for a topic that vanished: reported once, and nothing is committed beyond it", async () => {
    world.kafka.control.deleteTopic(output);
    await world.write(input, numbered(5));
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () => expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "start-failed" }]));
    await world.createTopic(output, 1);
    await eventually(async () => expect(await world.values(output)).toHaveLength(5));
    expect(world.eventsOf("slot-waiting")).toHaveLength(1);
  });
});

describe("permissions", () => {
  beforeEach(async () => {
    await world.close();
    world = await EngineWorld.create({ authorizer: true });
  });

  const allow = (resourceType: "topic" | "group", resourceName: string, operation: "read" | "write") =>
    world.kafka.admin.createAcls([
      {
        principal: "User:search",
        host: "*",
        permission: "allow",
        operation,
        resourceType,
        resourceName,
        patternType: "literal",
      },
    ]);

  test("a topic that the pipeline's principal may not write is reported and tried again", async () => {
    await allow("topic", "in", "read");
    await allow("group", group, "read");
    for (const topic of ["dead", "errors"]) await allow("topic", topic, "write");
    await world.write(input, numbered(3));
    world.engine().acquired(world.hold(world.bundle(stepOf(passthrough))));
    await eventually(async () =>
      expect(world.eventsOf("slot-waiting")).toMatchObject([
        { reason: "start-failed", message: expect.stringContaining("User:search may not describe topic out") },
      ]),
    );
    await allow("topic", "out", "write");
    await eventually(async () => expect(await world.values(output)).toHaveLength(3));
  });
});
