import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Engine } from "../../src/engine/engine.ts";
import type { EngineOptions } from "../../src/engine/options.ts";
import type { RetryPolicy, RetryTiers } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import type { Given } from "./engine-world.ts";
import { EngineWorld, deadLetters, errors, headersOf, input, output, stepOf, topicOf } from "./engine-world.ts";

const retry1 = topicOf("retry-1");
const retry2 = topicOf("retry-2");
let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create({ partitions: 2 });
  for (const topic of [retry1, retry2]) await world.createTopic(topic, 2);
});
afterEach(() => world.close());

const quick = { initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 };
const tiersOf = (order: "topic" | "topic-with-key", ...delaysMs: readonly number[]): RetryTiers => ({
  order,
  topics: delaysMs.map((delayMs, index) => ({ topic: [retry1, retry2][index]!, delayMs })),
});

/** A module that fails for values beginning with `bad` until the file of its data directory says otherwise. */
const failing = (source: string): string => `
  import { appendFileSync, existsSync } from "node:fs";
  export function process(record, context) {
    const value = String(record.value);
    const isGood = existsSync(context.dataDirectory + "/good");
    appendFileSync(context.dataDirectory + "/seen", value + " ");
    ${source}
    return {};
  }
`;
const failsUntilGood = failing(`if (value.startsWith("bad") && !isGood) throw new Error("not yet: " + value);`);

async function run(retry: RetryPolicy, source = failsUntilGood, options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = world.engine(options);
  engine.acquired(world.hold(world.bundle(stepOf(world.module(source), { retry }))));
  return engine;
}
const committed = async () =>
  Promise.all([input, retry1, retry2].map(async (topic) => (await world.committed(0, topic)).offset));
const committedAt = (...offsets: readonly bigint[]) =>
  eventually(async () => expect((await committed()).slice(0, offsets.length)).toEqual(offsets));
const reports = async () =>
  (await world.values(errors)).map((text) => JSON.parse(text ?? "") as Record<string, unknown>);
const given = (...values: readonly string[]): Given[] =>
  values.map((value) => ({
    key: value.split(" ")[1],
    value,
    headers: [{ key: Buffer.from("own"), value: Buffer.from("1") }],
  }));
const file = async (name: string): Promise<string> => {
  const { readFile } = await import("node:fs/promises");
  return readFile(`${world.dataDirectory}/steps/search/work/${name}`, "utf8");
};
const makeGood = async (): Promise<void> => {
  const { writeFile } = await import("node:fs/promises");
  await writeFile(`${world.dataDirectory}/steps/search/work/good`, "");
};

