import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleStep } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import { deadLetters, EngineWorld, headersOf, input, output, stepOf } from "./engine-world.ts";

const partitions = 3;
let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create({ partitions });
});
afterEach(() => world.close());

const retry = { maxAttempts: 2, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 };
const step = (source: string, changes: Partial<BundleStep> = {}): BundleStep =>
  stepOf(world.module(source, { folder: world.dataDirectory }), { retry, ...changes });
/** One engine with the slots of all partitions. */
function start(given: BundleStep) {
  const digest = world.bundle(given);
  const engine = world.engine();
  const held = Array.from({ length: partitions }, (_, partition) => world.hold(digest, partition));
  for (const one of held) engine.acquired(one);
  return { engine, held, digest };
}
const byText = (a = "", b = ""): number => (a < b ? -1 : 1);
const spread = (values: readonly string[]) => values.map((value, index) => ({ value, partition: index % partitions }));
const sorted = async (topic: typeof output) => (await world.values(topic)).toSorted(byText);
const committedAll = (counts: readonly bigint[]) =>
  eventually(async () => {
    for (const [partition, count] of counts.entries()) expect((await world.committed(partition)).offset).toBe(count);
  }, 20_000);

/** Does what the record says, and else passes it on. */
const obeying = `
  import { existsSync, writeFileSync } from "node:fs";
  const kept = [];
  export const process = async (record, context) => {
    const what = record.text();
    const isFirst = (name) => {
      const path = context.config.folder + "/" + name;
      if (existsSync(path)) return false;
      writeFileSync(path, "");
      return true;
    };
    if (what === "exit") globalThis.process.exit(3);
    if (what === "exit-once" && isFirst("exited")) globalThis.process.exit(3);
    if (what === "loop") for (;;);
    if (what === "leak") for (;;) kept.push(new Array(100_000).fill(kept.length));
    if (what === "throw-later") setTimeout(() => { throw new Error("nobody catches this"); }, 1);
    if (what === "throw-later" || what === "slow") await new Promise((resolve) => setTimeout(resolve, 30));
    if (what === "rubbish") return "rubbish";
    return {};
  };
`;

describe("a module that ends or blocks its thread", () => {
  test.each(["exit", "throw-later"])(
    "by %s loses nothing, and only the record to blame is a dead letter",
    async (what) => {
      const values = ["a", "slow", "slow", what, "b", "c", "slow", "d", "slow"];
      await world.write(input, spread(values));
      start(step(obeying));
      await committedAll([3n, 3n, 3n]);
      expect(await world.values(deadLetters)).toEqual([what]);
      expect(await sorted(output)).toEqual(values.filter((value) => value !== what).toSorted(byText));
      const [letter] = await world.read(deadLetters);
      const error = what === "exit" ? "ModuleExitError" : "ModuleCrashError";
      expect(headersOf(letter!)).toMatchObject({ "sluiceway-dlq-error-class": error, "sluiceway-dlq-attempts": "2" });
    },
  );

  test("once only is tried again, in another thread", async () => {
    await world.write(input, spread(["exit-once", "a", "b", "c"]));
    start(step(obeying));
    await committedAll([2n, 1n, 1n]);
    expect(await world.read(deadLetters)).toEqual([]);
    expect(await sorted(output)).toEqual(["a", "b", "c", "exit-once"]);
  });

  test("in a loop without end is stopped after its time, and its neighbours lose neither attempt nor place", async () => {
    const values = ["loop", "a", "b", "c", "d", "e"];
    await world.write(input, spread(values));
    const { engine } = start(step(obeying, { timeoutMs: 400 }));
    await committedAll([2n, 2n, 2n]);
    expect(await world.values(deadLetters)).toEqual(["loop"]);
    const [letter] = await world.read(deadLetters);
    expect(headersOf(letter!)["sluiceway-dlq-error-class"]).toBe("ProcessorTimeoutError");
    expect(await sorted(output)).toEqual(["a", "b", "c", "d", "e"]);
    expect(engine.stats().retries).toBe(1);
  });

  test("for want of memory is replaced, and the engine lives on", async () => {
    await world.write(input, spread(["leak", "a", "b", "c"]));
    start(step(obeying, { retry: { ...retry, maxAttempts: 1 }, timeoutMs: 20_000 }));
    await committedAll([2n, 1n, 1n]);
    const [letter] = await world.read(deadLetters);
    expect(headersOf(letter!)["sluiceway-dlq-error-class"]).toBe("ModuleOutOfMemoryError");
    expect(await sorted(output)).toEqual(["a", "b", "c"]);
  });

  test("or gives rubbish: a dead letter that says so", async () => {
    await world.write(input, spread(["rubbish", "a", "b"]));
    start(step(obeying));
    await committedAll([1n, 1n, 1n]);
    const [letter] = await world.read(deadLetters);
    expect(headersOf(letter!)).toMatchObject({
      "sluiceway-dlq-error-class": "InvalidOutputError",
      "sluiceway-dlq-message": "an emitted record must be an object with key, value or headers, not a string",
    });
  });

  test("when it is loaded is refused", async () => {
    const { engine } = start(step(`process.exit(1); export const process = () => ({});`));
    await eventually(async () =>
      expect(engine.stats().slots.map(({ state }) => state)).toEqual(["refused", "refused", "refused"]),
    );
  });
});

