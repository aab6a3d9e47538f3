import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleProcessor } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import { EngineWorld, deadLetters, errors, input, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));

describe("giving up a record", () => {
  test("whatever a module throws, its record becomes a dead letter", async () => {
    const thrown = [
      `(() => { const error = new Error("odd"); error.name = 42; return error; })()`,
      `(() => { const error = new Error("odd"); error.message = { text: "odd" }; return error; })()`,
      `(() => { const error = new Error("odd"); error.stack = 7; return error; })()`,
      `10n`,
      `(() => { const circle = {}; circle.self = circle; return circle; })()`,
      `Object.create(null)`,
      `undefined`,
    ];
    await world.write(
      input,
      thrown.map((_, index) => ({ value: String(index) })),
    );
    const retry = { maxAttempts: 1, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 };
    const module = world.module(`
        const thrown = [${thrown.map((value) => `() => ${value}`).join(", ")}];
        export const process = (record) => { throw thrown[Number(record.value.toString())](); };
      `);
    world.engine().acquired(world.hold(world.bundle(stepOf(module, { retry }))));
    await committedAt(BigInt(thrown.length));
    expect(await world.values(deadLetters)).toEqual(thrown.map((_, index) => String(index)));
    expect(await world.read(errors)).toHaveLength(thrown.length);
  });

  test("a record that could not even be given up is not committed, and its slot can be handed over", async () => {
    const filter: BundleProcessor = { kind: "builtin", name: "filter", config: { when: "value.a == 1" } };
    await world.write(input, [{ value: "not json" }, { value: "{}" }]);
    const engine = world.engine({
      onEvent: ({ kind }) => {
        if (kind === "record-dead-lettered") throw new Error("a bug of ours");
      },
    });
    const held = world.hold(world.bundle(stepOf(filter)));
    engine.acquired(held);
    await eventually(async () =>
      expect(engine.stats().slots[0]?.waiting).toMatchObject([{ reason: "internal-error", message: "a bug of ours" }]),
    );
    await engine.release(held);
    expect((await world.committed()).offset).toBe(0n);
    expect(await world.read(deadLetters)).toEqual([]);
  });
});
