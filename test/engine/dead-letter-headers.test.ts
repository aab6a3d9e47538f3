import { afterEach, beforeEach, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { EngineWorld, deadLetters, group, input, stepOf } from "./engine-world.ts";

let world: EngineWorld;
beforeEach(async () => {
  world = await EngineWorld.create();
});
afterEach(() => world.close());

test.each([
  [
    "spring",
    {
      "kafka_dlt-original-topic": Buffer.from("in"),
      "kafka_dlt-original-partition": Buffer.from([0, 0, 0, 0]),
      "kafka_dlt-original-offset": Buffer.from([0, 0, 0, 0, 0, 0, 0, 1]),
      "kafka_dlt-original-timestamp": Buffer.from([0, 0, 0, 0, 0, 0, 0x10, 0xe1]),
      "kafka_dlt-original-consumer-group": Buffer.from(group),
      "kafka_dlt-exception-fqcn": Buffer.from("DecodeError"),
      "kafka_dlt-exception-message": Buffer.from("the value is not UTF-8 text"),
    },
  ],
  [
    "connect",
    {
      "__connect.errors.topic": Buffer.from("in"),
      "__connect.errors.partition": Buffer.from("0"),
      "__connect.errors.offset": Buffer.from("1"),
      "__connect.errors.connector.name": Buffer.from("search"),
      "__connect.errors.task.id": Buffer.from("0"),
      "__connect.errors.stage": Buffer.from("TRANSFORMATION"),
      "__connect.errors.class.name": Buffer.from("work"),
      "__connect.errors.exception.class.name": Buffer.from("DecodeError"),
      "__connect.errors.exception.message": Buffer.from("the value is not UTF-8 text"),
    },
  ],
] as const)("a dead letter is labelled as %s does, beside our own headers", async (deadLetterHeaders, expected) => {
  await world.write(input, [{ value: `{"count":5}` }, { value: Buffer.from([0xff, 0x00, 0xfe]), timestampMs: 4_321 }]);
  const filter = { kind: "builtin", name: "filter", config: { when: "value.count > 3" } } as const;
  world.engine().acquired(world.hold(world.bundle(stepOf(filter, { deadLetterHeaders }))));
  await eventually(async () => expect((await world.committed()).offset).toBe(2n));
  const [letter] = await world.read(deadLetters);
  const found = Object.fromEntries(letter!.headers.map(({ key, value }) => [key?.toString(), value]));
  expect(found).toMatchObject(expected);
  expect(found["sluiceway-dlq-topic"]).toEqual(Buffer.from("in"));
});
