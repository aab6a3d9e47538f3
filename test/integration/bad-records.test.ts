import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { connectKafka } from "../../src/app/kafka.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createEngine } from "../../src/engine/engine.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { FetchedRecord } from "../../src/kafka/reader.ts";
import type { Bundle } from "../../src/model/bundle.ts";
import { canonicalJson } from "../../src/model/canonical-json.ts";
import type { TopicName } from "../../src/model/names.ts";
import {
  consumerGroupOf,
  parsed,
  parseDigest,
  parsePipelineName,
  parsePrincipal,
  parseStepName,
  parseTopicName,
} from "../../src/model/names.ts";
import { eventually } from "../support/eventually.ts";

const { kafka: server } = inject("servers");
const name = `bad-${process.pid}-${Date.now()}`;
const pipeline = parsed(parsePipelineName(name));
const group = consumerGroupOf(pipeline);
const topicOf = (role: string): TopicName => parsed(parseTopicName(`${name}.${role}`));
const [input, output, retry1, retry2, dead, errors] = ["in", "out", "retry-1", "retry-2", "dead", "errors"].map(
  topicOf,
) as [TopicName, TopicName, TopicName, TopicName, TopicName, TopicName];
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
const digestOf = (content: string | Uint8Array) =>
  parsed(parseDigest(`sha256:${createHash("sha256").update(content).digest("hex")}`));

/** Decodes JSON and does what the value says. */
const module = `
  export async function process(record) {
    if (record.value === null) return {};
    const text = record.text();
    if (text.startsWith("x")) return {};
    const { does } = JSON.parse(text);
    if (does === "throw") throw new Error("thrown");
    if (does === "hang") return new Promise(() => {});
    if (does === "rubbish") return 42;
    if (does === "poison") throw Object.assign(new Error("poison"), { retriable: false });
    return [{ value: "first" }, { value: "second" }];
  }
`;
const json = (does: string): Buffer => Buffer.from(JSON.stringify({ does }));
const header = (key: string, value: string | Buffer) => ({ key: Buffer.from(key), value: Buffer.from(value) });

/** What is given, and what has to become of it: so many outputs, or a dead letter. */
const given: readonly { readonly record: Partial<RecordToSend>; readonly outputs: number | "dead" }[] = [
  { record: { value: json("pass") }, outputs: 2 },
  { record: { value: Buffer.from([0xff, 0xfe, 0x00]) }, outputs: "dead" },
  { record: { key: Buffer.from("gone") }, outputs: 1 },
  { record: {}, outputs: 1 },
  { record: { key: Buffer.alloc(0), value: json("pass") }, outputs: 2 },
  { record: { key: Buffer.alloc(0), value: Buffer.alloc(0) }, outputs: "dead" },
  { record: { value: Buffer.alloc(1_000_000, "x") }, outputs: 1 },
  { record: { value: json("throw"), headers: [header("huge", Buffer.alloc(400_000, 7))] }, outputs: "dead" },
  {
    record: { value: json("pass"), headers: Array.from({ length: 2_000 }, (_, n) => header(`h${n}`, "v")) },
    outputs: 2,
  },
  { record: { key: Buffer.from("k"), value: json("throw") }, outputs: "dead" },
  { record: { key: Buffer.from("k"), value: json("pass") }, outputs: 2 },
  { record: { value: json("hang") }, outputs: "dead" },
  { record: { value: json("rubbish") }, outputs: "dead" },
  { record: { value: json("poison") }, outputs: "dead" },
  { record: { value: Buffer.concat([Buffer.from("not json "), Buffer.alloc(1_000_000, "y")]) }, outputs: "dead" },
  { record: { value: json("pass") }, outputs: 2 },
];

let kafka: Kafka;
let engine: Engine;
let dataDirectory: string;

beforeAll(async () => {
  dataDirectory = await mkdtemp(join(tmpdir(), "sluiceway-bad-"));
  kafka = connectKafka({
    bootstrapServers: server.bootstrapServers.split(","),
    clientId: name,
    security: {},
    credentials: new Map(),
  });
  const topics = [input, output, retry1, retry2, dead, errors];
  await kafka.admin.createTopics(
    topics.map((topic) => ({ name: topic, partitions: 1, replicationFactor: 1, configs: {} })),
  );
});
afterAll(async () => {
  await engine.close();
  await kafka.close();
  await rm(dataDirectory, { recursive: true, force: true });
});

async function readAll(topic: TopicName): Promise<readonly FetchedRecord[]> {
  const client = kafka.client();
  const reader = client.reader();
  const [end] = await client.offsets.logOffsets([{ topic, partition: 0 }], { kind: "latest" });
  const found: FetchedRecord[] = [];
  for (let offset = 0n; end?.ok === true && offset < end.offset;) {
    const [batch] = await reader.fetch([{ topic, partition: 0, offset }], {
      maxWaitMs: 100,
      minBytes: 1,
      maxBytes: 2 ** 24,
      maxBytesPerPartition: 2 ** 24,
    });
    if (batch?.ok !== true) continue;
    found.push(...batch.records);
    offset = batch.nextOffset;
  }
  await reader.close();
  await client.close();
  return found;
}

