import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ElementOutcome } from "../../kafka/errors.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { Kafka, ProducerProfile } from "../../kafka/kafka.ts";
import type { RecordProducer, RecordToSend } from "../../kafka/producer.ts";
import type { Clock } from "../../model/clock.ts";
import { formatDuration } from "../../model/duration.ts";
import type { TopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import { offsetsAt } from "../topics/topic-use.ts";
import type { ArchiveFolder } from "./archive-folder.ts";
import { decompressed } from "./compression.ts";
import type { ArchiveManifest } from "./manifest.ts";
import { recordsIn } from "./manifest.ts";
import { linesOf, recordOf } from "./record-line.ts";
import { verifyArchive } from "./verify-archive.ts";

export interface RestoreRequest {
  readonly folder: ArchiveFolder;
  /** Undefined: the topic that was archived. */
  readonly topic: TopicName | undefined;
  /** Verify the archive and look at the topic, and write nothing. */
  readonly isDryRun: boolean;
  /** Write behind what the topic holds already. */
  readonly mayAppend: boolean;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (phase: "verify" | "restore", done: number, total: number) => void;
}

export interface Restored {
  readonly topic: TopicName;
  readonly isCreated: boolean;
  readonly isDryRun: boolean;
  readonly records: number;
  readonly partitions: number;
}

interface Servers {
  readonly kafka: Kafka;
  readonly clock: Clock;
}

const profile: ProducerProfile = { compression: "lz4", batchBytes: 900_000, lingerMs: 0, retries: 10 };
const sentBytes = 4 * 1024 * 1024;

/**
 * Brings an archive's records back: keys, values, headers, times and partitions, in the order of each partition. Offsets
 * are new. Every checksum is verified before anything is written, and a topic that holds records is left alone unless it
 * may be appended to; one that is missing is created as it was. Rejects with a `KafkaError`, an error of the folder, or
 * the signal's reason.
 */
export async function restore(servers: Servers, request: RestoreRequest): Promise<Checked<Restored>> {
  const { folder, isDryRun, signal, onProgress } = request;
  const verified = await verifyArchive(folder, {
    signal,
    onProgress: (done, total) => onProgress?.("verify", done, total),
  });
  if (!verified.ok) return verified;
  const manifest = verified.value;
  const name = request.topic ?? manifest.topic;
  const { admin } = servers.kafka;
  const [existing] = await admin.describeTopics([name]);
  const problems = existing === undefined ? [] : await problemsWith(servers, request, { manifest, existing });
  if (problems.length > 0) return failed(...problems);
  const configs = existing?.configs ?? manifest.configs;
  const warnings = agedFindings(manifest, { name, configs, nowMs: servers.clock.wallMs() });
  const result = {
    topic: name,
    isCreated: existing === undefined,
    isDryRun,
    records: recordsIn(manifest),
    partitions: manifest.logs.length,
  };
  if (isDryRun) return { ok: true, value: result, warnings };
  if (existing === undefined) throwFirst(await admin.createTopics([creationOf(manifest, name)]));
  const target = existing ?? (await created(servers, name));
  const failure = await writeAll(servers, request, { manifest, target });
  if (failure !== undefined) return failed(failure);
  if (existing === undefined) await setLateConfigs(servers, manifest, name);
  return { ok: true, value: result, warnings };
}

async function created({ kafka: { admin }, clock }: Servers, name: TopicName): Promise<ObservedTopic> {
  for (let waits = 0; ; waits += 1) {
    const [found] = await admin.describeTopics([name]);
    if (found !== undefined) return found;
    if (waits === 50) throw new KafkaError("other", `the brokers don't show the topic ${name} that was created`);
    await clock.sleep(100);
  }
}

interface Target {
  readonly manifest: ArchiveManifest;
  readonly existing: ObservedTopic;
}

async function problemsWith(
  { kafka }: Servers,
  { mayAppend }: RestoreRequest,
  { manifest, existing }: Target,
): Promise<readonly Diagnostic[]> {
  const { name: topic, partitions, configs } = existing;
  const refusal = (reason: string): Diagnostic => diagnostic("SLW2044", { topic, reason });
  const found: Diagnostic[] = [];
  if (topic.startsWith("__")) found.push(refusal("it is Kafka's own"));
  if (partitions !== manifest.logs.length)
    found.push(refusal(`it has ${partitions} partitions, the archive ${manifest.logs.length}`));
  if (configs["message.timestamp.type"] === "LogAppendTime")
    found.push(refusal("its records get the time at which they are written (message.timestamp.type=LogAppendTime)"));
  const client = kafka.client();
  try {
    const [starts, ends] = [
      await offsetsAt(client.offsets, existing, { kind: "earliest" }),
      await offsetsAt(client.offsets, existing, { kind: "latest" }),
    ];
    const records = ends.reduce((sum, end, partition) => sum + end - (starts[partition] ?? end), 0n);
    if (records > 0n && !mayAppend) found.push(refusal(`it holds ${records} records`));
    return found;
  } finally {
    await client.close();
  }
}

/** What would drop or refuse old records while they are written is set afterwards. */
const lateKeys: ReadonlySet<string> = new Set([
  "cleanup.policy",
  "message.timestamp.after.max.ms",
  "message.timestamp.before.max.ms",
  "message.timestamp.type",
  "retention.bytes",
  "retention.ms",
]);
const meanwhile: Readonly<Record<string, string>> = { "retention.bytes": "-1", "retention.ms": "-1" };

function creationOf({ logs, replicationFactor, configs }: ArchiveManifest, name: TopicName) {
  const early = Object.entries(configs).flatMap(([key, value]): (readonly [string, string])[] => {
    const other = meanwhile[key];
    return lateKeys.has(key) ? (other === undefined ? [] : [[key, other]]) : [[key, value]];
  });
  return { name, partitions: logs.length, replicationFactor, configs: Object.fromEntries(early) };
}

async function setLateConfigs({ kafka }: Servers, { configs }: ArchiveManifest, topic: TopicName): Promise<void> {
  const late = Object.entries(configs).filter(([key]) => lateKeys.has(key));
  if (late.length > 0) throwFirst(await kafka.admin.alterTopicConfigs([{ topic, set: Object.fromEntries(late) }]));
}

function throwFirst(outcomes: readonly ElementOutcome<unknown>[]): void {
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}

/** Records that the topic's retention would drop again as soon as it looks at them. */
function agedFindings(
  { oldestMs }: ArchiveManifest,
  { name, configs, nowMs }: { name: TopicName; configs: Readonly<Record<string, string>>; nowMs: number },
): readonly Diagnostic[] {
  const keptMs = Number(configs["retention.ms"] ?? -1);
  if (oldestMs === undefined || keptMs < 0 || nowMs - oldestMs <= keptMs) return [];
  const [oldest, kept] = [new Date(oldestMs).toISOString(), formatDuration(keptMs)];
  return [diagnostic("SLW2045", { topic: name, oldest, kept })];
}

interface Writing {
  readonly manifest: ArchiveManifest;
  readonly target: ObservedTopic;
}

async function writeAll(
  { kafka }: Servers,
  request: RestoreRequest,
  { manifest, target }: Writing,
): Promise<Diagnostic | undefined> {
  const client = kafka.client();
  const producer = client.producer(profile);
  const total = recordsIn(manifest);
  let done = 0;
  try {
    const before = await offsetsAt(client.offsets, target, { kind: "latest" });
    for await (const batch of batches(manifest, request, target.name)) {
      request.signal?.throwIfAborted();
      await sendAll(producer, batch);
      done += batch.length;
      request.onProgress?.("restore", done, total);
    }
    const after = await offsetsAt(client.offsets, target, { kind: "latest" });
    const added = Number(after.reduce((sum, end, partition) => sum + end - (before[partition] ?? 0n), 0n));
    if (added === total) return undefined;
    const reason = `${added} records were added instead of ${total}: somebody else wrote, or an answer was lost`;
    return diagnostic("SLW2049", { topic: target.name, reason });
  } catch (error) {
    if (!(error instanceof KafkaError)) throw error;
    return diagnostic("SLW2049", {
      topic: target.name,
      reason: `${done} of ${total} records are there: ${error.message}`,
    });
  } finally {
    await producer.close();
    await client.close();
  }
}

async function sendAll(producer: RecordProducer, batch: readonly RecordToSend[]): Promise<void> {
  throwFirst(await producer.send(batch));
}

/** The records of all chunks, partition by partition, some megabytes at a time. */
async function* batches(
  { logs, compression }: ArchiveManifest,
  { folder }: RestoreRequest,
  topic: TopicName,
): AsyncGenerator<readonly RecordToSend[]> {
  for (const { partition, chunks } of logs) {
    let batch: RecordToSend[] = [];
    let bytes = 0;
    for (const { file } of chunks)
      for await (const line of linesOf(decompressed(folder.read(file), compression))) {
        const { key, value, headers, timestampMs } = recordOf(line);
        batch.push({ topic, partition, key, value, headers, timestampMs });
        bytes += line.length;
        if (bytes < sentBytes) continue;
        yield batch;
        batch = [];
        bytes = 0;
      }
    if (batch.length > 0) yield batch;
  }
}
