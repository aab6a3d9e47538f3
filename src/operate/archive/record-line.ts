import { isUtf8 } from "node:buffer";
import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";

/** Bytes in JSON: null for none, a text where they are UTF-8, else base64. */
type JsonBytes = string | null | { readonly base64: string };

const toJson = (bytes: Buffer | undefined): JsonBytes => {
  if (bytes === undefined) return null;
  return isUtf8(bytes) ? bytes.toString("utf8") : { base64: bytes.toString("base64") };
};

/** A record as one line of JSON, its end included. */
export function lineOf({ offset, timestampMs, key, value, headers }: FetchedRecord): string {
  const record = {
    offset: String(offset),
    timestamp: timestampMs,
    key: toJson(key),
    value: toJson(value),
    headers: headers.map((header) => [toJson(header.key), toJson(header.value)]),
  };
  return `${JSON.stringify(record)}\n`;
}

/** A record as it was before it became a line; what is no such line throws. */
export function recordOf(line: string): FetchedRecord {
  const value: unknown = JSON.parse(line);
  if (typeof value !== "object" || value === null) throw new Error("a line is no record");
  const { offset, timestamp, key, value: payload, headers } = value as Readonly<Record<string, unknown>>;
  if (typeof offset !== "string" || !/^\d+$/.test(offset)) throw new Error("a record has no offset");
  if (!Number.isSafeInteger(timestamp)) throw new Error("a record has no timestamp");
  if (!Array.isArray(headers)) throw new Error("a record has no headers");
  return {
    offset: BigInt(offset),
    timestampMs: timestamp as number,
    key: fromJson(key),
    value: fromJson(payload),
    headers: headers.map(headerOf),
  };
}

function fromJson(json: unknown): Buffer | undefined {
  if (json === null) return undefined;
  if (typeof json === "string") return Buffer.from(json, "utf8");
  const base64 =
    typeof json === "object" && json !== undefined ? (json as { readonly base64?: unknown }).base64 : undefined;
  if (typeof base64 !== "string") throw new Error("a field is neither text nor base64");
  return Buffer.from(base64, "base64");
}

const noBytes = Buffer.alloc(0);

function headerOf(pair: unknown): RecordHeader {
  if (!Array.isArray(pair) || pair.length !== 2) throw new Error("a header is no pair");
  const [key, value] = (pair as readonly unknown[]).map(fromJson);
  return { key: key ?? noBytes, value: value ?? noBytes };
}

/** The lines of a text that comes in pieces, without their ends. */
export async function* linesOf(source: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  let pieces: Buffer[] = [];
  for await (const part of source) {
    let start = 0;
    for (let end = part.indexOf(10); end !== -1; end = part.indexOf(10, start)) {
      pieces.push(Buffer.from(part.subarray(start, end)));
      yield Buffer.concat(pieces).toString("utf8");
      pieces = [];
      start = end + 1;
    }
    if (start < part.length) pieces.push(Buffer.from(part.subarray(start)));
  }
  if (pieces.length > 0) yield Buffer.concat(pieces).toString("utf8");
}
