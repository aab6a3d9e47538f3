import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleProcessor, BundleStep } from "../../src/model/bundle.ts";
import { parsed, parseStepName } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import type { StepChanges } from "./engine-world.ts";
import { deadLetters, EngineWorld, headersOf, input, output, passthrough, stepOf, topicOf } from "./engine-world.ts";

const innerDead = topicOf("inner-dead");
const innerErrors = topicOf("inner-errors");

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
  for (const topic of [innerDead, innerErrors]) await world.createTopic(topic, 1);
});
afterEach(() => world.close());

const nameOf = (text: string) => parsed(parseStepName(text));
/** The step that reads, with its records handed to `inner` under the output's name. */
const outer = (processor: BundleProcessor, changes: StepChanges = {}): BundleStep =>
  stepOf(processor, { outputs: [], internalOutputs: [{ name: "inner", targetStep: nameOf("inner") }], ...changes });
/** A step that is only handed records. */
const inner = (processor: BundleProcessor, changes: Partial<BundleStep> = {}): BundleStep => ({
  ...stepOf(processor),
  name: nameOf("inner"),
  inputs: [],
  deadLetterTopic: innerDead,
  errorTopic: innerErrors,
  ...changes,
});
const start = (...steps: readonly BundleStep[]) => world.engine().acquired(world.hold(world.bundle(...steps)));
const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));

/** Fails on values that begin with `bad`, later than it begins. */
const picky = (): BundleProcessor =>
  world.module(`
    export const process = async (record) => {
      await null;
      if (record.text().startsWith("bad")) throw Object.assign(new Error("bad indeed"), { retriable: false });
      return { value: record.text().toUpperCase() };
    };
  `);

describe("steps in one process", () => {
  test("pass records on without a topic between, with the ids that they would have there", async () => {
    await world.write(input, [{ key: "k", value: "a", timestampMs: 1_234 }, { value: "b" }]);
    start(outer(passthrough), inner(picky()));
    await committedAt(2n);
    const found = await world.read(output);
    expect(found.map(({ value }) => value?.toString())).toEqual(["A", "B"]);
    expect(found.map((record) => headersOf(record)["sluiceway-id"])).toEqual([
      "in/0/0/work/0/inner/0",
      "in/0/1/work/0/inner/0",
    ]);
    expect(found[0]).toMatchObject({ key: Buffer.from("k"), timestampMs: 1_234 });
    expect(found[0]?.headers).toHaveLength(1);
  });

  test("an output by name leads to its step, without a name to all, topics included", async () => {
    const route: BundleProcessor = {
      kind: "builtin",
      name: "route",
      config: { field: "to", routes: { inner: "inner", main: "main" } },
    };
    const outputs = [{ name: "main", topic: output, partitioning: "key" as const }];
    await world.write(input, [{ value: '{"to":"main"}' }, { value: '{"to":"inner"}' }, { value: undefined }]);
    start(outer(route, { outputs }), inner({ kind: "builtin", name: "map", config: { value: '"inner"' } }));
    await committedAt(3n);
    expect(await world.values(output)).toEqual(['{"to":"main"}', '"inner"', undefined, undefined]);
  });

  test("what one record became is processed in its order, and the record is committed with the last of it", async () => {
    await world.write(input, [{ value: "one two three four" }, { value: "five" }]);
    start(outer({ kind: "builtin", name: "chunker", config: { maxChars: 6 } }), inner(picky()));
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["ONE ", "TWO ", "THREE ", "FOUR", "FIVE"]);
  });

  test("a chain of three, of which two ways lead to the last", async () => {
    const both = [
      { name: "middle", targetStep: nameOf("middle") },
      { name: "inner", targetStep: nameOf("inner") },
    ];
    const middle = { ...inner(passthrough), name: nameOf("middle"), outputs: [], internalOutputs: both.slice(1) };
    await world.write(input, [{ value: "a" }]);
    start(outer(passthrough, { internalOutputs: both }), middle, inner(picky()));
    await committedAt(1n);
    expect((await world.read(output)).map((record) => headersOf(record)["sluiceway-id"])).toEqual([
      "in/0/0/work/0/middle/0/inner/0",
      "in/0/0/work/0/inner/0",
    ]);
  });

  test("a slot is handed over with what its inner steps had in hand", async () => {
    await world.write(
      input,
      Array.from({ length: 300 }, (_, index) => ({ value: `v${index}` })),
    );
    const slow = world.module(
      `export const process = () => new Promise((resolve) => setTimeout(() => resolve({}), 1));`,
    );
    const digest = world.bundle(outer(passthrough), inner(slow));
    const engine = world.engine();
    const held = world.hold(digest);
    engine.acquired(held);
    await eventually(async () => expect((await world.read(output)).length).toBeGreaterThan(0));
    await engine.release(held);
    const written = (await world.read(output)).length;
    expect(written).toBeLessThan(300);
    expect((await world.committed()).offset).toBe(BigInt(written));
    world.engine({ engineId: "engine-2" }).acquired(world.hold(digest));
    await committedAt(300n);
    expect(await world.read(output)).toHaveLength(300);
  });
});

