import { createHash } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { HeldSlot } from "../../src/claims/slot-owner.ts";
import type { EmbeddedKafka } from "../../src/embedded/kafka.ts";
import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { createEngine } from "../../src/engine/engine.ts";
import type { EngineEvent } from "../../src/engine/events.ts";
import type { EngineOptions } from "../../src/engine/options.ts";
import { KafkaError } from "../../src/kafka/errors.ts";
import type { RecordToSend } from "../../src/kafka/producer.ts";
import type { FetchedRecord } from "../../src/kafka/reader.ts";
import type { Bundle, BundleInput, BundleProcessor, BundleStep } from "../../src/model/bundle.ts";
import { canonicalJson } from "../../src/model/canonical-json.ts";
import type { Digest, TopicName } from "../../src/model/names.ts";
import {
  consumerGroupOf,
  parsed,
  parseDigest,
  parsePipelineName,
  parsePrincipal,
  parseStepName,
  parseTopicName,
} from "../../src/model/names.ts";
import { builtModuleProgram } from "../support/module-program.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";

const pipeline = parsed(parsePipelineName("search"));
const principal = parsed(parsePrincipal("User:search"));
export const group = consumerGroupOf(pipeline);
export const topicOf = (text: string): TopicName => parsed(parseTopicName(text));

export const input = topicOf("in");
export const output = topicOf("out");
export const deadLetters = topicOf("dead");
export const errors = topicOf("errors");

const moduleProgram = builtModuleProgram();
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };
export const producerProfile = { compression: "none", batchBytes: 16_384, lingerMs: 0, retries: 0 } as const;

export interface StepChanges extends Partial<Omit<BundleStep, "inputs">> {
  readonly input?: Partial<BundleInput>;
}

/** One step from topic `in` to topic `out`, with what a test changes. */
export function stepOf(processor: BundleProcessor, { input: inputChanges, ...changes }: StepChanges = {}): BundleStep {
  return {
    name: parsed(parseStepName("work")),
    type: "PIPELINE",
    processor,
    inputs: [{ topic: input, group, groupOwner: "pipeline", start: { kind: "earliest" }, ...inputChanges }],
    outputs: [{ name: "main", topic: output, partitioning: "key" }],
    errorTopic: errors,
    deadLetterTopic: deadLetters,
    retry: { maxAttempts: 3, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 },
    timeoutMs: 5_000,
    producerProfile: "default",
    consumerProfile: "default",
    ...changes,
  };
}

export const passthrough: BundleProcessor = { kind: "builtin", name: "passthrough", config: {} };

/** A record to write, with defaults. */
export type Given = Partial<Omit<RecordToSend, "key" | "value">> & {
  readonly key?: string | undefined;
  readonly value?: string | Buffer | undefined;
};

/** An embedded broker, a store of bundles, and engines over them. */
export class EngineWorld {
  readonly kafka: EmbeddedKafka;
  readonly files = new Map<Digest, Uint8Array>();
  readonly events: EngineEvent[] = [];
  readonly dataDirectory: string;
  readonly engines: Engine[] = [];
  #token = 0;

  private constructor(kafka: EmbeddedKafka, dataDirectory: string) {
    this.kafka = kafka;
    this.dataDirectory = dataDirectory;
  }

  static async create(
    options: { readonly authorizer?: boolean; readonly partitions?: number } = {},
  ): Promise<EngineWorld> {
    const kafka = createEmbeddedKafka({ authorizer: options.authorizer ?? false });
    const world = new EngineWorld(kafka, await mkdtemp(join(tmpdir(), "sluiceway-engine-")));
    for (const topic of [input, output, deadLetters, errors]) await world.createTopic(topic, options.partitions ?? 1);
    return world;
  }

  async createTopic(
    name: TopicName,
    partitions: number,
    configs: Readonly<Record<string, string>> = {},
  ): Promise<void> {
    await this.kafka.admin.createTopics([{ name, partitions, replicationFactor: 1, configs }]);
  }

  /** Puts bytes under their digest. */
  file(content: string | Uint8Array): Digest {
    const digest = parsed(parseDigest(`sha256:${createHash("sha256").update(content).digest("hex")}`));
    this.files.set(digest, Buffer.from(content));
    return digest;
  }

  bundle(...steps: readonly BundleStep[]): Digest {
    const bundle: Bundle = { formatVersion: 1, pipeline, principal, steps };
    return this.file(canonicalJson(bundle));
  }

  bundleThatNeeds(needs: readonly string[], ...steps: readonly BundleStep[]): Digest {
    return this.file(canonicalJson({ formatVersion: 1, pipeline, principal, steps, needs }));
  }

