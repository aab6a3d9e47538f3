import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";
import { compile } from "../../src/compile/compile.ts";
import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createEngine } from "../../src/engine/engine.ts";
import type { EngineEvent } from "../../src/engine/events.ts";
import type { Desired } from "../../src/model/desired.ts";
import type { Digest, TopicName } from "../../src/model/names.ts";
import { parsed, parseDigest, parsePrincipal, parseTopicName } from "../../src/model/names.ts";
import { partitionOfKey } from "../../src/model/murmur2.ts";
import { openDirectory } from "../../src/source/directory.ts";
import { readDocuments } from "../../src/source/documents.ts";
import { eventually } from "../support/eventually.ts";
import { producerProfile } from "./engine-world.ts";

// The example that people learn from, run whole: compiled, with the topics and exactly the ACLs that it asks for.

const kafka = createEmbeddedKafka({ brokers: 3 });
const events: EngineEvent[] = [];
const topicOf = (text: string): TopicName => parsed(parseTopicName(`yappy.pipeline.${text}`));
const entry = topicOf("search-pipeline.step.document-ingest.input");
let desired: Desired;
let dataDirectory: string;
let engine: Engine;

async function compileExample(): Promise<Desired> {
  const repository = openDirectory(resolve(import.meta.dirname, "../../pipelines"));
  const revision = await repository.resolve(undefined);
  if (!revision.ok) throw new Error(JSON.stringify(revision.diagnostics));
  const tree = await repository.read(revision.value);
  if (!tree.ok) throw new Error(JSON.stringify(tree.diagnostics));
  const documents = readDocuments(tree.value);
  if (!documents.ok) throw new Error(JSON.stringify(documents.diagnostics));
  const hash = (bytes: Uint8Array) => parsed(parseDigest(`sha256:${createHash("sha256").update(bytes).digest("hex")}`));
  const compiled = compile(documents.value, { environment: undefined, hash, libraries: schemaLibraries });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.diagnostics));
  return compiled.value.desired;
}

async function ingest(documents: Readonly<Record<string, string | null>>): Promise<void> {
  const client = kafka.client(parsed(parsePrincipal("User:crawler")));
  const producer = client.producer(producerProfile);
  const outcomes = await producer.send(
    Object.entries(documents).map(([name, text]) => ({
      topic: entry,
      partition: partitionOfKey(Buffer.from(name), 3),
      key: Buffer.from(name),
      value: text === null ? undefined : Buffer.from(text),
      headers: [],
    })),
  );
  expect(outcomes.every((outcome) => outcome.ok)).toBe(true);
  await client.close();
}

async function read(topic: TopicName) {
  const client = kafka.client();
  const batches = await client.reader().fetch(
    [0, 1, 2].map((partition) => ({ topic, partition, offset: 0n })),
    { maxWaitMs: 0, minBytes: 0, maxBytes: 2 ** 31, maxBytesPerPartition: 2 ** 31 },
  );
  await client.close();
  return batches.flatMap((batch) => (batch.ok ? batch.records : []));
}

/** Resolves when every group has committed the end of everything that it reads. */
async function drained(): Promise<void> {
  const client = kafka.client();
  await eventually(async () => {
    for (const { id, inputs } of desired.groups)
      for (const { topic } of inputs) {
        const partitions = [0, 1, 2].map((partition) => ({ topic, partition }));
        const ends = await client.offsets.logOffsets(partitions, { kind: "latest" });
        const committed = await client.offsets.committed(id, partitions);
        expect(committed.map(({ offset }) => offset)).toEqual(ends.map((end) => (end.ok ? end.offset : undefined)));
      }
  });
  await client.close();
}

async function indexLines(): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const folder = join(dataDirectory, "steps", "search-pipeline", "index");
  const files = await readdir(folder);
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  return texts.flatMap((text) =>
    text
      .split("\n")
      .filter((line) => line !== "")
      .map((line) => JSON.parse(line)),
  );
}

