import { setTimeout as delay } from "node:timers/promises";
import { describe, expect, test } from "vitest";
import type { ProducerProfile } from "../../src/kafka/kafka.ts";
import type { PartitionFetch } from "../../src/kafka/reader.ts";
import type { TopicName } from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import {
  createTopic,
  numbered,
  plainProfile,
  readAll,
  recordTo,
  texts,
  uniqueTopic,
  wideLimits,
} from "./kafka-subject.ts";

const at = (topic: TopicName, offset: bigint, partition = 0): PartitionFetch => ({ topic, partition, offset });

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
      expect(seen).toEqual(new Set([0, 1, 2]));
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
      expect(await readAll(reader, { topic: second })).toEqual([]);
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
      expect(counts).toEqual(
        new Map([
          [three, 3],
          [two, 2],
        ]),
      );
      await admin.createPartitions([{ topic: two, partitions: 5 }]);
      await eventually(async () => expect(await reader.partitionCounts([two])).toEqual(new Map([[two, 5]])));
      expect(await reader.partitionCounts([])).toEqual(new Map());
      await client.close();
    });
  });
}