describe("threads", () => {
  const whichThread = `
    import { threadId } from "node:worker_threads";
    import { existsSync, writeFileSync } from "node:fs";
    export const process = (record, context) => {
      writeFileSync(context.config.folder + "/thread-" + threadId, "");
      const begin = Date.now();
      // Computes, and so blocks its thread, until the test has seen the others.
      while (record.text() === "wait" && !existsSync(context.config.folder + "/open") && Date.now() < begin + 15_000);
      return { value: String(threadId) };
    };
  `;

  test("compute side by side, as many as the step asks for", async () => {
    await world.write(input, spread(["wait", "wait", "free", "free"]));
    start(step(whichThread, { threads: 3 }));
    await eventually(async () => expect((await world.read(output)).length).toBeGreaterThanOrEqual(1));
    expect((await world.committed(0)).offset ?? 0n).toBe(0n);
    writeFileSync(join(world.dataDirectory, "open"), "");
    await committedAll([2n, 1n, 1n]);
    expect(new Set(await world.values(output)).size).toBeGreaterThan(1);
  });

  test("end with the last slot, and another revision has threads of its own", async () => {
    await world.write(input, spread(["a", "b", "c"]));
    const { engine, held } = start(step(whichThread));
    await committedAll([1n, 1n, 1n]);
    const before = new Set(await world.values(output));
    expect(before.size).toBe(1);
    for (const one of held) await engine.release(one);
    const next = world.bundle(step(`${whichThread}// another revision`));
    await world.write(input, spread(["d", "e", "f"]));
    for (let partition = 0; partition < partitions; partition += 1) engine.acquired(world.hold(next, partition));
    await committedAll([2n, 2n, 2n]);
    const all = await world.values(output);
    expect(new Set(all).size).toBe(2);
    await world.close();
    world = await EngineWorld.create({ partitions });
  });

  test("keep the order of a partition, whichever of them processes it", async () => {
    const source = `export const process = async (record) => {
      await new Promise((resolve) => setTimeout(resolve, Number(record.offset % 3n)));
      return {};
    };`;
    const values = Array.from({ length: 60 }, (_, index) => `v${String(index).padStart(2, "0")}`);
    await world.write(
      input,
      values.map((value) => ({ key: "same", value, partition: 1 })),
    );
    start(step(source, { threads: 2 }));
    await committedAll([0n, 60n, 0n]);
    expect(await world.values(output)).toEqual(values);
  });

  test("what a module logs and prints reaches the engine's log", async () => {
    const lines: string[] = [];
    const log = (_: unknown, message: string): void => void lines.push(message);
    const logger = { debug: log, info: log, warn: log, error: log };
    const source = `export const process = (record, { logger }) => { logger.warn("logged"); console.log("printed"); };`;
    await world.write(input, [{ value: "a" }]);
    world.engine({ logger }).acquired(world.hold(world.bundle(step(source))));
    await eventually(async () => expect(lines).toEqual(expect.arrayContaining(["logged", "printed"])));
  });
});
