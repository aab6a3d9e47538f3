import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import type { ProducerProfile } from "../../src/kafka/kafka.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import {
  createTopic,
  newTopic,
  numbered,
  plainProfile,
  readAll,
  recordTo,
  texts,
  uniqueTopic,
} from "./kafka-subject.ts";

const randomText = (length: number): string => randomBytes(length / 2).toString("hex");

export function recordProducerContract(subject: SubjectOf): void {
  const producerAndReader = (profile: Partial<ProducerProfile> = {}) => {
    const client = subject().kafka.client();
    return { producer: client.producer({ ...plainProfile, ...profile }), reader: client.reader(), client };
  };

  describe("RecordProducer", () => {
    test("what is sent is what is read: keys, values, headers, timestamps, and their absence", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin);
      const key = Buffer.from("key");
      const sent: RecordToSend[] = [
        { topic, partition: 0, key, value: Buffer.from([0, 255, 1]), headers: [], timestampMs: 1_600_000_000_123 },
        { topic, partition: 0, key: undefined, value: undefined, headers: [], timestampMs: 1_600_000_000_001 },
        {
          topic,
          partition: 0,
          key: Buffer.alloc(0),
          value: Buffer.alloc(0),
          headers: [],
          timestampMs: 1_700_000_000_000,
        },
        {
          topic,
          partition: 0,
          key: Buffer.from("ключ"),
          value: Buffer.from("värde"),
          headers: [
            { key: Buffer.from("a"), value: Buffer.from("1") },
            { key, value: Buffer.from("2") },
            { key, value: Buffer.alloc(0) },
          ],
          timestampMs: 1_700_000_000_001,
        },
      ];
      expect(await producer.send(sent)).toEqual(sent.map((element) => ({ element, ok: true })));
      const read = await readAll(reader, { topic });
      expect(read).toEqual(
        sent.map(({ key: sentKey, value, headers, timestampMs }, index) => ({
          offset: BigInt(index),
          timestampMs,
          key: sentKey,
          value,
          headers,
        })),
      );
      await client.close();
    });

    test("a record without a time gets the time of sending", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin);
      const before = Date.now();
      await producer.send([recordTo(topic, "a")]);
      const [record] = await readAll(reader, { topic });
      expect(record?.timestampMs).toBeGreaterThanOrEqual(before);
      expect(record?.timestampMs).toBeLessThanOrEqual(Date.now());
      await client.close();
    });

    test("a topic with LogAppendTime overrules the record's time", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin, 1, { "message.timestamp.type": "LogAppendTime" });
      const before = Date.now();
      await producer.send([{ ...recordTo(topic, "a"), timestampMs: 5 }]);
      expect((await readAll(reader, { topic }))[0]?.timestampMs).toBeGreaterThanOrEqual(before);
      await client.close();
    });

    test.each([
      { compression: "none", batchBytes: 200 },
      { compression: "gzip", batchBytes: 16_384 },
      { compression: "snappy", batchBytes: 16_384 },
      { compression: "lz4", batchBytes: 1_000_000 },
    ] as const)("keeps the order within partitions with $compression and batches of $batchBytes", async (profile) => {
      const { producer, reader, client } = producerAndReader(profile);
      const topic = await createTopic(subject().kafka.admin, 2);
      const records = Array.from({ length: 600 }, (_, index) => recordTo(topic, `record ${index}`, index % 2));
      const outcomes = await producer.send(records);
      expect(outcomes.filter(({ ok }) => !ok)).toEqual([]);
      expect(outcomes.map(({ element }) => element)).toEqual(records);
      for (const partition of [0, 1]) {
        const expected = records.filter((one) => one.partition === partition).map((one) => one.value?.toString());
        expect(texts(await readAll(reader, { topic, partition }))).toEqual(expected);
      }
      await client.close();
    });

    test.each(["gzip", "snappy", "lz4"])("reads what the broker itself compresses with %s", async (codec) => {
      const { producer, reader, client } = producerAndReader({ batchBytes: 400_000 });
      const topic = await createTopic(subject().kafka.admin, 1, { "compression.type": codec });
      const records = Array.from({ length: 1_000 }, (_, index) => recordTo(topic, `${index} ${randomText(300)}`));
      await producer.send(records);
      expect(texts(await readAll(reader, { topic }))).toEqual(records.map(({ value }) => value?.toString()));
      await client.close();
    });

    test("a record that is too large fails alone, and the others keep their order", async () => {
      const { producer, reader, client } = producerAndReader({ batchBytes: 4_000_000 });
      const topic = await createTopic(subject().kafka.admin);
      const records = [
        recordTo(topic, "before"),
        recordTo(topic, Buffer.alloc(1_100_000, 1)),
        recordTo(topic, Buffer.alloc(1_000_000, 2)),
        recordTo(topic, "after"),
      ];
      const outcomes = await producer.send(records);
      expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind))).toEqual([
        "ok",
        "record-too-large",
        "ok",
        "ok",
      ]);
      const read = await readAll(reader, { topic });
      expect(read.map(({ value }) => value?.length)).toEqual([6, 1_000_000, 5]);
      await client.close();
    });

    test("the topic's own max.message.bytes limits a record, not what is sent at once", async () => {
      const { producer, reader, client } = producerAndReader({ batchBytes: 1_000_000 });
      const topic = await createTopic(subject().kafka.admin, 1, { "max.message.bytes": "1000" });
      const records = [...numbered(topic, 100), recordTo(topic, Buffer.alloc(1_000)), recordTo(topic, "last")];
      const outcomes = await producer.send(records);
      expect(outcomes.map(({ ok }) => ok)).toEqual(records.map((_, index) => index !== 100));
      const sent = records.filter((_, index) => index !== 100);
      expect(texts(await readAll(reader, { topic }))).toEqual(sent.map(({ value }) => value?.toString()));
      await client.close();
    });

    test("a compacted topic refuses the record without a key alone", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin, 1, { "cleanup.policy": "compact" });
      const keyed = (text: string): RecordToSend => ({ ...recordTo(topic, text), key: Buffer.from(text) });
      const outcomes = await producer.send([keyed("a"), recordTo(topic, "no key"), keyed("b")]);
      expect(outcomes).toMatchObject([
        { ok: true },
        { ok: false, error: { kind: "other", brokerCode: 87 } },
        { ok: true },
      ]);
      expect(texts(await readAll(reader, { topic }))).toEqual(["a", "b"]);
      await client.close();
    });

    test("an unknown topic or partition fails its records alone", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin);
      const absent = uniqueTopic("absent");
      const outcomes = await producer.send([
        recordTo(absent, "a"),
        recordTo(topic, "b"),
        recordTo(topic, "c", 7),
        recordTo(topic, "d", -1),
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind))).toEqual([
        "unknown-topic-or-partition",
        "ok",
        "unknown-topic-or-partition",
        "unknown-topic-or-partition",
      ]);
      expect(texts(await readAll(reader, { topic }))).toEqual(["b"]);
      expect(await producer.send([])).toEqual([]);
      await client.close();
    });

    test("a topic and a partition that come later are found then", async () => {
      const { producer, client } = producerAndReader();
      const { admin } = subject().kafka;
      const topic = uniqueTopic("later");
      expect(await producer.send([recordTo(topic, "a")])).toMatchObject([{ ok: false }]);
      await admin.createTopics([newTopic(topic)]);
      expect(await producer.send([recordTo(topic, "a")])).toMatchObject([{ ok: true }]);
      await admin.createPartitions([{ topic, partitions: 2 }]);
      await eventually(async () =>
        expect(await producer.send([recordTo(topic, "b", 1)])).toMatchObject([{ ok: true }]),
      );
      await client.close();
    });

    test("a guard that refuses means that nothing is written", async () => {
      const { producer, reader, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin, 2);
      const records = [recordTo(topic, "a"), recordTo(topic, "b", 1)];
      const asked: string[] = [];
      const refused = await producer.send(records, () => {
        asked.push("asked");
        return false;
      });
      expect(asked).not.toEqual([]);
      expect(refused).toMatchObject(records.map(() => ({ ok: false, error: { kind: "guard-refused" } })));
      expect(await readAll(reader, { topic })).toEqual([]);
      expect(await readAll(reader, { topic, partition: 1 })).toEqual([]);
      expect(await producer.send(records, () => true)).toMatchObject([{ ok: true }, { ok: true }]);
      expect(texts(await readAll(reader, { topic, partition: 1 }))).toEqual(["b"]);
      await client.close();
    });

    test("knows the number of partitions, and that a topic doesn't exist", async () => {
      const { producer, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin, 3);
      expect(await producer.partitionCount(topic)).toBe(3);
      await expect(producer.partitionCount(uniqueTopic("absent"))).rejects.toMatchObject({
        name: "KafkaError",
        kind: "unknown-topic-or-partition",
      });
      await client.close();
    });

    test("rejects as closed after it was closed, alone or with its client", async () => {
      const { producer, client } = producerAndReader();
      const topic = await createTopic(subject().kafka.admin);
      const other = client.producer(plainProfile);
      await producer.close();
      await expect(producer.send([recordTo(topic, "a")])).rejects.toMatchObject({ kind: "closed" });
      expect(await other.send([recordTo(topic, "b")])).toMatchObject([{ ok: true }]);
      await client.close();
      await expect(other.send([recordTo(topic, "c")])).rejects.toMatchObject({ kind: "closed" });
      await expect(other.partitionCount(topic)).rejects.toMatchObject({ kind: "closed" });
    });
  });
}
