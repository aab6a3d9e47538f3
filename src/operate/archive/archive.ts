import { createHash } from "node:crypto";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { Kafka } from "../../kafka/kafka.ts";
import type { PartitionReader } from "../../kafka/reader.ts";
import type { Clock } from "../../model/clock.ts";
import type { TopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import { offsetsAt } from "../topics/topic-use.ts";
import type { ArchiveFolder } from "./archive-folder.ts";
import { readText, writeText } from "./archive-folder.ts";
import type { Compression } from "./compression.ts";
import { compressed, isAvailable, suffixes } from "./compression.ts";
import type { ArchivedLog, ArchiveManifest, Chunk } from "./manifest.ts";
import { chunksOf, manifestFile, manifestText, parseManifest, partialFile, sumsFile } from "./manifest.ts";
import type { Page } from "./read-pages.ts";
import { readPages } from "./read-pages.ts";
import { lineOf } from "./record-line.ts";

export interface ArchiveRequest {
  readonly topic: TopicName;
  readonly folder: ArchiveFolder;
  readonly compression: Compression;
  /** After about so many bytes of lines a new file is begun. */
  readonly chunkBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Called with how many offsets are behind, of all. */
  readonly onProgress?: (done: number, total: number) => void;
}

export interface Archived {
  readonly manifest: ArchiveManifest;
  /** Whether an archive that had been broken off was gone on with. */
  readonly isResumed: boolean;
}

interface Servers {
  readonly kafka: Kafka;
  readonly clock: Clock;
}

/**
 * Writes what a topic holds now into an archive: one partition after the other, in files of bounded size, so that no more
 * than some pages are in memory. What is written later isn't in it. After each file the partial manifest is written, from
 * which a call that was broken off is gone on with. Rejects with a `KafkaError`, an error of the folder, or the signal's
 * reason.
 */
export async function archive(servers: Servers, request: ArchiveRequest): Promise<Checked<Archived>> {
  const { kafka } = servers;
  const { folder, topic, compression } = request;
  if (!isAvailable(compression)) return failed(diagnostic("SLW2048", { compression }));
  const [found] = await kafka.admin.describeTopics([topic]);
  if (found === undefined) return failed(diagnostic("SLW2047", { topic }));
  const files = await folder.list();
  const partial = await readText(folder, partialFile);
  if (files.includes(manifestFile)) return failed(diagnostic("SLW2042", { reason: "it holds an archive already" }));
  if (partial === undefined && files.length > 0)
    return failed(diagnostic("SLW2042", { reason: "it holds other files" }));
  const begun = partial === undefined ? await begin(servers, request, found) : await resume(servers, request, partial);
  if (!begun.ok) return begun;
  try {
    const manifest = await writeLogs(servers, request, begun.value);
    await finish(folder, manifest);
    return { ok: true, value: { manifest, isResumed: partial !== undefined }, warnings: [] };
  } catch (error) {
    if (!(error instanceof KafkaError) || error.kind !== "offset-out-of-range") throw error;
    return failed(diagnostic("SLW2046", { topic, reason: "records were dropped before they were read" }));
  }
}

async function begin(
  { kafka, clock }: Servers,
  { folder, compression }: ArchiveRequest,
  found: ObservedTopic,
): Promise<Checked<ArchiveManifest>> {
  const client = kafka.client();
  try {
    const [starts, ends, { clusterId }] = await Promise.all([
      offsetsAt(client.offsets, found, { kind: "earliest" }),
      offsetsAt(client.offsets, found, { kind: "latest" }),
      kafka.admin.describeCluster(),
    ]);
    const manifest: ArchiveManifest = {
      topic: found.name,
      topicId: found.id,
      clusterId,
      begun: new Date(clock.wallMs()).toISOString(),
      compression,
      replicationFactor: found.replicationFactor,
      configs: found.configs,
      oldestMs: undefined,
      logs: starts.map((startOffset, partition) => {
        return { partition, startOffset, endOffset: ends[partition] ?? startOffset, chunks: [] };
      }),
    };
    await writeText(folder, partialFile, manifestText(manifest));
    return { ok: true, value: manifest, warnings: [] };
  } finally {
    await client.close();
  }
}

/** Only the same topic of the same cluster can be gone on with, and only while nothing in between has been dropped. */
async function resume(
  { kafka }: Servers,
  { topic, compression }: ArchiveRequest,
  partial: string,
): Promise<Checked<ArchiveManifest>> {
  const refuse = (reason: string): Checked<ArchiveManifest> => failed(diagnostic("SLW2042", { reason }));
  const manifest = parseManifest(partial);
  if (manifest === undefined) return refuse(`its ${partialFile} can't be read`);
  const [[found], { clusterId }] = await Promise.all([
    kafka.admin.describeTopics([topic]),
    kafka.admin.describeCluster(),
  ]);
  if (found === undefined || found.id !== manifest.topicId || clusterId !== manifest.clusterId)
    return refuse(`an archive of ${manifest.topic} (${manifest.topicId}) was begun there`);
  if (compression !== manifest.compression) return refuse(`an archive was begun there with ${manifest.compression}`);
  const client = kafka.client();
  try {
    const starts = await offsetsAt(client.offsets, found, { kind: "earliest" });
    const isDropped = manifest.logs.some((log) => {
      const position = positionOf(log);
      return position < log.endOffset && (starts[log.partition] ?? 0n) > position;
    });
    return isDropped
      ? failed(diagnostic("SLW2046", { topic, reason: "records were dropped since it was broken off" }))
      : { ok: true, value: manifest, warnings: [] };
  } finally {
    await client.close();
  }
}

const positionOf = ({ chunks, startOffset }: ArchivedLog): bigint => chunks.at(-1)?.nextOffset ?? startOffset;

async function writeLogs(
  { kafka, clock }: Servers,
  request: ArchiveRequest,
  begun: ArchiveManifest,
): Promise<ArchiveManifest> {
  const client = kafka.client();
  const reader = client.reader();
  const total = Number(begun.logs.reduce((sum, { startOffset, endOffset }) => sum + endOffset - startOffset, 0n));
  let manifest = begun;
  const report = (offsets: bigint): void => request.onProgress?.(Number(offsets), total);
  try {
    for (const { partition } of begun.logs) {
      const behind = doneBefore(manifest, partition);
      for await (const written of writeLog({ reader, clock, report, behind }, request, { manifest, partition })) {
        manifest = written;
        await writeText(request.folder, partialFile, manifestText(manifest));
      }
    }
    report(doneBefore(manifest, manifest.logs.length));
    return manifest;
  } finally {
    await reader.close();
    await client.close();
  }
}

/** How many offsets the partitions before this one take. */
const doneBefore = ({ logs }: ArchiveManifest, partition: number): bigint =>
  logs.slice(0, partition).reduce((sum, { startOffset, endOffset }) => sum + endOffset - startOffset, 0n);

interface LogSource {
  readonly reader: PartitionReader;
  readonly clock: Clock;
  readonly report: (offsets: bigint) => void;
  readonly behind: bigint;
}

/** Writes the rest of a partition, a file at a time; gives the manifest with each. */
async function* writeLog(
  { reader, clock, report, behind }: LogSource,
  request: ArchiveRequest,
  { manifest, partition }: { readonly manifest: ArchiveManifest; readonly partition: number },
): AsyncGenerator<ArchiveManifest> {
  const log = manifest.logs[partition];
  if (log === undefined) return;
  const { topic, folder, compression, chunkBytes, signal } = request;
  const pages = readPages(reader, { topic, partition, offset: positionOf(log), end: log.endOffset, clock, signal });
  let current = manifest;
  for (let page = await pages.next(); page.done !== true;) {
    const firstOffset = positionOf(current.logs[partition] ?? log);
    const file = `partition-${partition}/${String(firstOffset).padStart(20, "0")}.jsonl${suffixes[compression]}`;
    const chunk = { nextOffset: firstOffset, records: 0, oldestMs: current.oldestMs };
    const lines = async function* (): AsyncGenerator<Uint8Array> {
      for (let bytes = 0; page.done !== true && bytes < chunkBytes; page = await pages.next()) {
        const { records, nextOffset }: Page = page.value;
        const text = Buffer.from(records.map(lineOf).join(""));
        for (const { timestampMs } of records) chunk.oldestMs = Math.min(chunk.oldestMs ?? timestampMs, timestampMs);
        chunk.nextOffset = nextOffset;
        chunk.records += records.length;
        bytes += text.length;
        report(behind + nextOffset - log.startOffset);
        if (text.length > 0) yield text;
      }
    };
    const written = await folder.write(file, compressed(lines(), compression));
    const { oldestMs, ...rest } = chunk;
    current = withChunk({ ...current, oldestMs }, partition, { file, firstOffset, ...rest, ...written });
    yield current;
  }
}

function withChunk(manifest: ArchiveManifest, partition: number, chunk: Chunk): ArchiveManifest {
  const logs = manifest.logs.map((log) =>
    log.partition === partition ? { ...log, chunks: [...log.chunks, chunk] } : log,
  );
  return { ...manifest, logs };
}

/** The checksums first, so that an archive with a manifest is whole. */
async function finish(folder: ArchiveFolder, manifest: ArchiveManifest): Promise<void> {
  const text = manifestText(manifest);
  const sha256 = createHash("sha256").update(text).digest("hex");
  const lines = [...chunksOf(manifest), { sha256, file: manifestFile }].map((one) => `${one.sha256}  ${one.file}\n`);
  await writeText(folder, sumsFile, lines.join(""));
  await writeText(folder, manifestFile, text);
  await folder.remove(partialFile);
}