beforeAll(async () => {
  desired = await compileExample();
  dataDirectory = await mkdtemp(join(tmpdir(), "sluiceway-example-"));
  await kafka.admin.createTopics(
    desired.topics.map(({ name, partitions = 1, replicationFactor = 1, configs }) => ({
      name,
      partitions,
      replicationFactor,
      configs,
    })),
  );
  await kafka.admin.createAcls(desired.acls.map(({ binding }) => binding));
  const files = new Map(
    desired.pipelines.flatMap(({ bundle, modules }) => [bundle, ...modules]).map((f) => [f.digest, f.bytes]),
  );
  engine = createEngine({
    kafka,
    readFile: async (digest: Digest) => files.get(digest) ?? Buffer.alloc(0),
    modules: "allow",
    producerProfiles: { default: producerProfile },
    consumerProfiles: {},
    clock: machineClock,
    engineId: "engine-1",
    label: "example",
    dataDirectory,
    logger: { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined },
    onEvent: (event) => events.push(event),
    commitIntervalMs: 20,
  });
  const pipelines = Object.fromEntries(desired.pipelines.map(({ name, bundle }) => [name, bundle.digest]));
  const slots = await engine.wantedSlots({ formatVersion: 1, pipelines });
  expect(slots).toHaveLength(6 * 3);
  slots.forEach(({ slot, digest }, index) => engine.acquired({ slot, digest, token: index + 1, guard: () => true }));
});

afterAll(async () => {
  await engine.close();
  await kafka.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

const sentence = "The sluice keeps the water of the river and it is opened with a wheel. ";

test("documents flow through both pipelines, with no more permissions than were granted", async () => {
  await ingest({
    "a.txt": sentence.repeat(40),
    "b.txt": "Der Fluss und das Wehr: nicht ist mit sich.",
    "empty.txt": "",
  });
  await drained();
  expect(events.filter(({ kind }) => kind !== "slot-started")).toEqual([]);
  const lines = await indexLines();
  const pieces = await read(topicOf("search-pipeline.step.chunker.output"));
  expect(lines).toHaveLength(pieces.length);
  expect(lines.filter((line) => line["document"] === "a.txt").every((line) => line["language"] === "en")).toBe(true);
  expect(lines.find((line) => line["document"] === "b.txt")).toMatchObject({ id: "b.txt#0", language: "de" });
  const terms = await read(topicOf("analytics-pipeline.step.frequent-terms.output"));
  const counts = terms.map((record) => JSON.parse(String(record.value)) as { term: string; count: number });
  expect(counts.map(({ term }) => term)).toContain("sluice");
  expect(Math.min(...counts.map(({ count }) => count))).toBeGreaterThanOrEqual(3);
  expect(terms.map((record) => record.key?.toString())).toEqual(counts.map(({ term }) => term));
});

test("the same document again adds nothing to the index; its deletion and return do", async () => {
  const before = await indexLines();
  await ingest({ "b.txt": "Der Fluss und das Wehr: nicht ist mit sich." });
  await drained();
  expect(await indexLines()).toHaveLength(before.length);
  await ingest({ "b.txt": null });
  await drained();
  expect((await indexLines()).filter((line) => line["id"] === "b.txt")).toMatchObject([{ deleted: true }]);
  await ingest({ "b.txt": "Der Fluss und das Wehr: nicht ist mit sich." });
  await drained();
  expect(await indexLines()).toHaveLength(before.length + 2);
});

test("a document that is no text becomes a dead letter of the chunker, and the others go on", async () => {
  const client = kafka.client();
  await client
    .producer(producerProfile)
    .send([
      { topic: entry, partition: 0, key: Buffer.from("photo.jpg"), value: Buffer.from([0xff, 0xd8]), headers: [] },
    ]);
  await drained();
  const letters = await read(topicOf("search-pipeline.step.chunker.dead-letter"));
  expect(letters.map((record) => [record.key?.toString(), record.value])).toEqual([
    ["photo.jpg", Buffer.from([0xff, 0xd8])],
  ]);
  await client.close();
});
