import { readFile, rm, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { FetchedRecord } from "../../src/kafka/reader.ts";
import type { TopicName } from "../../src/model/names.ts";
import { cli } from "../cli/support.ts";
import { createTopic, plainProfile, readAll } from "../contract/kafka-subject.ts";

const { kafka: server, consul } = inject("servers");
let folder: string;
let kafka: Kafka;
let connection: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sluiceway-archives-"));
  kafka = connectKafka({ bootstrapServers: server.bootstrapServers.split(","), clientId: "archives" });
  const settings = {
    kafka: { "bootstrap.servers": server.bootstrapServers },
    consul: { address: consul.url, keyPrefix: "sluiceway-test/archives" },
  };
  await writeFile(join(folder, "settings.yaml"), JSON.stringify(settings));
  connection = ["--settings", join(folder, "settings.yaml")];
});
afterAll(async () => {
  await kafka.close();
  await rm(folder, { recursive: true, force: true });
});

const partitions = 3;
const configs = { "retention.ms": "-1", "compression.type": "gzip" };

function recordsFor(topic: TopicName): readonly RecordToSend[] {
  const at = (index: number): RecordToSend => ({
    topic,
    partition: index % 2,
    key: [Buffer.from(`key ${index}`), undefined, Buffer.alloc(0), Buffer.of(0xff, index)][index % 4],
    value: [Buffer.from(`größe ${index}`), undefined, Buffer.alloc(0), Buffer.alloc(700, index)][index % 4],
    headers:
      index % 3 === 0 ? [] : [1, 1].map((one) => ({ key: Buffer.from("h"), value: Buffer.of(one, index % 256) })),
    timestampMs: 1_600_000_000_000 + ((index * 7_919) % 1_000_000),
  });
  return Array.from({ length: 4_000 }, (_, index) => at(index));
}

async function contentsOf(topic: TopicName): Promise<readonly (readonly Omit<FetchedRecord, "offset">[])[]> {
  const client = kafka.client();
  const reader = client.reader();
  const logs = [];
  for (let partition = 0; partition < partitions; partition += 1)
    logs.push((await readAll(reader, { topic, partition })).map(({ offset: _offset, ...record }) => record));
  await client.close();
  return logs;
}

test("a topic is archived, deleted and restored as it was", async () => {
  const topic = await createTopic(kafka.admin, partitions, configs);
  const client = kafka.client();
  const outcomes = await client.producer({ ...plainProfile, compression: "snappy" }).send(recordsFor(topic));
  expect(outcomes.every(({ ok }) => ok)).toBe(true);
  const before = await contentsOf(topic);
  expect(before.map((records) => records.length)).toEqual([2_000, 2_000, 0]);

  const archive = join(folder, "archive");
  const archived = await cli("topics", "archive", topic, "--output", archive, ...connection);
  expect(archived).toMatchObject({
    exitCode: 0,
    out: expect.stringContaining(`4000 records of ${topic} in 3 partitions`),
  });
  expect(archived.err).toMatch(/archive \[█+\] 4000\/4000/);
  expect(await readFile(join(archive, "SHA256SUMS"), "utf8")).toContain("partition-1/00000000000000000000.jsonl.gz");
  expect(await cli("topics", "archive", topic, "--output", archive, ...connection)).toMatchObject({ exitCode: 1 });

  const refused = await cli("topics", "restore", archive, ...connection);
  expect(refused).toMatchObject({ exitCode: 1, err: expect.stringContaining("it holds 4000 records") });
  const dry = await cli("topics", "restore", archive, "--topic", `${topic}-copy`, "--dry-run", ...connection);
  expect(dry).toMatchObject({ exitCode: 0, out: expect.stringContaining("4000 records could be restored") });

  const [found] = await kafka.admin.describeTopicDetails([topic]);
  await kafka.admin.deleteTopics([{ name: topic, id: found?.id ?? "" }]);
  await expect.poll(() => kafka.admin.listTopics(), { timeout: 20_000 }).not.toContain(topic);
  const restored = await cli("topics", "restore", archive, ...connection);
  expect(restored.err).not.toContain("error");
  expect(restored).toMatchObject({ exitCode: 0, out: `restored 4000 records into ${topic} (3 partitions, created)` });
  expect(await contentsOf(topic)).toEqual(before);
  expect((await kafka.admin.describeTopics([topic]))[0]).toMatchObject({ partitions, configs });

  const chunk = join(archive, "partition-0/00000000000000000000.jsonl.gz");
  const bytes = await readFile(chunk);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await writeFile(chunk, bytes);
  const damaged = await cli("topics", "restore", archive, "--topic", `${topic}-copy`, ...connection);
  expect(damaged).toMatchObject({ exitCode: 1, err: expect.stringContaining("its checksum is another one") });
  expect(await kafka.admin.listTopics()).not.toContain(`${topic}-copy`);
  await client.close();
});
