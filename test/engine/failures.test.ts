import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleProcessor } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import {
  EngineWorld,
  deadLetters,
  errors,
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

const run = (processor: BundleProcessor, changes: Parameters<typeof stepOf>[1] = {}): void =>
  world.engine().acquired(world.hold(world.bundle(stepOf(processor, changes))));
const builtin = (name: string, config: unknown): BundleProcessor => ({ kind: "builtin", name, config });
const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));
const errorReports = async () => (await world.values(errors)).map((text) => JSON.parse(text ?? "") as unknown);

describe("builtin processors", () => {
  test("the chunker fans out: pieces keep the key, say their place, and have ids of their own", async () => {
    await world.write(input, [{ key: "doc", value: "one two three four" }]);
    run(builtin("chunker", { maxChars: 9 }));
    await committedAt(1n);
    const found = await world.read(output);
    expect(found.map((record) => [record.key?.toString(), record.value?.toString()])).toEqual([
      ["doc", "one two "],
      ["doc", "three "],
      ["doc", "four"],
    ]);
    expect(found.map(headersOf)).toEqual(
      [0, 8, 14].map((start, index) => ({
        "sluiceway-chunk-index": String(index),
        "sluiceway-chunk-count": "3",
        "sluiceway-chunk-start": String(start),
        "sluiceway-id": `in/0/0/work/${index}`,
      })),
    );
  });

  test("filter and map decide on key, value, headers and place", async () => {
    await world.write(input, [
      { key: "a", value: `{"count":1}` },
      { key: "b", value: `{"count":5}`, headers: [{ key: Buffer.from("lang"), value: Buffer.from("en") }] },
    ]);
    run(builtin("filter", { when: `value.count > 3 && headers.lang == "en" && topic == "in" && partition == 0` }));
    await committedAt(2n);
    expect(await world.values(output)).toEqual([`{"count":5}`]);
  });

  test("map writes the result as JSON, ints exactly, null as a tombstone", async () => {
    await world.write(input, [
      { key: "a", value: `{"words":["x","y"],"title":"T"}` },
      { key: "b", value: `{"words":[],"title":null}` },
    ]);
    run(
      builtin("map", {
        value: `value.title == null ? dyn(null) : {"n": size(value.words), "at": offset, "title": value.title}`,
      }),
    );
    await committedAt(2n);
    expect(await world.values(output)).toEqual([`{"n":2,"at":0,"title":"T"}`, undefined]);
  });

  test("map over texts writes a string as it is", async () => {
    await world.write(input, [{ value: "ab" }]);
    run(builtin("map", { value: `value + "!" + string(size(value))`, format: "text" }));
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["ab!2"]);
  });

  test.each([
    ["chunker", { maxChars: 5 }],
    ["filter", { when: "value.count > 3" }],
    ["map", { value: "value.count" }],
  ])("tombstones pass through a %s", async (name, config) => {
    await world.write(input, [{ key: "gone" }]);
    run(builtin(name, config));
    await committedAt(1n);
    expect((await world.read(output)).map((record) => [record.key?.toString(), record.value])).toEqual([
      ["gone", undefined],
    ]);
  });

  test.each([
    ["an expression that is none", { when: "value. >" }],
    ["an unknown variable", { when: "nobody == 1" }],
  ])("%s: the slot is refused, nothing is read", async (_what, config) => {
    run(builtin("filter", config));
    await eventually(async () =>
      expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "invalid-processor" }]),
    );
  });
});

