import { describe, expect, test } from "vitest";
import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import { KafkaError } from "../../src/kafka/errors.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { Clock } from "../../src/model/clock.ts";
import { parsed, parseGroupId, parseTopicName } from "../../src/model/names.ts";

const topic = parsed(parseTopicName("orders"));
const group = parsed(parseGroupId("orders-consumer-group"));
const profile = { compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 0 } as const;
const limits = { maxWaitMs: 0, minBytes: 1, maxBytes: 1_000_000, maxBytesPerPartition: 1_000_000 };
const newTopic = { name: topic, partitions: 1, replicationFactor: 1, configs: {} };
const record = (text: string): RecordToSend => ({
  topic,
  partition: 0,
  key: undefined,
  value: Buffer.from(text),
  headers: [],
});

describe("the embedded broker's own promises", () => {
  test("a long poll in virtual time waits on the clock that was given", async () => {
    const slept: number[] = [];
    let now = 0;
    const clock: Clock = {
      monotonicMs: () => now,
      wallMs: () => 1_700_000_000_000 + now,
      sleep: async (durationMs) => {
        slept.push(durationMs);
        now += durationMs;
      },
    };
    const kafka = createEmbeddedKafka({ clock });
    await kafka.admin.createTopics([newTopic]);
    const reader = kafka.client().reader();
    const [batch] = await reader.fetch([{ topic, partition: 0, offset: 0n }], { ...limits, maxWaitMs: 700 });
    expect(slept).toEqual([700]);
    expect(batch).toMatchObject({ ok: true, records: [], nextOffset: 0n, highWatermark: 0n });
    await kafka
      .client()
      .producer(profile)
      .send([record("a")]);
    const [second] = await reader.fetch([{ topic, partition: 0, offset: 0n }], limits);
    expect(second?.ok === true && second.records[0]?.timestampMs).toBe(1_700_000_000_700);
  });

  test("a fault that was ordered hits the next call once and changes nothing", async () => {
    const kafka = createEmbeddedKafka();
    await kafka.admin.createTopics([newTopic]);
    const producer = kafka.client().producer(profile);
    kafka.control.failNext("send", new KafkaError("unreachable", "no broker"));
    expect(await producer.send([record("a")])).toMatchObject([{ ok: false, error: { kind: "unreachable" } }]);
    expect(await producer.send([record("b")])).toMatchObject([{ ok: true }]);
    const [batch] = await kafka
      .client()
      .reader()
      .fetch([{ topic, partition: 0, offset: 0n }], limits);
    expect(batch?.ok === true && batch.records.map((found) => found.value?.toString())).toEqual(["b"]);
  });

  test("deleting a topic forgets its records and its committed offsets", async () => {
    const kafka = createEmbeddedKafka();
    await kafka.admin.createTopics([newTopic]);
    const { offsets } = kafka.client();
    await offsets.commit(group, [{ topic, partition: 0, offset: 7n, metadata: "" }]);
    kafka.control.deleteTopic(topic);
    expect(await kafka.admin.listTopics()).toEqual([]);
    await kafka.admin.createTopics([newTopic]);
    expect(await offsets.committed(group, [{ topic, partition: 0 }])).toEqual([
      { topic, partition: 0, offset: undefined, metadata: "" },
    ]);
  });

  test("closing the cluster closes every client, and the data outlives a client", async () => {
    const kafka = createEmbeddedKafka();
    await kafka.admin.createTopics([newTopic]);
    const client = kafka.client();
    await client.producer(profile).send([record("a")]);
    await client.close();
    await expect(client.offsets.logOffsets([{ topic, partition: 0 }], { kind: "latest" })).rejects.toMatchObject({
      kind: "closed",
    });
    const other = kafka.client();
    expect(await other.offsets.logOffsets([{ topic, partition: 0 }], { kind: "latest" })).toMatchObject([
      { ok: true, offset: 1n },
    ]);
    const reader = other.reader();
    const waiting = reader.fetch([{ topic, partition: 0, offset: 1n }], { ...limits, maxWaitMs: 60_000 });
    await kafka.close();
    await expect(waiting).rejects.toMatchObject({ kind: "closed" });
    await expect(kafka.admin.listTopics()).rejects.toMatchObject({ kind: "closed" });
  });
});
