import { decodeRecord, encodeRecord } from "./stored-json.ts";
import type { ClaimStore } from "./store.ts";
import { StoreError } from "./store.ts";

/** One record of the store: where it lies, and how it is read. */
export interface RecordFormat<T> {
  readonly key: string;
  readonly formatVersion: number;
  /** What there is before anything was written. */
  readonly empty: T;
  readonly encode: (value: T) => Readonly<Record<string, unknown>>;
  /** Undefined for what isn't in this format. */
  readonly decode: (record: Readonly<Record<string, unknown>>) => T | undefined;
}

/** Reads the record. Rejects with a `StoreError`, also where it can't be read. */
export async function readRecord<T>(store: ClaimStore, format: RecordFormat<T>): Promise<T> {
  return (await readVersioned(store, format)).value;
}

/** Changes the record by compare-and-set, which can be done twice; writes nothing where nothing changes. */
export async function changeRecord<T>(store: ClaimStore, format: RecordFormat<T>, next: (value: T) => T): Promise<T> {
  for (;;) {
    const { value, version } = await readVersioned(store, format);
    const changed = next(value);
    const bytesOf = (one: T): Uint8Array => encodeRecord(format.encode(one), format.formatVersion);
    const after = bytesOf(changed);
    if (Buffer.compare(bytesOf(value), after) === 0) return value;
    if ((await store.transact([{ kind: "set", key: format.key, value: after, version }])).ok) return changed;
  }
}

async function readVersioned<T>(
  store: ClaimStore,
  { key, formatVersion, empty, decode }: RecordFormat<T>,
): Promise<{ readonly value: T; readonly version: number }> {
  const stored = await store.get(key);
  if (stored === undefined) return { value: empty, version: 0 };
  const record = decodeRecord(stored.value, formatVersion);
  const value = record === undefined ? undefined : decode(record);
  if (value === undefined) throw new StoreError("other", `"${key}" is not in a format that this version reads`);
  return { value, version: stored.version };
}

/** Decodes every item of a list, or none where one can't be. */
export function decodeList<T>(
  value: unknown,
  decode: (item: Readonly<Record<string, unknown>>) => T | undefined,
): readonly T[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const found: T[] = [];
  for (const item of value as readonly unknown[]) {
    if (typeof item !== "object" || item === null) return undefined;
    const decoded = decode(item as Readonly<Record<string, unknown>>);
    if (decoded === undefined) return undefined;
    found.push(decoded);
  }
  return found;
}
