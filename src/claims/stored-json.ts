import { canonicalJson } from "../model/canonical-json.ts";

/** A record as it is stored: every one names the version of its format, so that old and new engines work side by side. */
export function encodeRecord(record: Readonly<Record<string, unknown>>, formatVersion: number): Uint8Array {
  return new TextEncoder().encode(canonicalJson({ ...record, formatVersion }));
}

/** The members of a stored record, or `undefined` if it is no JSON object or of another format. */
export function decodeRecord(value: Uint8Array, formatVersion: number): Readonly<Record<string, unknown>> | undefined {
  let decoded: unknown;
  try {
    decoded = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(value));
  } catch {
    return undefined;
  }
  if (typeof decoded !== "object" || decoded === null || Array.isArray(decoded)) return undefined;
  const record = decoded as Readonly<Record<string, unknown>>;
  return record["formatVersion"] === formatVersion ? record : undefined;
}

export const isText = (value: unknown): value is string => typeof value === "string";
/** Tokens and partitions. */
export const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** Times and durations in milliseconds. */
export const isMs = (value: unknown): value is number =>
  typeof value === "number" && Number.isFinite(value) && value >= 0;
export function isOneOf<T extends string>(value: unknown, allowed: readonly T[]): value is T {
  return isText(value) && (allowed as readonly string[]).includes(value);
}
