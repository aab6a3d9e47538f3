import { randomBytes } from "node:crypto";
import { CompressionTypes } from "kafkajs";
import type { Kafka as Kafkajs, KafkaMessage } from "kafkajs";
import { describe, expect, test } from "vitest";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { TopicName } from "../../src/model/names.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import { createTopic, plainProfile, readAll, recordTo, texts, uniqueGroup, wideLimits } from "./kafka-subject.ts";

/** Reads `count` records of a topic with kafkajs' own consumer, which no path under test uses. */
async function consume(peer: Kafkajs, topic: TopicName, count: number): Promise<KafkaMessage[]> {
  const consumer = peer.consumer({ groupId: uniqueGroup() });
  const messages: KafkaMessage[] = [];
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    consumer.on("consumer.crash", ({ payload }) => reject(payload.error));
    const eachMessage = ({ message }: { readonly message: KafkaMessage }): Promise<void> => {
      messages.push(message);
      if (messages.length === count) resolve();
      return Promise.resolve();
    };
    consumer.run({ eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return messages;
}

/** Over the real driver only: another client sees the same records and offsets as we do. */
export function interoperabilityContract(subject: SubjectOf, peer: Kafkajs): void {
  describe("together with kafkajs' own producer and consumer", () => {
    test.each(["none", "gzip"] as const)("it reads what we write with compression %s", async (compression) => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      const headers = [{ key: Buffer.from("h"), value: Buffer.from("1") }];
      const sent: RecordToSend[] = [
        { ...recordTo(topic, "a"), key: Buffer.from("k"), headers, timestampMs: 1_700_000_000_123 },
        { ...recordTo(topic, ""), value: undefined, timestampMs: 1_700_000_000_000 },
      ];
      await client.producer({ ...plainProfile, compression }).send(sent);
      const messages = await consume(peer, topic, 2);
      expect(messages).toMatchObject([
        {
          key: Buffer.from("k"),
          value: Buffer.from("a"),
          headers: { h: Buffer.from("1") },
          timestamp: "1700000000123",
          offset: "0",
        },
        { key: null, value: null, headers: {}, timestamp: "1700000000000", offset: "1" },
      ]);
      await client.close();
    });

    test.each(["snappy", "lz4"] as const)("the broker unpacks what we write with %s", async (compression) => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin, 1, { "compression.type": "uncompressed" });
      const records = Array.from({ length: 100 }, () => recordTo(topic, randomBytes(300).toString("hex")));
      const profile = { ...plainProfile, compression, batchBytes: 100_000 };
      expect((await client.producer(profile).send(records)).filter(({ ok }) => !ok)).toEqual([]);
      const messages = await consume(peer, topic, 100);
      expect(messages.map(({ value }) => value?.toString())).toEqual(records.map(({ value }) => value?.toString()));
      await client.close();
    });

    test.each([CompressionTypes.None, CompressionTypes.GZIP])(
      "we read what it writes (codec %s)",
      async (compression) => {
        const client = subject().kafka.client();
        const topic = await createTopic(subject().kafka.admin);
        const producer = peer.producer();
        await producer.connect();
        const messages = [
          { key: "k", value: "a", headers: { h: ["1", "2"] }, timestamp: "1700000000123" },
          { key: null, value: null, timestamp: "1700000000000" },
          { value: "", timestamp: "1700000000001" },
        ];
        await producer.send({ topic, messages, compression, acks: -1 });
        await producer.disconnect();
        const read = await readAll(client.reader(), { topic });
        expect(read).toEqual([
          {
            offset: 0n,
            timestampMs: 1_700_000_000_123,
            key: Buffer.from("k"),
            value: Buffer.from("a"),
            headers: ["1", "2"].map((value) => ({ key: Buffer.from("h"), value: Buffer.from(value) })),
          },
          { offset: 1n, timestampMs: 1_700_000_000_000, key: undefined, value: undefined, headers: [] },
          { offset: 2n, timestampMs: 1_700_000_000_001, key: undefined, value: Buffer.alloc(0), headers: [] },
        ]);
        await client.close();
      },
    );

    test("a transaction's control records are stepped over", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      const transactionalId = `contract-${randomBytes(6).toString("hex")}`;
      const producer = peer.producer({ transactionalId, maxInFlightRequests: 1, idempotent: true });
      await producer.connect();
      for (const value of ["a", "b"]) {
        const transaction = await producer.transaction();
        await transaction.send({ topic, messages: [{ value }] });
        await transaction.commit();
      }
      await producer.disconnect();
      const reader = client.reader();
      expect(texts(await readAll(reader, { topic }))).toEqual(["a", "b"]);
      const [batch] = await reader.fetch([{ topic, partition: 0, offset: 3n }], wideLimits);
      expect(batch).toMatchObject({ ok: true, records: [], nextOffset: 4n, highWatermark: 4n });
      await client.close();
    });

    test("its administration sees the offsets and metadata that we commit", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin, 2);
      const groupId = uniqueGroup();
      await client.offsets.commit(groupId, [{ topic, partition: 1, offset: 12n, metadata: "engine" }]);
      const admin = peer.admin();
      await admin.connect();
      const [found] = await admin.fetchOffsets({ groupId, topics: [topic] });
      await admin.disconnect();
      expect(found?.partitions.toSorted((a, b) => a.partition - b.partition)).toEqual([
        { partition: 0, offset: "-1", metadata: null },
        { partition: 1, offset: "12", metadata: "engine" },
      ]);
      await client.close();
    });
  });
}
