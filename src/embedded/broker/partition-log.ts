import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { LogPosition } from "../../model/start-position.ts";

/** A record before it has an offset. */
export type NewRecord = Omit<FetchedRecord, "offset">;

/** What a read of one partition gave; `sizeBytes` is what it takes of the fetch's limits. */
export interface LogRead {
  readonly records: readonly FetchedRecord[];
  readonly nextOffset: bigint;
  readonly sizeBytes: number;
}

const batchOverheadBytes = 61;
const recordOverheadBytes = 7;
const headerOverheadBytes = 2;

/** About what a record takes in a batch of the message format v2; exact enough for limits, not for accounting. */
function recordSizeBytes(record: NewRecord): number {
  const headers = record.headers.reduce(
    (sum, header) => sum + header.key.length + header.value.length + headerOverheadBytes,
    0,
  );
  return recordOverheadBytes + (record.key?.length ?? 0) + (record.value?.length ?? 0) + headers;
}

/** The size of a batch that holds this record alone: what `max.message.bytes` limits. */
export function singleBatchBytes(record: NewRecord): number {
  return batchOverheadBytes + recordSizeBytes(record);
}

const copyOf = (bytes: Buffer | undefined): Buffer | undefined =>
  bytes === undefined ? undefined : Buffer.from(bytes);
const copyHeader = (header: RecordHeader): RecordHeader => ({
  key: Buffer.from(header.key),
  value: Buffer.from(header.value),
});

/**
 * One partition's log in memory: offsets without gaps from the log's start to its end, which is also the high
 * watermark. Nothing is ever removed by retention or compaction, only by `deleteBefore`.
 */
export class PartitionLog {
  readonly #records: FetchedRecord[] = [];
  readonly #listeners = new Set<() => void>();
  #start = 0n;

  get startOffset(): bigint {
    return this.#start;
  }

  get endOffset(): bigint {
    return this.#start + BigInt(this.#records.length);
  }

  /** About what the log takes. */
  get sizeBytes(): number {
    return this.#records.reduce((sum, record) => sum + recordSizeBytes(record), 0);
  }

  /** Appends copies in order and wakes whoever waits for data. */
  append(records: readonly NewRecord[]): void {
    for (const record of records)
      this.#records.push({
        offset: this.endOffset,
        timestampMs: record.timestampMs,
        key: copyOf(record.key),
        value: copyOf(record.value),
        headers: record.headers.map(copyHeader),
      });
    for (const listener of this.#listeners) listener();
  }

  /** Records from `offset` on while they fit; the first one comes even if it doesn't when `atLeastOne` is set. */
  read(offset: bigint, maxBytes: number, atLeastOne: boolean): LogRead {
    const records: FetchedRecord[] = [];
    let sizeBytes = 0;
    for (let index = Number(offset - this.#start); index < this.#records.length; index += 1) {
      const record = this.#records[index];
      if (record === undefined) break;
      const next = sizeBytes + recordSizeBytes(record);
      if (next > maxBytes && !(atLeastOne && records.length === 0)) break;
      records.push(record);
      sizeBytes = next;
    }
    return { records, nextOffset: offset + BigInt(records.length), sizeBytes };
  }

  /** The offset at a position; for a time without a later record, the log's end. */
  offsetAt(position: LogPosition): bigint {
    switch (position.kind) {
      case "earliest":
        return this.#start;
      case "latest":
        return this.endOffset;
      case "timestamp":
        return this.#records.find((record) => record.timestampMs >= position.timestampMs)?.offset ?? this.endOffset;
    }
  }

  /** Moves the log's start up to `offset`, at most to the log's end. */
  deleteBefore(offset: bigint): void {
    const target = offset > this.endOffset ? this.endOffset : offset;
    if (target <= this.#start) return;
    this.#records.splice(0, Number(target - this.#start));
    this.#start = target;
  }

  /** Calls `listener` after each append until the returned function is called. */
  onAppend(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }
}