  module(source: string, config: unknown = {}): BundleProcessor {
    return { kind: "module", path: "modules/test.mjs", digest: this.file(source), config };
  }

  engine(changes: Partial<EngineOptions> = {}): Engine {
    const engine = createEngine({
      kafka: this.kafka,
      readFile: async (digest) => {
        const bytes = this.files.get(digest);
        if (bytes === undefined) throw new Error(`no file ${digest}`);
        return bytes;
      },
      modules: "allow",
      producerProfiles: { default: producerProfile },
      consumerProfiles: { default: { offsetReset: "earliest", maxPollRecords: 100 } },
      clock: machineClock,
      engineId: "engine-1",
      label: "test",
      dataDirectory: this.dataDirectory,
      logger: silent,
      onEvent: (event) => this.events.push(event),
      commitIntervalMs: 20,
      moduleProgram,
      random: () => 0.1,
      ...changes,
    });
    this.engines.push(engine);
    return engine;
  }

  /** A claim of one partition; `guard.holds = false` is what a lapsed lease looks like. */
  hold(digest: Digest, partition = 0, topic = input): HeldSlot & { readonly guarded: { holds: boolean } } {
    const guarded = { holds: true };
    this.#token += 1;
    return { slot: { pipeline, topic, partition }, digest, token: this.#token, guard: () => guarded.holds, guarded };
  }

  /** Writes records as the cluster's administrator. */
  async write(topic: TopicName, records: readonly Given[]): Promise<void> {
    const client = this.kafka.client();
    const producer = client.producer(producerProfile);
    const bytes = (given: string | Buffer | undefined) => (typeof given === "string" ? Buffer.from(given) : given);
    const outcomes = await producer.send(
      records.map((record) => ({
        topic,
        partition: 0,
        headers: [],
        timestampMs: 1_000,
        ...record,
        key: bytes(record.key),
        value: bytes(record.value),
      })),
    );
    const failed = outcomes.find((outcome) => !outcome.ok);
    if (failed?.ok === false) throw failed.error;
    await client.close();
  }

  /** Everything in a topic, partition by partition. */
  async read(topic: TopicName): Promise<readonly (FetchedRecord & { readonly partition: number })[]> {
    const client = this.kafka.client();
    const reader = client.reader();
    const count = (await reader.partitionCounts([topic])).get(topic) ?? 0;
    const partitions = Array.from({ length: count }, (_, partition) => ({ topic, partition }));
    const starts = await client.offsets.logOffsets(partitions, { kind: "earliest" });
    const batches = await reader.fetch(
      starts.map((start) => ({ topic, partition: start.partition, offset: start.ok ? start.offset : 0n })),
      { maxWaitMs: 0, minBytes: 0, maxBytes: 2 ** 31, maxBytesPerPartition: 2 ** 31 },
    );
    await client.close();
    return batches.flatMap((batch) =>
      batch.ok ? batch.records.map((record) => ({ ...record, partition: batch.partition })) : [],
    );
  }

  async values(topic: TopicName): Promise<readonly (string | undefined)[]> {
    return (await this.read(topic)).map((record) => record.value?.toString());
  }

  async committed(
    partition = 0,
    topic = input,
  ): Promise<{ readonly offset: bigint | undefined; readonly metadata: string }> {
    const client = this.kafka.client();
    const [found] = await client.offsets.committed(group, [{ topic, partition }]);
    await client.close();
    return { offset: found?.offset, metadata: found?.metadata ?? "" };
  }

  /** Lets the next `count` calls of an operation fail. */
  fail(operation: Parameters<EmbeddedKafka["control"]["failNext"]>[0], count: number): void {
    for (let index = 0; index < count; index += 1)
      this.kafka.control.failNext(operation, new KafkaError("unreachable", `the broker is away (${operation})`));
  }

  eventsOf<K extends EngineEvent["kind"]>(kind: K): readonly Extract<EngineEvent, { readonly kind: K }>[] {
    return this.events.filter((event): event is Extract<EngineEvent, { readonly kind: K }> => event.kind === kind);
  }

  async close(): Promise<void> {
    await Promise.all(this.engines.map((engine) => engine.close()));
    await this.kafka.close();
    await rm(this.dataDirectory, { recursive: true, force: true });
  }
}

/** A record's headers as text, for comparison. */
export function headersOf(record: FetchedRecord): Readonly<Record<string, string>> {
  return Object.fromEntries(record.headers.map(({ key, value }) => [key.toString(), value.toString()]));
}