describe("a poison record", () => {
  const poison = Buffer.from([0xff, 0x00, 0xfe]);

  test("becomes a dead letter with its bytes untouched, and one error record; the partition goes on", async () => {
    const headers = [{ key: Buffer.from("trace"), value: Buffer.from([0xff]) }];
    await world.write(input, [
      { key: "a", value: `{"count":5}` },
      { key: "bad", value: poison, headers, timestampMs: 4_321 },
      { key: "c", value: `{"count":6}` },
    ]);
    run(builtin("filter", { when: "value.count > 3" }));
    await committedAt(3n);
    expect(await world.values(output)).toEqual([`{"count":5}`, `{"count":6}`]);
    const [letter, ...others] = await world.read(deadLetters);
    expect(others).toEqual([]);
    expect(letter).toMatchObject({ key: Buffer.from("bad"), value: poison, timestampMs: 4_321 });
    expect(letter?.headers[0]).toEqual(headers[0]);
    expect(headersOf(letter!)).toMatchObject({
      "sluiceway-dlq-topic": "in",
      "sluiceway-dlq-partition": "0",
      "sluiceway-dlq-offset": "1",
      "sluiceway-dlq-group": group,
      "sluiceway-dlq-pipeline": "search",
      "sluiceway-dlq-step": "work",
      "sluiceway-dlq-engine": "engine-1",
      "sluiceway-dlq-bundle": expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      "sluiceway-dlq-attempts": "1",
      "sluiceway-dlq-first-failure": expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      "sluiceway-dlq-error-class": "DecodeError",
      "sluiceway-dlq-message": "the value is not UTF-8 text",
      "sluiceway-dlq-stack": expect.stringContaining("DecodeError"),
    });
    expect((await world.read(errors)).map((record) => record.key?.toString())).toEqual(["bad"]);
    expect(await errorReports()).toMatchObject([
      { id: "in/0/1", offset: "1", errorClass: "DecodeError", deadLetterTopic: "dead", attempts: 1 },
    ]);
    expect(world.eventsOf("record-dead-lettered")).toMatchObject([{ offset: 1n, step: "work" }]);
  });

  test("keeps its partition's number", async () => {
    await world.close();
    world = await EngineWorld.create({ partitions: 3 });
    await world.write(input, [{ key: "bad", value: poison, partition: 2 }]);
    world.engine().acquired(world.hold(world.bundle(stepOf(builtin("filter", { when: "true" }))), 2));
    await eventually(async () =>
      expect((await world.read(deadLetters)).map((record) => record.partition)).toEqual([2]),
    );
  });

  test("what the expression can't do with a value is the record's fault too", async () => {
    await world.write(input, [{ value: `{"other":1}` }, { value: `"text"` }]);
    run(builtin("filter", { when: "value.count > 3" }));
    await committedAt(2n);
    expect(await errorReports()).toMatchObject([{ errorClass: "ExpressionError" }, { errorClass: "ExpressionError" }]);
  });

  test("whose dead letter can't be written blocks the slot: nothing is skipped", async () => {
    await world.close();
    world = await EngineWorld.create();
    world.kafka.control.deleteTopic(deadLetters);
    await world.createTopic(deadLetters, 1, { "max.message.bytes": "100" });
    await world.write(input, [{ value: poison }, { value: `{"count":9}` }]);
    run(builtin("filter", { when: "value.count > 3" }));
    await eventually(async () => expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "produce-failed" }]));
    expect((await world.committed()).offset).toBe(0n);
    await world.kafka.admin.alterTopicConfigs([{ topic: deadLetters, set: { "max.message.bytes": "100000" } }]);
    await committedAt(2n);
    expect(await world.read(deadLetters)).toHaveLength(1);
  });

  test("whose output is too large is its own fault, and costs its neighbours nothing", async () => {
    world.kafka.control.deleteTopic(output);
    await world.createTopic(output, 1, { "max.message.bytes": "500" });
    const values = Array.from({ length: 200 }, (_, index) => (index === 77 ? "x".repeat(1_000) : `v${index}`));
    await world.write(
      input,
      values.map((value) => ({ value })),
    );
    run(passthrough);
    await committedAt(200n);
    const written = await world.values(output);
    expect(written).toHaveLength(199);
    expect(new Set(written)).toEqual(new Set(values.filter((_, index) => index !== 77)));
    expect((await world.read(deadLetters)).map((record) => headersOf(record)["sluiceway-dlq-offset"])).toEqual(["77"]);
    expect(await errorReports()).toMatchObject([{ errorClass: "RecordTooLargeError" }]);
  });

  test("that has no key for a compacted topic is its own fault too", async () => {
    world.kafka.control.deleteTopic(output);
    await world.createTopic(output, 1, { "cleanup.policy": "compact" });
    await world.write(input, [{ key: "a", value: "1" }, { value: "no key" }, { key: "b", value: "2" }]);
    run(passthrough);
    await committedAt(3n);
    expect(new Set(await world.values(output))).toEqual(new Set(["1", "2"]));
    expect(await errorReports()).toMatchObject([{ errorClass: "InvalidRecordError", offset: "1" }]);
  });
});