describe("order: topic", () => {
  const tiers = tiersOf("topic", 20, 30);

  test("a record that always fails goes through every tier, then to the dead letters as it came", async () => {
    await world.write(input, [...given("bad k"), ...given("fine k")]);
    await run({ maxAttempts: 4, ...quick, tiers });
    await committedAt(2n, 1n, 1n);
    expect(await world.values(output)).toEqual(["fine k"]);
    const [letter, ...others] = await world.read(deadLetters);
    expect(others).toEqual([]);
    expect(letter?.headers[0]?.key.toString()).toBe("own");
    expect(letter).toMatchObject({
      key: Buffer.from("k"),
      value: Buffer.from("bad k"),
      timestampMs: 1_000,
      partition: 0,
    });
    const headers = headersOf(letter!);
    expect(headers).toMatchObject({
      "sluiceway-dlq-topic": "in",
      "sluiceway-dlq-offset": "0",
      "sluiceway-dlq-attempts": "4",
    });
    expect(headers).not.toHaveProperty("sluiceway-retry");
    expect(await reports()).toMatchObject([
      { id: "in/0/0", attempts: 2, retryTopic: "retry-1" },
      { id: "in/0/0", attempts: 3, retryTopic: "retry-2" },
      { id: "in/0/0", attempts: 4, deadLetterTopic: "dead" },
    ]);
    const [first] = await reports();
    for (const report of await reports()) expect(report["firstFailure"]).toBe(first?.["firstFailure"]);
  });

  test("one that succeeds in a tier is written with the id and timestamp of where it was first read", async () => {
    await world.write(input, given("bad k", "fine k"));
    await run({ maxAttempts: 3, ...quick, tiers: tiersOf("topic", 300) });
    await committedAt(2n);
    await makeGood();
    await committedAt(2n, 1n);
    const found = await world.read(output);
    expect(
      found.map((record) => [record.value?.toString(), headersOf(record)["sluiceway-id"], record.timestampMs]),
    ).toEqual([
      ["fine k", "in/0/1/work/0", 1_000],
      ["bad k", "in/0/0/work/0", 1_000],
    ]);
    expect(await world.read(deadLetters)).toEqual([]);
  });

  test("a poison record takes no tier", async () => {
    await world.write(input, given("bad k"));
    await run(
      { maxAttempts: 4, ...quick, tiers },
      failing(`throw Object.assign(new Error("no"), { retriable: false });`),
    );
    await committedAt(1n);
    expect(await world.read(retry1)).toEqual([]);
    expect(await world.read(deadLetters)).toHaveLength(1);
  });

  test("a record without key and value, and one with an empty key, come through as they are", async () => {
    await world.write(input, [{}, { key: "", value: "bad" }]);
    await run(
      { maxAttempts: 2, ...quick, tiers: tiersOf("topic", 10) },
      failing(`if (!isGood) throw new Error("no");`),
    );
    await committedAt(2n, 2n);
    const letters = await world.read(deadLetters);
    expect(letters.map(({ key, value }) => [key?.length, value?.toString()])).toEqual([
      [undefined, undefined],
      [0, "bad"],
    ]);
  });

  test("what another hand wrote into a retry topic is processed, under an id of its own", async () => {
    await run({ maxAttempts: 2, ...quick, tiers: tiersOf("topic", 60_000) });
    await world.write(retry1, [{ value: "foreign" }]);
    await committedAt(0n, 1n);
    expect((await world.read(output)).map((record) => headersOf(record)["sluiceway-id"])).toEqual([
      "retry-1/0/0/work/0",
    ]);
  });

  test("a retry topic with fewer partitions than the input: the slot waits and says which", async () => {
    const engine = world.engine();
    const small = topicOf("retry-small");
    await world.createTopic(small, 1);
    const small1: RetryTiers = { order: "topic", topics: [{ topic: small, delayMs: 1 }] };
    const step = stepOf(world.module(failsUntilGood), { retry: { maxAttempts: 2, ...quick, tiers: small1 } });
    engine.acquired(world.hold(world.bundle(step), 1));
    await eventually(async () =>
      expect(engine.stats().slots[0]?.waiting).toMatchObject([
        { reason: "start-failed", message: expect.stringContaining("retry-small") },
      ]),
    );
  });

  test("a record that its retry topic doesn't take is a dead letter, and its partition goes on", async () => {
    world.kafka.control.deleteTopic(retry1);
    await world.createTopic(retry1, 2, { "max.message.bytes": "300" });
    await world.write(input, given(`bad ${"x".repeat(400)}`, "fine k"));
    await run({ maxAttempts: 2, ...quick, tiers: tiersOf("topic", 10) });
    await committedAt(2n, 0n);
    expect(await world.read(deadLetters)).toHaveLength(1);
  });

  test("stats say what waits in the tiers", async () => {
    await world.write(input, given("bad k"));
    const engine = await run({ maxAttempts: 2, ...quick, tiers: tiersOf("topic", 600_000) });
    await committedAt(1n);
    await eventually(async () =>
      expect(engine.stats().slots[0]?.tiers).toMatchObject([
        { topic: "retry-1", position: 1n, committed: 0n, highWatermark: 1n, buffered: 0 },
      ]),
    );
    expect(engine.stats()).toMatchObject({ postponed: 1, errors: 0, deadLetters: 0 });
  });
});

