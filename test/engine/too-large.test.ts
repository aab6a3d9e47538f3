import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { BundleProcessor } from "../../src/model/bundle.ts";
import { eventually } from "../support/eventually.ts";
import { EngineWorld, deadLetters, errors, headersOf, input, output, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

const run = (processor: BundleProcessor): void => world.engine().acquired(world.hold(world.bundle(stepOf(processor))));
const builtin = (name: string, config: unknown): BundleProcessor => ({ kind: "builtin", name, config });
const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));
const poison = Buffer.from([0xff, 0x00, 0xfe]);

describe("a failed record", () => {
  test("that is too large for the dead-letter topic leaves a pointer there, and the partition goes on", async () => {
    world.kafka.control.deleteTopic(deadLetters);
    await world.createTopic(deadLetters, 1, { "max.message.bytes": "8000" });
    const headers = [{ key: Buffer.from("own"), value: Buffer.from("1") }];
    const large = { value: Buffer.alloc(20_000, 0xff), headers, timestampMs: 4_321 };
    await world.write(input, [
      { key: "small key", ...large },
      { key: "k".repeat(20_000), ...large },
      { key: "c", value: `{"count":6}` },
    ]);
    run(builtin("filter", { when: "value.count > 3" }));
    await committedAt(3n);
    const letters = await world.read(deadLetters);
    expect(letters.map(({ key, timestampMs }) => [key?.toString(), timestampMs])).toEqual([
      ["small key", 4_321],
      [undefined, 4_321],
    ]);
    expect(letters.map(({ value }) => JSON.parse(String(value)) as unknown)).toEqual([
      { topic: "in", partition: 0, offset: "0", bytes: 20_000 },
      { topic: "in", partition: 0, offset: "1", bytes: 20_000 },
    ]);
    expect(letters.map((letter) => headersOf(letter)["sluiceway-dlq-pointer"])).toEqual([
      "value,headers",
      "key,value,headers",
    ]);
    expect(headersOf(letters[0]!)).toMatchObject({
      "sluiceway-dlq-error-class": "DecodeError",
      "sluiceway-dlq-offset": "0",
    });
    expect(await world.values(output)).toEqual([`{"count":6}`]);
  });

  test("whose key is too large for the error topic is told there without it", async () => {
    world.kafka.control.deleteTopic(errors);
    await world.createTopic(errors, 1, { "max.message.bytes": "8000" });
    await world.write(input, [{ key: "k".repeat(20_000), value: poison }]);
    run(builtin("filter", { when: "value.count > 3" }));
    await committedAt(1n);
    expect((await world.read(errors)).map(({ key }) => key)).toEqual([undefined]);
    expect(await world.read(deadLetters)).toHaveLength(1);
  });
});
