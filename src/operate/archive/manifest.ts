import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import type { Compression } from "./compression.ts";
import { compressions } from "./compression.ts";

export const manifestFile = "manifest.json";
/** The manifest while an archive is being written: what is done so far. */
export const partialFile = "manifest.partial.json";
/** As `sha256sum` writes it, so that `sha256sum --check SHA256SUMS` verifies an archive. */
export const sumsFile = "SHA256SUMS";
const formatVersion = 1;

/** One file of records. */
export interface Chunk {
  readonly file: string;
  /** The offset that it was read from, and the one that the next begins at: compaction leaves gaps between. */
  readonly firstOffset: bigint;
  readonly nextOffset: bigint;
  readonly records: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** One partition's part of an archive. */
export interface ArchivedLog {
  readonly partition: number;
  readonly startOffset: bigint;
  /** Behind the last record, fixed when the archive was begun. */
  readonly endOffset: bigint;
  readonly chunks: readonly Chunk[];
}

/** What an archive says about itself. */
export interface ArchiveManifest {
  readonly topic: TopicName;
  readonly topicId: string;
  readonly clusterId: string;
  /** In ISO 8601. */
  readonly begun: string;
  readonly compression: Compression;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
  /** The earliest time of a record; undefined where there is none. */
  readonly oldestMs: number | undefined;
  /** One a partition, in their order. */
  readonly logs: readonly ArchivedLog[];
}

export const recordsIn = ({ logs }: ArchiveManifest): number =>
  logs.reduce((sum, { chunks }) => sum + chunks.reduce((inner, { records }) => inner + records, 0), 0);

export const chunksOf = ({ logs }: ArchiveManifest): readonly Chunk[] => logs.flatMap(({ chunks }) => chunks);

export function manifestText({ logs, ...manifest }: ArchiveManifest): string {
  const document = {
    format: "sluiceway-archive",
    formatVersion,
    ...manifest,
    partitions: logs.length,
    records: recordsIn({ ...manifest, logs }),
    logs: logs.map(({ startOffset, endOffset, chunks, ...log }) => ({
      ...log,
      startOffset: String(startOffset),
      endOffset: String(endOffset),
      chunks: chunks.map(({ firstOffset, nextOffset, ...chunk }) => ({
        ...chunk,
        firstOffset: String(firstOffset),
        nextOffset: String(nextOffset),
      })),
    })),
  };
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

type Fields = Readonly<Record<string, unknown>>;

/** Reads a manifest; undefined for a text that isn't one of this version. What it names can't lie outside the archive. */
export function parseManifest(text: string): ArchiveManifest | undefined {
  try {
    return manifestOf(JSON.parse(text));
  } catch {
    return undefined;
  }
}

function manifestOf(value: unknown): ArchiveManifest {
  const fields = fieldsOf(value);
  need(fields["format"] === "sluiceway-archive" && fields["formatVersion"] === formatVersion);
  const topic = parseTopicName(textOf(fields["topic"]));
  const compression = compressions.find((one) => one === fields["compression"]);
  const { oldestMs } = fields;
  if (!topic.ok || compression === undefined) throw new Error("no topic");
  return {
    topic: topic.value,
    topicId: textOf(fields["topicId"]),
    clusterId: textOf(fields["clusterId"]),
    begun: textOf(fields["begun"]),
    compression,
    replicationFactor: countOf(fields["replicationFactor"]),
    configs: Object.fromEntries(Object.entries(fieldsOf(fields["configs"])).map(([key, one]) => [key, textOf(one)])),
    oldestMs: oldestMs === undefined ? undefined : Number(oldestMs),
    logs: listOf(fields["logs"]).map(logOf),
  };
}

function logOf(value: unknown, index: number): ArchivedLog {
  const fields = fieldsOf(value);
  need(fields["partition"] === index);
  return {
    partition: index,
    startOffset: offsetOf(fields["startOffset"]),
    endOffset: offsetOf(fields["endOffset"]),
    chunks: listOf(fields["chunks"]).map((chunk) => chunkOf(chunk, index)),
  };
}

function chunkOf(value: unknown, partition: number): Chunk {
  const fields = fieldsOf(value);
  const file = textOf(fields["file"]);
  need(new RegExp(`^partition-${partition}/\\d{20}\\.jsonl(?:\\.gz|\\.zst)?$`).test(file));
  return {
    file,
    firstOffset: offsetOf(fields["firstOffset"]),
    nextOffset: offsetOf(fields["nextOffset"]),
    records: countOf(fields["records"]),
    bytes: countOf(fields["bytes"]),
    sha256: textOf(fields["sha256"]),
  };
}

function need(holds: boolean): void {
  if (!holds) throw new Error("no manifest");
}

function fieldsOf(value: unknown): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Error("no object");
  return value as Fields;
}

function listOf(value: unknown): readonly unknown[] {
  if (!Array.isArray(value)) throw new Error("no list");
  return value as readonly unknown[];
}

function textOf(value: unknown): string {
  if (typeof value !== "string") throw new Error("no text");
  return value;
}

function countOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw new Error("no number");
  return value as number;
}

function offsetOf(value: unknown): bigint {
  const text = textOf(value);
  need(/^\d+$/.test(text));
  return BigInt(text);
}