const headersOf = ({ headers }: FetchedRecord): Record<string, string> =>
  Object.fromEntries(headers.map(({ key, value }) => [key.toString(), value.toString()]));

async function writeGiven(): Promise<void> {
  const client = kafka.client();
  const producer = client.producer({ compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 3 });
  for (const { record } of given) {
    const [sent] = await producer.send([
      {
        topic: input,
        partition: 0,
        key: undefined,
        value: undefined,
        headers: [],
        timestampMs: 1_700_000_000_000,
        ...record,
      },
    ]);
    if (sent?.ok !== true) throw sent?.error ?? new Error("nothing was sent");
  }
  await producer.close();
  await client.close();
}

function startEngine(): void {
  const bundle: Bundle = {
    formatVersion: 1,
    pipeline,
    principal: parsed(parsePrincipal("User:ANONYMOUS")),
    steps: [
      {
        name: parsed(parseStepName("work")),
        type: "PIPELINE",
        processor: { kind: "module", path: "work.mjs", digest: digestOf(module), config: {} },
        inputs: [{ topic: input, group, groupOwner: "pipeline", start: { kind: "earliest" } }],
        outputs: [{ name: "main", topic: output, partitioning: "key" }],
        errorTopic: errors,
        deadLetterTopic: dead,
        retry: {
          maxAttempts: 3,
          initialBackoffMs: 1,
          multiplier: 1,
          maxBackoffMs: 1,
          tiers: {
            order: "topic-with-key",
            topics: [
              { topic: retry1, delayMs: 100 },
              { topic: retry2, delayMs: 200 },
            ],
          },
        },
        timeoutMs: 300,
        producerProfile: "default",
        consumerProfile: "default",
      },
    ],
  };
  const bytes = Buffer.from(canonicalJson(bundle));
  const files = new Map<string, Uint8Array>([
    [digestOf(bytes), bytes],
    [digestOf(module), Buffer.from(module)],
  ]);
  engine = createEngine({
    kafka,
    readFile: async (digest) => files.get(digest) ?? Promise.reject(new Error(`no file ${digest}`)),
    modules: "allow",
    producerProfiles: {},
    consumerProfiles: {},
    clock: machineClock,
    engineId: "engine-1",
    label: "test",
    dataDirectory,
    logger: silent,
    // All of these failures are meant: the breaker has a test of its own.
    breakerLimits: { windowMs: 60_000, minAttempts: 1_000, ratio: 1, firstProbeMs: 100, maxProbeMs: 100 },
  });
  engine.acquired({
    slot: { pipeline, topic: input, partition: 0 },
    digest: digestOf(bytes),
    token: 1,
    guard: () => true,
  });
}

async function everythingCommitted(): Promise<void> {
  const client = kafka.client();
  await eventually(async () => {
    const topics = [input, retry1, retry2];
    const partitions = topics.map((topic) => ({ topic, partition: 0 }));
    const committed = await client.offsets.committed(group, partitions);
    const ends = await client.offsets.logOffsets(partitions, { kind: "latest" });
    const offsets = (list: readonly { readonly topic: TopicName; readonly offset?: bigint | undefined }[]) =>
      topics.map((topic) => list.find((entry) => entry.topic === topic)?.offset);
    expect(offsets(committed)).toEqual(offsets(ends.flatMap((end) => (end.ok ? [end] : []))));
    expect(offsets(committed)[0]).toBe(BigInt(given.length));
  }, 60_000);

  await client.close();
}

describe("bad records on a real broker, through retry topics", () => {
  test("each is in the outputs or among the dead letters, exactly once, and only then committed", async () => {
    await writeGiven();
    startEngine();
    await everythingCommitted();
    const written = (await readAll(output)).map((record) => headersOf(record)["sluiceway-id"] ?? "");
    const letters = await readAll(dead);
    const deadOffsets = letters.map((letter) => Number(headersOf(letter)["sluiceway-dlq-offset"]));
    for (const [offset, { outputs }] of given.entries()) {
      const ids = written.filter((id) => id.startsWith(`${input}/0/${offset}/`));
      expect({ offset, outputs: ids.length, dead: deadOffsets.filter((found) => found === offset).length }).toEqual({
        offset,
        outputs: outputs === "dead" ? 0 : outputs,
        dead: outputs === "dead" ? 1 : 0,
      });
    }
    expect(written).toHaveLength(given.reduce((sum, { outputs }) => sum + (outputs === "dead" ? 0 : outputs), 0));
    for (const letter of letters) {
      const original = given[Number(headersOf(letter)["sluiceway-dlq-offset"])]?.record;
      expect(letter.timestampMs).toBe(1_700_000_000_000);
      expect(letter.key).toEqual(original?.key);
      if (headersOf(letter)["sluiceway-dlq-pointer"] === undefined) expect(letter.value).toEqual(original?.value);
    }
    // The record of a megabyte and its error in headers are more than the topic takes.
    expect(
      letters.filter((letter) => headersOf(letter)["sluiceway-dlq-pointer"] !== undefined).length,
    ).toBeLessThanOrEqual(1);
  });
});