describe("module processors", () => {
  test("may return nothing, a record, or a list, at once or later", async () => {
    await world.write(input, [{ key: "k", value: "abc" }]);
    const module = world.module(`
      export async function process(record, context) {
        context.emit({ value: record.text().toUpperCase() });
        return [{ value: "second", headers: { kind: "b" } }, { key: null, value: new Uint8Array([51]) }];
      }
    `);
    run(module);
    await committedAt(1n);
    const found = await world.read(output);
    expect(found.map((record) => [record.key?.toString(), record.value?.toString()])).toEqual([
      ["k", "ABC"],
      ["k", "second"],
      [undefined, "3"],
    ]);
    expect(found.map((record) => headersOf(record)["sluiceway-id"])).toEqual([0, 1, 2].map((n) => `in/0/0/work/${n}`));
    expect(headersOf(found[1]!)).toMatchObject({ kind: "b" });
  });

  test("see record and surroundings", async () => {
    await world.write(input, [
      { key: "k", value: `{"n":1}`, headers: [{ key: Buffer.from("h"), value: Buffer.from("1") }] },
    ]);
    const module = world.module(
      `
      import { writeFileSync, existsSync } from "node:fs";
      export function process(record, context) {
        const { pipeline, step, partition, config, signal, emit } = context;
        emit({ value: JSON.stringify({
          pipeline, step, partition, config, aborted: signal.aborted, folder: existsSync(context.dataDirectory),
          key: String(record.key), json: record.json(), h: String(record.headers.get("h")), id: record.id,
          offset: String(record.offset), timestamp: record.timestamp, topic: record.topic,
        }) });
      }
    `,
      { depth: 2 },
    );
    run(module);
    await committedAt(1n);
    expect(JSON.parse((await world.values(output))[0] ?? "")).toEqual({
      pipeline: "search",
      step: "work",
      partition: 0,
      config: { depth: 2 },
      aborted: false,
      folder: true,
      key: "k",
      json: { n: 1 },
      h: "1",
      id: "in/0/0",
      offset: "0",
      timestamp: 1_000,
      topic: "in",
    });
  });

  test("emit to outputs by name", async () => {
    const other = topicOf("other");
    await world.createTopic(other, 1);
    await world.write(input, [{ value: "x" }]);
    const module = world.module(`
      export const process = (record, { emit }) => {
        emit({ value: "to both" });
        emit({ value: "to one" }, "second");
      };
    `);
    const outputs = [
      { name: "first", topic: output, partitioning: "key" },
      { name: "second", topic: other, partitioning: "round-robin" },
    ] as const;
    run(module, { outputs });
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["to both"]);
    expect(await world.values(other)).toEqual(["to both", "to one"]);
  });

  test("that fail at first and then succeed leave no dead letter, and nothing of the failed attempts", async () => {
    await world.write(input, [{ value: "x" }]);
    const module = world.module(`
      let attempts = 0;
      export function process(record, context) {
        context.emit({ value: "attempt " + ++attempts });
        if (attempts < 3) throw new Error("not yet");
      }
    `);
    const engine = world.engine();
    engine.acquired(world.hold(world.bundle(stepOf(module))));
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["attempt 3"]);
    expect(await world.read(deadLetters)).toEqual([]);
    expect(engine.stats()).toMatchObject({ retries: 2, errors: 0, deadLetters: 0 });
  });

  test.each([
    ["throw", `() => { throw new TypeError("broken"); }`, "TypeError", 3],
    ["reject", `async () => { throw new RangeError("broken"); }`, "RangeError", 3],
    ["throw what is no error", `() => { throw "text"; }`, "Error", 3],
    [
      "say that a retry can't help",
      `() => { throw Object.assign(new Error("no"), { retriable: false }); }`,
      "Error",
      1,
    ],
    ["can't decode", `(record) => record.json()`, "DecodeError", 1],
    ["return a number", `() => 42`, "InvalidOutputError", 1],
    ["return a string", `async () => "text"`, "InvalidOutputError", 1],
    ["return a value that is none", `() => ({ value: { nested: true } })`, "InvalidOutputError", 1],
    ["return a member that nobody knows", `() => ({ payload: "x" })`, "InvalidOutputError", 1],
    ["emit to an output that doesn't exist", `(r, c) => c.emit({}, "nowhere")`, "InvalidOutputError", 1],
  ])("that %s", async (...given) => {
    const [, source, errorClass, attempts] = given;
    await world.write(input, [{ key: "k", value: "not json" }]);
    run(world.module(`export const process = ${source};`));
    await committedAt(1n);
    expect(await world.read(output)).toEqual([]);
    expect(await errorReports()).toMatchObject([{ errorClass, attempts }]);
    expect(await world.values(deadLetters)).toEqual(["not json"]);
  });

  test("that take too long are told by their signal, and a straggler emits nothing", async () => {
    await world.write(input, [{ value: "slow" }, { value: "fast" }]);
    const module = world.module(`
      export const process = (record, context) => record.text() === "fast" ? { value: "fast" } :
        new Promise((resolve) => context.signal.addEventListener("abort", () => {
          try { context.emit({ value: "late" }); } catch {}
          resolve({ value: "later" });
        }));
    `);
    run(module, { timeoutMs: 30, retry: { maxAttempts: 2, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 } });
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["fast"]);
    expect(await errorReports()).toMatchObject([{ errorClass: "ProcessorTimeoutError", attempts: 2 }]);
  });

  test.each([
    ["doesn't export process", "export const other = 1;"],
    ["isn't JavaScript", "export const process = ("],
    ["throws while it is loaded", "throw new Error('at load');"],
  ])("that %s: the slot is refused", async (_what, source) => {
    run(world.module(source));
    await eventually(async () =>
      expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "invalid-processor" }]),
    );
  });

  test("a new digest is a new instance", async () => {
    await world.write(input, [{ value: "x" }]);
    const counting = (version: number) =>
      world.module(`let n = 0; export const process = () => ({ value: "v${version} " + ++n });`);
    const engine = world.engine();
    const first = world.hold(world.bundle(stepOf(counting(1))));
    engine.acquired(first);
    await committedAt(1n);
    await engine.release(first);
    await world.write(input, [{ value: "y" }]);
    engine.acquired(world.hold(world.bundle(stepOf(counting(2)))));
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["v1 1", "v2 1"]);
  });

  test("a release during a long back-off doesn't wait for it: the record is the next owner's", async () => {
    await world.write(input, [{ value: "x" }]);
    const module = world.module(`export const process = () => { throw new Error("always"); };`);
    const retry = { maxAttempts: 5, initialBackoffMs: 600_000, multiplier: 1, maxBackoffMs: 600_000 };
    const engine = world.engine();
    const held = world.hold(world.bundle(stepOf(module, { retry })));
    engine.acquired(held);
    await eventually(async () => expect(engine.stats().retries).toBe(1));
    await engine.release(held);
    expect((await world.committed()).offset).toBe(0n);
    expect(world.eventsOf("release-incomplete")).toEqual([]);
    expect(await world.read(deadLetters)).toEqual([]);
  });
});