describe("order: topic-with-key", () => {
  const slow = tiersOf("topic-with-key", 200);

  test("later records of the key follow it; those of others go on", async () => {
    await world.write(input, given("bad a", "one a", "one b", "two a", "two b"));
    await run({ maxAttempts: 2, ...quick, tiers: slow });
    await committedAt(5n);
    expect(await world.values(output)).toEqual(["one b", "two b"]);
    await makeGood();
    await committedAt(5n, 3n);
    expect(await world.values(output)).toEqual(["one b", "two b", "bad a", "one a", "two a"]);
    expect((await reports()).map(({ id }) => id)).toEqual(["in/0/0"]);
  });

  test("they follow it through all tiers, and get their attempts when it is given up", async () => {
    await world.write(input, given("bad a", "one a", "bad2 a", "two a"));
    await run({ maxAttempts: 3, ...quick, tiers: tiersOf("topic-with-key", 30, 60) });
    await committedAt(4n, 4n, 4n);
    expect(await world.values(output)).toEqual(["one a", "two a"]);
    expect(
      (await world.read(deadLetters)).map((record) => [
        record.value?.toString(),
        headersOf(record)["sluiceway-dlq-attempts"],
      ]),
    ).toEqual([
      ["bad a", "3"],
      ["bad2 a", "3"],
    ]);
  });

  test("the next owner knows the parked keys before it reads the main partition", async () => {
    const retry = { maxAttempts: 2, ...quick, tiers: tiersOf("topic-with-key", 1_000) };
    const digest = world.bundle(stepOf(world.module(failsUntilGood), { retry }));
    const first = world.engine();
    const held = world.hold(digest);
    await world.write(input, given("bad a"));
    first.acquired(held);
    await committedAt(1n);
    await first.release(held);
    await world.write(input, given("one a", "one b"));
    await makeGood();
    world.engine({ engineId: "engine-2" }).acquired(world.hold(digest));
    await committedAt(3n, 2n);
    expect(await world.values(output)).toEqual(["one b", "bad a", "one a"]);
  });

  test("once the tier has passed the key, its records are processed at once again", async () => {
    await world.write(input, given("bad a"));
    await run({ maxAttempts: 2, ...quick, tiers: tiersOf("topic-with-key", 50) });
    await committedAt(1n, 1n);
    await eventually(async () => {
      await world.write(input, given("later a"));
      const retried = await world.read(retry1);
      const written = await world.values(output);
      expect(written.filter((value) => value === "later a").length).toBeGreaterThan(0);
      expect(retried.length).toBeLessThan(10);
    });
  });

  test("records without a key follow nobody", async () => {
    await world.write(input, [{ value: "bad" }, { value: "fine" }]);
    await run({ maxAttempts: 2, ...quick, tiers: slow });
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["fine"]);
  });
});

describe("order: block", () => {
  test("the partition waits, an error record tells each stage, and no topic is used", async () => {
    await world.write(input, given("bad a", "fine b"));
    await run({ maxAttempts: 3, ...quick, tiers: { order: "block", delaysMs: [5, 10] } });
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["fine b"]);
    const found = await reports();
    expect(found.map(({ attempts, deadLetterTopic }) => [attempts, deadLetterTopic])).toEqual([
      [1, undefined],
      [2, undefined],
      [3, "dead"],
    ]);
    expect(await file("seen")).toBe("bad a bad a bad a fine b ");
  });

  test("one that succeeds after a delay keeps its place", async () => {
    await world.write(input, given("bad a", "fine a"));
    await run({ maxAttempts: 2, ...quick, tiers: { order: "block", delaysMs: [200] } });
    await eventually(async () => expect(await reports()).toHaveLength(1));
    await makeGood();
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["bad a", "fine a"]);
  });
});