describe("failures of an inner step", () => {
  test("are its own dead letters, as the record was handed over, and nothing else stops", async () => {
    const outputs = [{ name: "main", topic: output, partitioning: "key" as const }];
    const map: BundleProcessor = { kind: "builtin", name: "map", config: { value: '"bad " + value', format: "text" } };
    await world.write(input, [{ key: "k", value: "luck" }]);
    start(outer(map, { outputs }), inner(picky()));
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["bad luck"]);
    expect(await world.read(deadLetters)).toEqual([]);
    const [letter] = await world.read(innerDead);
    expect([letter?.key?.toString(), letter?.value?.toString()]).toEqual(["k", "bad luck"]);
    expect(headersOf(letter!)).toMatchObject({
      "sluiceway-id": "in/0/0/work/0",
      "sluiceway-dlq-step": "inner",
      "sluiceway-dlq-topic": "in",
      "sluiceway-dlq-offset": "0",
      "sluiceway-dlq-attempts": "1",
    });
    expect(JSON.parse((await world.values(innerErrors))[0]!)).toMatchObject({ step: "inner", id: "in/0/0/work/0" });
    expect(world.eventsOf("record-dead-lettered")).toMatchObject([{ step: "inner", offset: 0n }]);
  });

  test("concern one of the records that a record became: the others go their way", async () => {
    await world.write(input, [{ value: "good bad good bad good" }]);
    start(outer({ kind: "builtin", name: "chunker", config: { maxChars: 5 } }), inner(picky()));
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["GOOD ", "GOOD ", "GOOD"]);
    expect(await world.values(innerDead)).toEqual(["bad ", "bad "]);
  });

  test("are tried again by the inner step's own policy, without the outer one", async () => {
    const flaky = world.module(`
      const attempts = new Map();
      export const process = (record) => {
        const attempt = (attempts.get(record.id) ?? 0) + 1;
        attempts.set(record.id, attempt);
        if (attempt < 4) throw new Error("not yet");
        return { value: String(attempt) };
      };
    `);
    const retry = { maxAttempts: 4, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 };
    await world.write(input, [{ value: "a" }, { value: "b" }]);
    start(outer(passthrough, { retry: { ...retry, maxAttempts: 1 } }), inner(flaky, { retry }));
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["4", "4"]);
    expect(world.engines[0]?.stats().retries).toBe(6);
  });

  test("an output that its topic refuses is one dead letter of the inner step", async () => {
    const small = topicOf("small");
    await world.createTopic(small, 1, { "max.message.bytes": "500" });
    const outputs = ["a", "b"].map((name) => ({ name, topic: small, partitioning: "key" as const }));
    await world.write(input, [{ value: "x".repeat(1_000) }, { value: "y" }]);
    start(outer(passthrough), inner(passthrough, { outputs }));
    await committedAt(2n);
    expect(await world.values(small)).toEqual(["y", "y"]);
    expect(await world.values(innerDead)).toEqual(["x".repeat(1_000)]);
  });

  test("nothing is committed while what an inner step writes isn't acknowledged", async () => {
    await world.write(input, [{ value: "b" }]);
    world.fail("send", 3);
    start(outer(passthrough), inner(passthrough));
    await eventually(async () => expect(world.eventsOf("slot-waiting")).toMatchObject([{ reason: "produce-failed" }]));
    expect((await world.committed()).offset).toBe(0n);
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["b"]);
  });
});

describe("what can't be run", () => {
  test("steps in a circle, or a step that isn't there, are no bundle", async () => {
    const back = inner(passthrough, { internalOutputs: [{ name: "back", targetStep: nameOf("work") }] });
    start(outer(passthrough), back);
    await eventually(async () => expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "corrupt-bundle" }]));
    start(outer(passthrough));
    await eventually(async () => expect(world.eventsOf("slot-refused")).toHaveLength(2));
  });

  test("an engine that denies modules takes no slot behind which one runs", async () => {
    const digest = world.bundle(outer(passthrough), inner(picky()));
    const engine = world.engine({ modules: "deny" });
    const wanted = await engine.wantedSlots({ formatVersion: 1, pipelines: { search: digest } });
    expect(wanted).toMatchObject([{ needsModules: true }]);
    engine.acquired(world.hold(digest));
    await eventually(async () => expect(world.eventsOf("slot-refused")).toMatchObject([{ reason: "modules-denied" }]));
  });
});

describe("an outer step with retry topics", () => {
  test("hands its records over when they come through at last, under the ids of the first attempt", async () => {
    const retryTopic = topicOf("retry-1");
    await world.createTopic(retryTopic, 1);
    const flaky = world.module(`
      let attempts = 0;
      export const process = (record) => {
        if (record.text() === "late" && (attempts += 1) < 2) throw new Error("not yet");
        return {};
      };
    `);
    const tiers = { order: "topic" as const, topics: [{ topic: retryTopic, delayMs: 5 }] };
    const retry = { maxAttempts: 2, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1, tiers };
    await world.write(input, [{ value: "late" }, { value: "next" }]);
    start(outer(flaky, { retry }), inner(picky(), { retry }));
    await eventually(async () => expect(await world.values(output)).toEqual(["NEXT", "LATE"]));
    expect((await world.read(output)).map((record) => headersOf(record)["sluiceway-id"])).toEqual([
      "in/0/1/work/0/inner/0",
      "in/0/0/work/0/inner/0",
    ]);
    await eventually(async () => expect((await world.committed(0, retryTopic)).offset).toBe(1n));
  });
});
