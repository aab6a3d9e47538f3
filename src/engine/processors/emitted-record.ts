import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import { ProcessingError } from "../failures/processing-error.ts";
import type { Emission } from "./processor.ts";

const knownMembers: ReadonlySet<string> = new Set(["key", "value", "headers"]);

/**
 * What a module emitted, checked member by member: a module is not held to our types. Throws an `InvalidOutputError`
 * that says what is wrong, never what the bytes are.
 */
export function emissionOf(emitted: unknown, record: FetchedRecord, output: string | undefined): Emission {
  if (emitted === null || typeof emitted !== "object" || Array.isArray(emitted) || emitted instanceof Uint8Array)
    throw invalid(`an emitted record must be an object with key, value or headers, not ${describe(emitted)}`);
  for (const member of Object.keys(emitted))
    if (!knownMembers.has(member)) throw invalid(`an emitted record has no member "${member}"`);
  const { key, value, headers }: { key?: unknown; value?: unknown; headers?: unknown } = emitted;
  return {
    key: key === undefined ? record.key : bytesOf(key, "key"),
    value: value === undefined ? record.value : bytesOf(value, "value"),
    headers: headers === undefined ? record.headers : mergeHeaders(record.headers, headers),
    ...(output === undefined ? {} : { output }),
  };
}

function bytesOf(given: unknown, what: string): Buffer | undefined {
  if (given === null) return undefined;
  if (typeof given === "string") return Buffer.from(given);
  if (Buffer.isBuffer(given)) return given;
  if (given instanceof Uint8Array) return Buffer.from(given.buffer, given.byteOffset, given.byteLength);
  throw invalid(`the ${what} of an emitted record must be bytes, a string or null, not ${describe(given)}`);
}

function mergeHeaders(inherited: readonly RecordHeader[], changes: unknown): readonly RecordHeader[] {
  if (changes === null || typeof changes !== "object" || Array.isArray(changes))
    throw invalid(`the headers of an emitted record must be an object, not ${describe(changes)}`);
  const set = Object.entries(changes);
  const changed = new Set(set.map(([name]) => name));
  const kept = inherited.filter(({ key }) => !changed.has(key.toString("utf8")));
  return [
    ...kept,
    ...set.flatMap(([name, given]) => {
      const value = bytesOf(given, `header "${name}"`);
      return value === undefined ? [] : [{ key: Buffer.from(name), value }];
    }),
  ];
}

function invalid(message: string): ProcessingError {
  return new ProcessingError("InvalidOutputError", message);
}

function describe(value: unknown): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  return value instanceof Uint8Array ? "bytes" : `a ${typeof value}`;
}
