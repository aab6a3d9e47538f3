import { setTimeout as sleep } from "node:timers/promises";
import { randomBytes } from "node:crypto";
import type { ClusterAdmin, NewTopic } from "../../src/kafka/admin.ts";
import type { Kafka, ProducerProfile } from "../../src/kafka/kafka.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { FetchedRecord, FetchLimits, PartitionReader } from "../../src/kafka/reader.ts";
import type { GroupId, TopicName } from "../../src/model/names.ts";
import { parsed, parseGroupId, parseTopicName } from "../../src/model/names.ts";

/** A Kafka under the contract, with what the suite needs beside the interfaces to bring it into a state. */
export interface KafkaSubject {
  readonly kafka: Kafka;
  deleteRecords(topic: TopicName, partition: number, offset: bigint): Promise<void>;
  deleteTopic(topic: TopicName): Promise<void>;
  /** Joins the group as a consumer of the topic; the returned function leaves it. */
  joinGroup(group: GroupId, topic: TopicName): Promise<() => Promise<void>>;
}

export type SubjectOf = () => KafkaSubject;

export const uniqueTopic = (label = "topic"): TopicName =>
  parsed(parseTopicName(`contract-${label}-${randomBytes(6).toString("hex")}`));

export const uniqueGroup = (): GroupId => parsed(parseGroupId(`contract-group-${randomBytes(6).toString("hex")}`));

export const plainProfile: ProducerProfile = { compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 3 };

export const wideLimits: FetchLimits = {
  maxWaitMs: 0,
  minBytes: 1,
  maxBytes: 16_000_000,
  maxBytesPerPartition: 4_000_000,
};

export function newTopic(name: TopicName, partitions = 1, configs: NewTopic["configs"] = {}): NewTopic {
  return { name, partitions, replicationFactor: 1, configs };
}

/** Creates a topic under a unique name. */
export async function createTopic(
  admin: ClusterAdmin,
  partitions = 1,
  configs: NewTopic["configs"] = {},
): Promise<TopicName> {
  const name = uniqueTopic();
  const outcomes = await admin.createTopics([newTopic(name, partitions, configs)]);
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
  return name;
}

export function recordTo(topic: TopicName, value: string | Buffer, partition = 0): RecordToSend {
  return { topic, partition, key: undefined, value: Buffer.from(value), headers: [] };
}

export const numbered = (topic: TopicName, count: number): RecordToSend[] =>
  Array.from({ length: count }, (_, index) => recordTo(topic, `record ${index}`));

/** Reads a partition from `offset` to its end, fetch by fetch. */
export async function readAll(
  reader: PartitionReader,
  from: { readonly topic: TopicName; readonly partition?: number; readonly offset?: bigint },
  limits: FetchLimits = wideLimits,
): Promise<readonly FetchedRecord[]> {
  const records: FetchedRecord[] = [];
  let offset = from.offset ?? 0n;
  const patientUntil = performance.now() + 10_000;
  for (;;) {
    const [batch] = await reader.fetch([{ topic: from.topic, partition: from.partition ?? 0, offset }], limits);
    if (batch === undefined) throw new Error("the reader left the partition out");
    // A topic that was created a moment ago may not have its leader yet; engines wait as well.
    if (!batch.ok && batch.error.retriable && performance.now() < patientUntil) {
      await sleep(50);
      continue;
    }
    if (!batch.ok) throw batch.error;
    records.push(...batch.records);
    offset = batch.nextOffset;
    if (offset >= batch.highWatermark) return records;
  }
}

export const texts = (records: readonly FetchedRecord[]): (string | undefined)[] =>
  records.map((record) => record.value?.toString());
