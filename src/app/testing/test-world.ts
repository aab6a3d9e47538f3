import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestCase } from "../../compile/tests/test-case.ts";
import { createEmbeddedKafka } from "../../embedded/kafka.ts";
import { machineClock } from "../../embedded/machine-clock.ts";
import type { Engine } from "../../engine/engine.ts";
import { createEngine } from "../../engine/engine.ts";
import type { EngineEvent } from "../../engine/events.ts";
import type { EngineLogger } from "../../engine/options.ts";
import type { KafkaClient } from "../../kafka/kafka.ts";
import type { Bundle, BundleFile, BundleStep, RetryTiers } from "../../model/bundle.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { Desired } from "../../model/desired.ts";
import { partitionOfKey } from "../../model/murmur2.ts";
import type { Digest, GroupId, TopicName } from "../../model/names.ts";
import { consumerGroupOf } from "../../model/names.ts";
import { digestOf } from "../digest.ts";
import { bytesOf, valueBytesOf } from "./payload.ts";
import type { FoundRecord } from "./record-text.ts";

/** One test's own broker and engine, and nothing else: what it does leaves no trace. */
export interface TestWorld {
  readonly bundles: readonly Bundle[];
  /** Everything in a topic: by partition, then in the order of writing. */
  read(topic: TopicName): Promise<readonly FoundRecord[]>;
  /** Whether every group has committed everything that it reads, so that nothing more can come of it. */
  isDrained(): Promise<boolean>;
  /** Why it can't or doesn't go on, where something says so. */
  trouble(): { readonly reason: string; readonly isFinal: boolean } | undefined;
  close(): Promise<void>;
}

const producerProfile = { compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 0 } as const;
const commitIntervalMs = 2;
const silent: EngineLogger = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
};

/**
 * Starts a test's pipelines on an embedded broker with the topics and ACLs that the configuration asks for, and writes
 * the given records. The engine is the real one; only waiting is cut short: back-off and the delays of tiers take a millisecond.
 */
export async function createTestWorld(test: TestCase, desired: Desired): Promise<TestWorld> {
  const kafka = createEmbeddedKafka();
  const dataDirectory = await mkdtemp(join(tmpdir(), "sluiceway-test-"));
  const client = kafka.client();
  const files = new Map<Digest, BundleFile>();
  const running = desired.pipelines.filter(({ name }) => test.pipelines.includes(name));
  const bundles = running.map(({ bundle }) =>
    impatient(JSON.parse(Buffer.from(bundle.bytes).toString("utf8")) as Bundle),
  );
  const written = bundles.map((bundle) => fileOf(bundle));
  for (const file of [...written, ...running.flatMap(({ modules }) => modules)]) files.set(file.digest, file);
  await kafka.admin.createTopics(
    desired.topics.map(({ name, configs }) => ({ name, partitions: test.partitions, replicationFactor: 1, configs })),
  );
  await kafka.admin.createAcls(desired.acls.map(({ binding }) => binding));
  await startGroups(client, bundles, test.partitions);
  await writeGiven(client, test);
  const events: EngineEvent[] = [];
  const engine = createEngine({
    kafka,
    readFile: (digest) => bytesUnder(files, digest),
    modules: "allow",
    producerProfiles: { default: producerProfile },
    consumerProfiles: {},
    clock: machineClock,
    engineId: "test",
    label: "test",
    dataDirectory,
    logger: silent,
    onEvent: (event) => events.push(event),
    commitIntervalMs,
  });
  const pipelines = Object.fromEntries(bundles.map(({ pipeline }, index) => [pipeline, written[index]?.digest]));
  const slots = await engine.wantedSlots({ formatVersion: 1, pipelines: pipelines as Record<string, Digest> });
  for (const [index, slot] of slots.entries()) engine.acquired({ ...slot, token: index + 1, guard: () => true });
  return {
    bundles,
    read: (topic) => readTopic(client, topic, test.partitions),
    isDrained: () => isDrained(client, bundles, test.partitions),
    trouble: () => finalTrouble(events) ?? currentTrouble(engine),
    async close() {
      await engine.close();
      await kafka.close();
      await rm(dataDirectory, { recursive: true, force: true });
    },
  };
}

/** The same bundle with as many attempts and tiers, but without the waiting between them. */
function impatient(bundle: Bundle): Bundle {
  const steps = bundle.steps.map((step): BundleStep => {
    const { tiers, ...inPlace } = step.retry;
    const retry = { ...inPlace, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 };
    return { ...step, retry: tiers === undefined ? retry : { ...retry, tiers: impatientTiers(tiers) } };
  });
  return { ...bundle, steps };
}

