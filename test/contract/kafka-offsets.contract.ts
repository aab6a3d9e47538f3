import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import { createTopic, plainProfile, recordTo, uniqueGroup, uniqueTopic } from "./kafka-subject.ts";

export function groupOffsetsContract(subject: SubjectOf): void {
  describe("GroupOffsets: commits", () => {
    test("what is committed is read back with its metadata, for exactly the asked partitions", async () => {
      const client = subject().kafka.client();
      const [first, second] = [await createTopic(subject().kafka.admin, 3), await createTopic(subject().kafka.admin)];
      const group = uniqueGroup();
      const offsets = [
        { topic: first, partition: 0, offset: 5n, metadata: '{"engine":"e1","token":7}' },
        { topic: second, partition: 0, offset: 9_007_199_254_740_993n, metadata: "ä" },
        { topic: first, partition: 2, offset: 0n, metadata: "" },
      ];
      const outcomes = await client.offsets.commit(group, offsets);
      expect(outcomes).toEqual(offsets.map((element) => ({ element, ok: true })));
      const asked = [
        { topic: first, partition: 2 },
        { topic: first, partition: 1 },
        { topic: second, partition: 0 },
        { topic: uniqueTopic("absent"), partition: 0 },
        { topic: first, partition: 0 },
      ];
      expect(await client.offsets.committed(group, asked)).toEqual([
        offsets[2],
        { ...asked[1], offset: undefined, metadata: "" },
        offsets[1],
        { ...asked[3], offset: undefined, metadata: "" },
        offsets[0],
      ]);
      await client.close();
    });

    test("a later commit replaces an earlier one, also with a smaller offset", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      const group = uniqueGroup();
      await client.offsets.commit(group, [{ topic, partition: 0, offset: 9n, metadata: "long" }]);
      await client.offsets.commit(group, [{ topic, partition: 0, offset: 4n, metadata: "" }]);
      expect(await client.offsets.committed(group, [{ topic, partition: 0 }])).toEqual([
        { topic, partition: 0, offset: 4n, metadata: "" },
      ]);
      await client.close();
    });

    test("a group that nobody knows has no offsets", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      expect(await client.offsets.committed(uniqueGroup(), [{ topic, partition: 0 }])).toEqual([
        { topic, partition: 0, offset: undefined, metadata: "" },
      ]);
      expect(await client.offsets.committed(uniqueGroup(), [])).toEqual([]);
      expect(await client.offsets.commit(uniqueGroup(), [])).toEqual([]);
      await client.close();
    });

    test("an unknown topic or partition, and metadata over 4096 bytes, fail alone", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin, 3);
      const group = uniqueGroup();
      const outcomes = await client.offsets.commit(group, [
        { topic: uniqueTopic("absent"), partition: 0, offset: 1n, metadata: "" },
        { topic, partition: 0, offset: 1n, metadata: "m".repeat(4_096) },
        { topic, partition: 3, offset: 1n, metadata: "" },
        { topic, partition: 1, offset: 1n, metadata: "m".repeat(4_097) },
      ]);
      expect(outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.brokerCode))).toEqual([3, "ok", 3, 12]);
      const committed = await client.offsets.committed(group, [
        { topic, partition: 0 },
        { topic, partition: 1 },
      ]);
      expect(committed.map(({ offset }) => offset)).toEqual([1n, undefined]);
      await client.close();
    });

    test("while the group has a live member a commit is refused and changes nothing", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin, 2);
      const group = uniqueGroup();
      const both = (offset: bigint) => [0, 1].map((partition) => ({ topic, partition, offset, metadata: "ours" }));
      // Within the empty log: from an offset that is out of its range kafkajs' member would move the group itself.
      expect(await client.offsets.commit(group, both(0n))).toMatchObject([{ ok: true }, { ok: true }]);
      const leave = await subject().joinGroup(group, topic);
      expect(await client.offsets.commit(group, both(8n))).toMatchObject([
        { ok: false, error: { kind: "group-has-members", retriable: false, brokerCode: 25 } },
        { ok: false, error: { kind: "group-has-members" } },
      ]);
      expect(await client.offsets.committed(group, [{ topic, partition: 0 }])).toMatchObject([{ offset: 0n }]);
      await leave();
      await eventually(async () =>
        expect(await client.offsets.commit(group, both(8n))).toMatchObject([{ ok: true }, { ok: true }]),
      );
      await client.close();
    });

    test("a guard that refuses means that nothing is committed", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      const group = uniqueGroup();
      const offsets = [{ topic, partition: 0, offset: 1n, metadata: "" }];
      expect(await client.offsets.commit(group, offsets, () => false)).toMatchObject([
        { element: offsets[0], ok: false, error: { kind: "guard-refused" } },
      ]);
      expect(await client.offsets.committed(group, [{ topic, partition: 0 }])).toMatchObject([{ offset: undefined }]);
      expect(await client.offsets.commit(group, offsets, () => true)).toMatchObject([{ ok: true }]);
      await client.close();
    });

    test("rejects as closed after its client was closed", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      await client.close();
      const partitions = [{ topic, partition: 0 }];
      await expect(client.offsets.committed(uniqueGroup(), partitions)).rejects.toMatchObject({ kind: "closed" });
      await expect(client.offsets.logOffsets(partitions, { kind: "latest" })).rejects.toMatchObject({ kind: "closed" });
      const offsets = [{ topic, partition: 0, offset: 0n, metadata: "" }];
      await expect(client.offsets.commit(uniqueGroup(), offsets)).rejects.toMatchObject({ kind: "closed" });
    });
  });

  describe("GroupOffsets: offsets of the log", () => {
    test("finds the start, the end, and the first record at or after a time", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin, 2);
      const times = [1_700_000_001_000, 1_700_000_002_000, 1_700_000_003_000, 1_700_000_003_000, 1_700_000_004_000];
      await client
        .producer(plainProfile)
        .send(times.map((timestampMs, index) => ({ ...recordTo(topic, `${index}`), timestampMs })));
      await subject().deleteRecords(topic, 0, 1n);
      const partitions = [
        { topic, partition: 0 },
        { topic, partition: 1 },
      ];
      const offsetsAt = async (at: Parameters<typeof client.offsets.logOffsets>[1]): Promise<unknown[]> =>
        (await client.offsets.logOffsets(partitions, at)).map((found) => (found.ok ? found.offset : found.error.kind));
      expect(await offsetsAt({ kind: "earliest" })).toEqual([1n, 0n]);
      expect(await offsetsAt({ kind: "latest" })).toEqual([5n, 0n]);
      expect(await offsetsAt({ kind: "timestamp", timestampMs: 0 })).toEqual([1n, 0n]);
      expect(await offsetsAt({ kind: "timestamp", timestampMs: 1_700_000_002_001 })).toEqual([2n, 0n]);
      expect(await offsetsAt({ kind: "timestamp", timestampMs: 1_700_000_003_000 })).toEqual([2n, 0n]);
      expect(await offsetsAt({ kind: "timestamp", timestampMs: 1_700_000_004_001 })).toEqual([5n, 0n]);
      await client.close();
    });

    test("an unknown topic or partition fails alone, and the order is the asked one", async () => {
      const client = subject().kafka.client();
      const topic = await createTopic(subject().kafka.admin);
      const absent = uniqueTopic("absent");
      const found = await client.offsets.logOffsets(
        [
          { topic: absent, partition: 0 },
          { topic, partition: 0 },
          { topic, partition: 4 },
        ],
        { kind: "latest" },
      );
      expect(found).toMatchObject([
        { topic: absent, partition: 0, ok: false, error: { kind: "unknown-topic-or-partition" } },
        { topic, partition: 0, ok: true, offset: 0n },
        { topic, partition: 4, ok: false, error: { kind: "unknown-topic-or-partition" } },
      ]);
      expect(await client.offsets.logOffsets([], { kind: "latest" })).toEqual([]);
      await client.close();
    });
  });
}
