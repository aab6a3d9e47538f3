import zlib from "node:zlib";
import { describe, expect, test } from "vitest";
import { KafkaError } from "../../../src/kafka/errors.ts";
import { PlatformaticProducer } from "../../../src/kafka/platformatic/producer.ts";
import type { RecordToSend } from "../../../src/kafka/producer.ts";
import { parsed, parseTopicName } from "../../../src/model/names.ts";
import type { Script, ScriptedBroker } from "./scripted-broker.ts";
import { scriptedBroker } from "./scripted-broker.ts";

const orders = parsed(parseTopicName("orders"));
const notLeader = 6;
const invalidRequest = 42;

const record = (text: string, partition = 0): RecordToSend => ({
  topic: orders,
  partition,
  key: undefined,
  value: Buffer.from(text),
  headers: [],
});

const produced = (partition: number, errorCode: number): unknown => ({
  responses: [{ name: "orders", partitionResponses: [{ index: partition, errorCode }] }],
  throttleTimeMs: 0,
});

function producerOver(script: Script, retries: number): { producer: PlatformaticProducer; broker: ScriptedBroker } {
  const broker = scriptedBroker(script);
  const profile = { compression: "none", batchBytes: 100, lingerMs: 0, retries } as const;
  return { producer: new PlatformaticProducer({ connect: () => broker, onClose: () => undefined }, profile), broker };
}

const kinds = (outcomes: Awaited<ReturnType<PlatformaticProducer["send"]>>): unknown[] =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind));

describe("retries of a producer", () => {
  test("ask the guard before each request, look for the leader again, and stop at success", async () => {
    const { producer, broker } = producerOver(({ number }) => produced(0, number < 3 ? notLeader : 0), 5);
    let asked = 0;
    const guard = (): boolean => {
      asked += 1;
      return true;
    };
    expect(kinds(await producer.send([record("a")], guard))).toEqual(["ok"]);
    expect(broker.asked).toHaveLength(3);
    expect(asked).toBe(3);
    expect(broker.metadataReads()).toBe(3);
  });

  test("end with the profile's number, and then name the last error", async () => {
    const { producer, broker } = producerOver(() => produced(0, notLeader), 1);
    const outcomes = await producer.send([record("a")]);
    expect(outcomes).toMatchObject([{ ok: false, error: { brokerCode: notLeader, retriable: true } }]);
    expect(broker.asked).toHaveLength(2);
  });

  test("don't happen for an error that won't pass", async () => {
    const { producer, broker } = producerOver(() => produced(0, invalidRequest), 5);
    expect(await producer.send([record("a")])).toMatchObject([{ ok: false, error: { brokerCode: invalidRequest } }]);
    expect(broker.asked).toHaveLength(1);
  });

  test("end when the guard refuses, and the record that may have been written keeps its own error", async () => {
    const { producer, broker } = producerOver(() => new KafkaError("unreachable", "no answer in time"), 5);
    let asked = 0;
    const records = [record("x".repeat(60)), record("y".repeat(60))];
    const outcomes = await producer.send(records, () => {
      asked += 1;
      return asked === 1;
    });
    expect(kinds(outcomes)).toEqual(["unreachable", "guard-refused"]);
    expect(broker.asked).toHaveLength(1);
  });

  test("never let a later batch overtake an earlier one of its partition", async () => {
    const { producer, broker } = producerOver(
      ({ address }) =>
        produced(address?.host === "broker-1" ? 0 : 1, address?.host === "broker-1" ? invalidRequest : 0),
      0,
    );
    const records = ["a", "b", "c"].map((text) => record(text.repeat(80)));
    const outcomes = await producer.send([...records, record("other partition", 1)]);
    expect(kinds(outcomes)).toEqual(["other", "other", "other", "ok"]);
    expect(broker.asked.toSorted()).toEqual(["broker-1", "broker-2"]);
  });

  test("end when the producer is closed", async () => {
    const { producer } = producerOver(() => produced(0, notLeader), 1_000_000);
    const sending = producer.send([record("a")]);
    setTimeout(() => void producer.close(), 20);
    await expect(sending).rejects.toMatchObject({ kind: "closed" });
  });
});

test("an answer that leaves a partition out is an error, not a success", async () => {
  const { producer } = producerOver(() => ({ responses: [], throttleTimeMs: 0 }), 0);
  expect(kinds(await producer.send([record("a")]))).toEqual(["other"]);
});

test("a codec that this Node.js lacks is refused at once", () => {
  const profile = { compression: "zstd", batchBytes: 100, lingerMs: 0, retries: 0 } as const;
  const broker = scriptedBroker(() => undefined);
  const client = { connect: () => broker, onClose: () => undefined };
  const make = (): unknown => new PlatformaticProducer(client, profile);
  if ("zstdCompressSync" in zlib) expect(make).not.toThrow();
  else expect(make).toThrow("needs Node.js 22.15");
});