function impatientTiers(tiers: RetryTiers): RetryTiers {
  return tiers.order === "block"
    ? { ...tiers, delaysMs: tiers.delaysMs.map(() => 1) }
    : { ...tiers, topics: tiers.topics.map((tier) => ({ ...tier, delayMs: 1 })) };
}

function fileOf(bundle: Bundle): BundleFile {
  const bytes = Buffer.from(canonicalJson(bundle));
  return { digest: digestOf(bytes), bytes };
}

async function bytesUnder(files: ReadonlyMap<Digest, BundleFile>, digest: Digest): Promise<Uint8Array> {
  const file = files.get(digest);
  if (file === undefined) throw new Error(`the test has no file ${digest}`);
  return file.bytes;
}

const partitionsOf = (topic: TopicName, count: number) =>
  Array.from({ length: count }, (_, partition) => ({ topic, partition }));

/** Every topic that is read, with the group that reads it: inputs, and the tiers behind them. */
function inputsOf(bundles: readonly Bundle[]): readonly { readonly topic: TopicName; readonly group: GroupId }[] {
  return bundles.flatMap(({ pipeline, steps }) =>
    steps.flatMap(({ inputs, retry: { tiers } }) => {
      const topics = tiers === undefined || tiers.order === "block" ? [] : tiers.topics;
      return [...inputs, ...topics.map(({ topic }) => ({ topic, group: consumerGroupOf(pipeline) }))];
    }),
  );
}

/** Every group begins before the given records, whatever `start` says, and operators' groups have begun too. */
async function startGroups(client: KafkaClient, bundles: readonly Bundle[], count: number): Promise<void> {
  for (const { topic, group } of inputsOf(bundles))
    await client.offsets.commit(
      group,
      partitionsOf(topic, count).map((place) => ({ ...place, offset: 0n, metadata: "" })),
    );
}

async function writeGiven(client: KafkaClient, { given, partitions }: TestCase): Promise<void> {
  const producer = client.producer(producerProfile);
  const records = given.flatMap(({ topic, records: inTopic }) =>
    inTopic.map(({ key: keyValue, headers = {}, timestamp, partition, ...payload }) => {
      const key = bytesOf(keyValue);
      return {
        topic,
        partition: partition ?? (key === undefined ? 0 : partitionOfKey(key, partitions)),
        key,
        value: valueBytesOf(payload),
        headers: Object.entries(headers).map(([name, value]) => ({
          key: Buffer.from(name),
          value: Buffer.from(value),
        })),
        ...(timestamp === undefined ? {} : { timestampMs: Date.parse(timestamp) }),
      };
    }),
  );
  const failed = (await producer.send(records)).find((outcome) => !outcome.ok);
  await producer.close();
  if (failed?.ok === false) throw failed.error;
}

const everything = { maxWaitMs: 0, minBytes: 0, maxBytes: 2 ** 31, maxBytesPerPartition: 2 ** 31 };

async function readTopic(client: KafkaClient, topic: TopicName, count: number): Promise<readonly FoundRecord[]> {
  const reader = client.reader();
  const partitions = partitionsOf(topic, count).map((place) => ({ ...place, offset: 0n }));
  const batches = await reader.fetch(partitions, everything);
  await reader.close();
  return batches.flatMap((batch) =>
    batch.ok ? batch.records.map((record) => ({ ...record, partition: batch.partition })) : [],
  );
}

/** Commits are read before ends: what a committed record caused is written by then, and so before its end is read. */
async function isDrained(client: KafkaClient, bundles: readonly Bundle[], count: number): Promise<boolean> {
  const inputs = inputsOf(bundles);
  const committed = await Promise.all(
    inputs.map(({ group, topic }) => client.offsets.committed(group, partitionsOf(topic, count))),
  );
  const ends = await client.offsets.logOffsets(
    inputs.flatMap(({ topic }) => partitionsOf(topic, count)),
    { kind: "latest" },
  );
  return committed.flat().every(({ offset }, index) => {
    const end = ends[index];
    return end?.ok === true && offset === end.offset;
  });
}

/** What will never become better by waiting. */
function finalTrouble(events: readonly EngineEvent[]): ReturnType<TestWorld["trouble"]> {
  for (const event of events)
    if (event.kind === "slot-refused" || event.kind === "pipeline-unavailable")
      return { reason: event.message, isFinal: true };
  return undefined;
}

function currentTrouble(engine: Engine): ReturnType<TestWorld["trouble"]> {
  for (const { step, waiting } of engine.stats().slots)
    for (const { message } of waiting) return { reason: `step ${step ?? "?"}: ${message}`, isFinal: false };
  return undefined;
}
