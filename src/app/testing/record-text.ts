import { stringify } from "yaml";
import type { FetchedRecord } from "../../kafka/reader.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { TestRecord } from "../../model/generated/test.ts";
import { jsonOf, textOf } from "./payload.ts";

/** A record of a topic, with the partition that it lies in. */
export type FoundRecord = FetchedRecord & { readonly partition: number };

/** The record as a test would write it down, with no more than the fields (and headers) of the records in `like`. */
export function asWritten(found: FoundRecord, like: readonly TestRecord[]): TestRecord {
  const declares = (key: keyof TestRecord): boolean => like.some((record) => record[key] !== undefined);
  const isText = like.every(({ value }) => value === undefined || typeof value === "string");
  const names = [...new Set(like.flatMap(({ headers = {} }) => Object.keys(headers)))];
  const isAll = like.length === 0;
  return {
    ...(isAll || declares("key") ? { key: keyOf(found.key, like) } : {}),
    ...(isAll || declares("value") || declares("valueBase64") ? valueOf(found.value, isText) : {}),
    ...(declares("headers") ? { headers: headersOf(found, names) } : {}),
    ...(declares("timestamp") ? { timestamp: new Date(found.timestampMs).toISOString() } : {}),
    ...(declares("partition") ? { partition: found.partition } : {}),
  };
}

function keyOf(bytes: Buffer | undefined, like: readonly TestRecord[]): unknown {
  if (bytes === undefined) return null;
  const isJson = like.some(({ key }) => typeof key === "object" || typeof key === "number");
  return (isJson ? jsonOf(bytes)?.value : undefined) ?? textOf(bytes) ?? `0x${bytes.toString("hex")}`;
}

function valueOf(bytes: Buffer | undefined, isText: boolean): TestRecord {
  if (bytes === undefined) return { value: null };
  const json = isText ? undefined : jsonOf(bytes);
  if (json !== undefined) return json;
  const text = textOf(bytes);
  return text === undefined ? { valueBase64: bytes.toString("base64") } : { value: text };
}

/** The named headers that the record has; of several with one name, the last. */
function headersOf({ headers }: FoundRecord, names: readonly string[]): Record<string, string> {
  const all = new Map(headers.map(({ key, value }) => [key.toString(), value.toString()]));
  return Object.fromEntries(names.flatMap((name) => (all.has(name) ? [[name, all.get(name) ?? ""]] : [])));
}

/** The record as an item of a YAML list, its fields in one order and the members of JSON sorted, so that lines compare. */
export function recordText({ key, value, valueBase64, headers, timestamp, partition }: TestRecord): string {
  const fields = { key, value, valueBase64, headers, timestamp, partition };
  const declared = Object.entries(fields).filter(([, field]) => field !== undefined);
  const sorted = JSON.parse(canonicalJson(Object.fromEntries(declared))) as Readonly<Record<string, unknown>>;
  return stringify([Object.fromEntries(declared.map(([name]) => [name, sorted[name]]))], { lineWidth: 0 });
}
