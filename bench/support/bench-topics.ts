import { setTimeout as wait } from "node:timers/promises";
import type { Kafka } from "../../src/kafka/kafka.ts";
import { partitionOfKey } from "../../src/model/murmur2.ts";
import type { TopicName } from "../../src/model/names.ts";
import { parsed, parseTopicName } from "../../src/model/names.ts";
import { crc32 } from "./crc32.ts";

export const partitions = 6;
export const topicOf = (name: string): TopicName => parsed(parseTopicName(name));

/** What a topic holds. The checksum doesn't depend on the order. */
export interface TopicContent {
  readonly records: number;
  /** Over keys and values, and over headers too. */
  readonly checksum: number;
  readonly headersChecksum: number;
  /** Records a second by the broker's times of appending, once a fifth of them is there: without the start. */
  readonly rate: number;
}

const keyBytes = 10;
const modulus = 2 ** 48;

/** A topic whose records have the broker's time of appending. */
export async function createTopic(kafka: Kafka, name: string): Promise<void> {
  const configs = { "message.timestamp.type": "LogAppendTime" };
  const outcomes = await kafka.admin.createTopics([{ name: topicOf(name), partitions, replicationFactor: 1, configs }]);
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}

const profile = { compression: "none", batchBytes: 200_000, lingerMs: 0, retries: 5 } as const;
const recordsASend = 12_000;

/** Writes records of `recordBytes` whose keys count up, placed by their keys as Java's clients place them. */
export async function fillTopic(
  kafka: Kafka,
  name: string,
  size: { count: number; recordBytes: number },
): Promise<void> {
  const topic = topicOf(name);
  const client = kafka.client();
  const producer = client.producer(profile);
  const padding = "x".repeat(size.recordBytes);
  for (let sent = 0; sent < size.count; sent += recordsASend) {
    const records = Array.from({ length: Math.min(recordsASend, size.count - sent) }, (_, index) => {
      const text = String(sent + index).padStart(keyBytes, "0");
      const key = Buffer.from(text);
      const value = Buffer.from(`${text}${padding}`.slice(0, size.recordBytes - keyBytes));
      return { topic, partition: partitionOfKey(key, partitions), key, value, headers: [] };
    });
    for (const outcome of await producer.send(records)) if (!outcome.ok) throw outcome.error;
  }
  await client.close();
}

/** The end of each partition; asks again while the broker is still making the topic. */
export async function endsOf(kafka: Kafka, name: string): Promise<readonly number[]> {
  const client = kafka.client();
  const asked = Array.from({ length: partitions }, (_, partition) => ({ topic: topicOf(name), partition }));
  try {
    for (;;) {
      const found = await client.offsets.logOffsets(asked, { kind: "latest" });
      const failed = found.find((one) => !one.ok);
      if (failed === undefined) return found.map((one) => (one.ok ? Number(one.offset) : 0));
      if (failed.ok || !failed.error.retriable) throw new Error(`the ends of ${name} can't be read`);
      await wait(100);
    }
  } finally {
    await client.close();
  }
}

/** Reads a whole topic. Rejects where `isOrdered` and a partition's keys don't grow: records out of order, or twice. */
export async function readTopic(kafka: Kafka, name: string, isOrdered = true): Promise<TopicContent> {
  const ends = await endsOf(kafka, name);
  const client = kafka.client();
  const reader = client.reader();
  const limits = { maxWaitMs: 100, minBytes: 1, maxBytes: 8_000_000, maxBytesPerPartition: 1_000_000 };
  const positions = ends.map(() => 0n);
  const lastKeys = ends.map(() => "");
  let [records, checksum, headersChecksum] = [0, 0, 0];
  const appendedMs: number[] = [];
  while (positions.some((position, partition) => position < BigInt(ends[partition] ?? 0))) {
    const asked = positions.map((offset, partition) => ({ topic: topicOf(name), partition, offset }));
    for (const batch of await reader.fetch(asked, limits)) {
      if (!batch.ok) throw batch.error;
      positions[batch.partition] = batch.nextOffset;
      for (const { key, value, headers, timestampMs } of batch.records) {
        const text = key?.toString("latin1") ?? "";
        if (isOrdered && text <= (lastKeys[batch.partition] ?? ""))
          throw new Error(`${name}: ${text} is out of order or written twice`);
        lastKeys[batch.partition] = text;
        records += 1;
        const sum = crc32(key, crc32(value, 0));
        checksum = (checksum + sum) % modulus;
        headersChecksum =
          (headersChecksum + headers.reduce((of, one) => crc32(one.value, crc32(one.key, of)), sum)) % modulus;
        appendedMs.push(timestampMs);
      }
    }
  }
  await client.close();
  return { records, checksum, headersChecksum, rate: steadyRate(appendedMs) };
}

/** Leaves out the start: programs load, and engines and groups take their partitions one after the other. */
function steadyRate(appendedMs: readonly number[]): number {
  const sorted = Float64Array.from(appendedMs).sort();
  const begin = Math.floor(sorted.length / 5);
  const spanMs = (sorted.at(-1) ?? 0) - (sorted[begin] ?? 0);
  return ((sorted.length - begin) / spanMs) * 1000;
}
