import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import { chunkText } from "./chunk-text.ts";
import type { Emission, Processor } from "./processor.ts";
import { decodeText } from "./text.ts";

export interface ChunkerConfig {
  readonly maxChars?: number;
  readonly overlapChars?: number;
}

const defaultMaxChars = 1_000;

/** The headers that say a piece's place: its index, how many there are, and where it begins in the text. */
const chunkHeaders = {
  index: "sluiceway-chunk-index",
  count: "sluiceway-chunk-count",
  start: "sluiceway-chunk-start",
} as const;

const ownHeaders: ReadonlySet<string> = new Set(Object.values(chunkHeaders));

function header(key: string, value: number): RecordHeader {
  return { key: Buffer.from(key), value: Buffer.from(String(value)) };
}

/** Splits texts into pieces; each keeps the record's key and headers. Tombstones pass through. */
export function createChunker(config: ChunkerConfig): Processor {
  const maxChars = config.maxChars ?? defaultMaxChars;
  const limits = { maxChars, overlapChars: config.overlapChars ?? 0 };
  if (limits.overlapChars >= maxChars)
    throw new Error(`overlapChars (${limits.overlapChars}) must be smaller than maxChars (${maxChars})`);
  return {
    process(record: FetchedRecord): readonly Emission[] {
      if (record.value === undefined) return [record];
      const text = decodeText(record.value);
      const inherited = record.headers.filter((found) => !ownHeaders.has(found.key.toString()));
      const chunks = chunkText(text, limits);
      return chunks.map(({ start, end }, index) => ({
        key: record.key,
        value: Buffer.from(text.slice(start, end)),
        headers: [
          ...inherited,
          header(chunkHeaders.index, index),
          header(chunkHeaders.count, chunks.length),
          header(chunkHeaders.start, start),
        ],
      }));
    },
  };
}
