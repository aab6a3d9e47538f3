import type { FetchedRecord } from "../../kafka/reader.ts";

interface Batch {
  readonly records: readonly FetchedRecord[];
  /** Where the partition continues after the batch: not the last record's offset plus one where compaction left gaps. */
  nextOffset: bigint;
}

/** What one slot has fetched and not yet processed. */
export class RecordQueue {
  readonly #batches: Batch[] = [];
  #index = 0;
  #records = 0;
  #bytes = 0;
  #nextOffset = 0n;

  get records(): number {
    return this.#records;
  }

  /** Bytes of keys and values. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Where the partition continues after the record that `shift` gave last. */
  get nextOffset(): bigint {
    return this.#nextOffset;
  }

  /** Adds records; false when there are none and nothing to hang the gap on, which is then the caller's to note. */
  push(records: readonly FetchedRecord[], nextOffset: bigint): boolean {
    const last = this.#batches.at(-1);
    if (records.length === 0 && last !== undefined) {
      last.nextOffset = nextOffset;
      return true;
    }
    if (records.length === 0) return false;
    this.#batches.push({ records, nextOffset });
    this.#records += records.length;
    for (const record of records) this.#bytes += sizeOf(record);
    return true;
  }

  /** What `shift` would give. */
  peek(): FetchedRecord | undefined {
    return this.#batches[0]?.records[this.#index];
  }

  shift(): FetchedRecord | undefined {
    const batch = this.#batches[0];
    const record = batch?.records[this.#index];
    if (batch === undefined || record === undefined) return undefined;
    this.#index += 1;
    this.#records -= 1;
    this.#bytes -= sizeOf(record);
    const isLast = this.#index === batch.records.length;
    this.#nextOffset = isLast ? batch.nextOffset : record.offset + 1n;
    if (isLast) {
      this.#batches.shift();
      this.#index = 0;
    }
    return record;
  }

  clear(): void {
    this.#batches.length = 0;
    this.#index = 0;
    this.#records = 0;
    this.#bytes = 0;
  }
}

function sizeOf(record: FetchedRecord): number {
  return (record.key?.length ?? 0) + (record.value?.length ?? 0);
}
