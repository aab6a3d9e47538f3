import { randomBytes } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ProducerProfile } from "../../src/kafka/kafka.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { PartitionFetch } from "../../src/kafka/reader.ts";
import type { TopicName } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import {
  createTopic,
  newTopic,
  plainProfile,
  readAll,
  recordTo,
  texts,
  uniqueTopic,
  wideLimits,
} from "./kafka-subject.ts";

const numbered = (topic: TopicName, count: number): RecordToSend[] =>
  Array.from({ length: count }, (_, index) => recordTo(topic, `record ${index}`));

const randomText = (length: number): string => randomBytes(length / 2).toString("hex");

const at = (topic: TopicName, offset: bigint, partition = 0): PartitionFetch => ({ topic, partition, offset });

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

export function partitionReaderContract(subject: SubjectOf): void {
  const filled = async (count: number, profile: Partial<ProducerProfile> = {}) => {
    const client = subject().kafka.client();
    const topic = await createTopic(subject().kafka.admin);
    const records = numbered(topic, count);
    await client.producer({ ...plainProfile, ...profile }).send(records);
    return { client, topic, reader: client.reader(), all: records.map(({ value }) => value?.toString()) };
  };

  describe("PartitionReader", () => {
    test("begins at the asked offset, also in the middle of a compressed batch", async () => {
      const { client, topic, reader, all } = await filled(50, { compression: "gzip" });
      const [batch] = await reader.fetch([at(topic, 17n)], wideLimits);
      expect(batch).toMatchObject({
        topic,
        partition: 0,
        ok: true,
        nextOffset: 50n,
        highWatermark: 50n,
        logStartOffset: 0n,
      });
      expect(batch?.ok === true && texts(batch.records)).toEqual(all.slice(17));
      expect(batch?.ok === true && batch.records[0]?.offset).toBe(17n);
      await client.close();
    });

    test("small limits still bring everything, in order, piece by piece", async () => {
      const { client, topic, reader, all } = await filled(300, { batchBytes: 400 });
      const limits = { ...wideLimits, maxBytes: 1_000, maxBytesPerPartition: 500 };
      const [first] = await reader.fetch([at(topic, 0n)], limits);
      expect(first?.ok === true && first.records.length).toBeGreaterThan(0);
      expect(first?.ok === true && first.records.length).toBeLessThan(100);
      expect(texts(await readAll(reader, { topic }, limits))).toEqual(all);
      const tiny = { ...wideLimits, maxBytes: 1, maxBytesPerPartition: 1 };
      expect(texts(await readAll(reader, { topic }, tiny))).toEqual(all);
      await client.close();
    });

    test("with small limits no partition is left out for ever", async () => {
      const { client, reader } = await filled(0);
      const topic = await createTopic(subject().kafka.admin, 3);
      const producer = client.producer(plainProfile);
      await producer.send(
        [0, 1, 2].flatMap((partition) => [recordTo(topic, "a", partition), recordTo(topic, "b", partition)]),
      );
      const seen = new Set<number>();
      for (let round = 0; round < 6; round += 1) {
        const asked = [0, 1, 2].map((partition) => at(topic, 0n, partition));
        const batches = await reader.fetch(asked, { ...wideLimits, maxBytes: 1, maxBytesPerPartition: 1 });
        for (const batch of batches) if (batch.ok && batch.records.length > 0) seen.add(batch.partition);
      }
      expect([...seen].toSorted()).toEqual([0, 1, 2]);
      await client.close();
    });

    test("at the log's end there is nothing, and waiting ends", async () => {
      const { client, topic, reader } = await filled(3);
      const [batch] = await reader.fetch([at(topic, 3n)], { ...wideLimits, maxWaitMs: 50 });
      expect(batch).toMatchObject({ ok: true, records: [], nextOffset: 3n, highWatermark: 3n });
      expect(await reader.fetch([], wideLimits)).toEqual([]);
      await client.close();
    });

    test("offsets outside of the log are out of range: beyond the end, and below a start that moved", async () => {
      const { client, topic, reader, all } = await filled(10);
      expect(await reader.fetch([at(topic, 11n)], wideLimits)).toMatchObject([
        { ok: false, error: { kind: "offset-out-of-range" } },
      ]);
      await subject().deleteRecords(topic, 0, 4n);
      expect(await reader.fetch([at(topic, 3n)], wideLimits)).toMatchObject([
        { ok: false, error: { kind: "offset-out-of-range" } },
      ]);
      const [batch] = await reader.fetch([at(topic, 4n)], wideLimits);
      expect(batch).toMatchObject({ ok: true, logStartOffset: 4n, highWatermark: 10n });
      expect(batch?.ok === true && texts(batch.records)).toEqual(all.slice(4));
      await client.close();
    });

    test("a failing partition doesn't hide the others, and doesn't let them wait", async () => {
      const { client, topic, reader, all } = await filled(5);
      const absent = uniqueTopic("absent");
      const asked = [at(absent, 0n), at(topic, 0n), at(topic, 0n, 9), at(topic, 99n)];
      const batches = await reader.fetch(asked.slice(0, 3), { ...wideLimits, maxWaitMs: 20_000 });
      expect(batches).toMatchObject([
        { topic: absent, partition: 0, ok: false, error: { kind: "unknown-topic-or-partition", retriable: false } },
        { topic, partition: 0, ok: true },
        { topic, partition: 9, ok: false, error: { kind: "unknown-topic-or-partition" } },
      ]);
      expect(batches[1]?.ok === true && texts(batches[1].records)).toEqual(all);
      const second = await createTopic(subject().kafka.admin);
      const mixed = await reader.fetch([at(topic, 99n), at(second, 0n)], { ...wideLimits, maxWaitMs: 20_000 });
      expect(mixed).toMatchObject([
        { ok: false, error: { kind: "offset-out-of-range" } },
        { ok: true, records: [] },
      ]);
      await client.close();
    });

    test("a long poll ends when a record arrives", async () => {
      const { client, topic, reader } = await filled(1);
      const other = await createTopic(subject().kafka.admin);
      const waiting = reader.fetch([at(other, 0n), at(topic, 1n)], { ...wideLimits, maxWaitMs: 60_000 });
      await delay(30);
      await client.producer(plainProfile).send([recordTo(topic, "arrives")]);
      const batches = await waiting;
      expect(batches).toMatchObject([
        { topic: other, records: [] },
        { topic, nextOffset: 2n },
      ]);
      expect(batches[1]?.ok === true && texts(batches[1].records)).toEqual(["arrives"]);
      await client.close();
    });

    test("an abort rejects with its reason at once and leaves the reader usable", async () => {
      const { client, topic, reader, all } = await filled(2);
      const stop = new AbortController();
      const waiting = reader.fetch([at(topic, 2n)], { ...wideLimits, maxWaitMs: 60_000 }, stop.signal);
      const reason = new Error("enough");
      setTimeout(() => stop.abort(reason), 30);
      await expect(waiting).rejects.toBe(reason);
      await expect(reader.fetch([at(topic, 0n)], wideLimits, stop.signal)).rejects.toBe(reason);
      expect(texts(await readAll(reader, { topic }))).toEqual(all);
      await client.close();
    });

    test("closing ends a long poll", async () => {
      const { client, topic, reader } = await filled(1);
      const waiting = reader.fetch([at(topic, 1n)], { ...wideLimits, maxWaitMs: 60_000 });
      const outcome = expect(waiting).rejects.toMatchObject({ name: "KafkaError", kind: "closed" });
      await delay(30);
      await reader.close();
      await outcome;
      await expect(reader.fetch([at(topic, 0n)], wideLimits)).rejects.toMatchObject({ kind: "closed" });
      await expect(reader.partitionCounts([topic])).rejects.toMatchObject({ kind: "closed" });
      await client.close();
    });

    test("counts the partitions of the topics that exist, as they are now", async () => {
      const { client, reader } = await filled(0);
      const { admin } = subject().kafka;
      const [two, three] = [await createTopic(admin, 2), await createTopic(admin, 3)];
      const counts = await reader.partitionCounts([two, uniqueTopic("absent"), three]);
      expect([...counts].toSorted()).toEqual(
        [
          [two, 2],
          [three, 3],
        ].toSorted(),
      );
      await admin.createPartitions([{ topic: two, partitions: 5 }]);
      await eventually(async () => expect(await reader.partitionCounts([two])).toEqual(new Map([[two, 5]])));
      expect(await reader.partitionCounts([])).toEqual(new Map());
      await client.close();
    });
  });
}
