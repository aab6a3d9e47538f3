import type { FetchedRecord } from "../../kafka/reader.ts";

/** False for a tombstone: a record whose value is null. */
export function hasValue(record: FetchedRecord): record is FetchedRecord & { readonly value: Buffer } {
  return record.value !== undefined;
}
