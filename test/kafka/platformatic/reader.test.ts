import { describe, expect, test } from "vitest";
import { KafkaError } from "../../../src/kafka/errors.ts";
import { PlatformaticReader } from "../../../src/kafka/platformatic/reader.ts";
import { parsed, parseTopicName } from "../../../src/model/names.ts";
import type { Script } from "./scripted-broker.ts";
import { scriptedBroker, topicId } from "./scripted-broker.ts";

const orders = parsed(parseTopicName("orders"));
const limits = { maxWaitMs: 0, minBytes: 1, maxBytes: 1_000, maxBytesPerPartition: 1_000 };
const asked = [0, 1].map((partition) => ({ topic: orders, partition, offset: 0n }));

const fetched = (partitionIndex: number, errorCode: number, records?: Buffer): unknown => ({
  throttleTimeMs: 0,
  errorCode: 0,
  sessionId: 0,
  responses: [
    {
      topicId,
      partitions: [
        {
          partitionIndex,
          errorCode,
          highWatermark: 3n,
          lastStableOffset: 3n,
          logStartOffset: 0n,
          abortedTransactions: [],
          records,
        },
      ],
    },
  ],
});

function readerOver(script: Script) {
  const broker = scriptedBroker(script);
  return {
    broker,
    reader: new PlatformaticReader(
      () => broker,
      () => undefined,
    ),
  };
}

describe("a reader of several brokers", () => {
  test("asks each leader once and keeps the asked order", async () => {
    const { reader, broker } = readerOver(({ address }) => fetched(address?.host === "broker-1" ? 0 : 1, 0));
    const batches = await reader.fetch([...asked].toReversed(), limits);
    expect(batches).toMatchObject([
      { partition: 1, ok: true, highWatermark: 3n },
      { partition: 0, ok: true },
    ]);
    expect(broker.asked.toSorted()).toEqual(["broker-1", "broker-2"]);
  });

  test("a leader that moved is a passing error of its partition, and is looked up again", async () => {
    const { reader, broker } = readerOver(({ address, number }) =>
      address?.host === "broker-1" ? fetched(0, 0) : fetched(1, number <= 2 ? 6 : 0),
    );
    expect(await reader.fetch(asked, limits)).toMatchObject([{ ok: true }, { ok: false, error: { retriable: true } }]);
    expect(broker.metadataReads()).toBe(1);
    expect(await reader.fetch(asked, limits)).toMatchObject([{ ok: true }, { ok: true }]);
    expect(broker.metadataReads()).toBe(2);
    await reader.fetch(asked, limits);
    expect(broker.metadataReads()).toBe(2);
  });

  test("a broker that is gone doesn't hide what the others hold", async () => {
    const { reader } = readerOver(({ address }) =>
      address?.host === "broker-1" ? fetched(0, 0) : new KafkaError("unreachable", "gone"),
    );
    expect(await reader.fetch(asked, limits)).toMatchObject([
      { partition: 0, ok: true },
      { partition: 1, ok: false, error: { kind: "unreachable", retriable: true } },
    ]);
  });

  test("an answer that can't be read concerns the partition that it came for", async () => {
    const { reader } = readerOver(({ address }) =>
      address?.host === "broker-1" ? fetched(0, 0) : fetched(1, 0, Buffer.alloc(100)),
    );
    expect(await reader.fetch(asked, limits)).toMatchObject([
      { partition: 0, ok: true },
      { partition: 1, ok: false, error: { kind: "corrupt-data", retriable: false } },
    ]);
  });
});
