import type { KafkaError } from "../errors.ts";
import type { RecordToSend, RecordProducer } from "../producer.ts";

/** A record's place in the call of `send`, so that its outcome finds back. */
export interface PendingRecord {
  readonly record: RecordToSend;
  readonly index: number;
}

/** What one request carries for one partition. `attempts` counts the requests that it was in. */
export interface PendingBatch {
  readonly records: readonly PendingRecord[];
  readonly attempts: number;
  readonly lastError: KafkaError | undefined;
}

const batchOverheadBytes = 61;
/** The most that length fields, deltas and attributes of a record take. */
const recordOverheadBytes = 21;
const headerOverheadBytes = 10;

function recordBytes({ record }: PendingRecord): number {
  let bytes = recordOverheadBytes + (record.key?.length ?? 0) + (record.value?.length ?? 0);
  for (const { key, value } of record.headers) bytes += headerOverheadBytes + key.length + value.length;
  return bytes;
}

const batchOf = (records: readonly PendingRecord[]): PendingBatch => ({ records, attempts: 0, lastError: undefined });

/** Cuts a partition's records into batches of at most `batchBytes`, a larger record alone, keeping the order. */
export function cutBatches(records: readonly PendingRecord[], batchBytes: number): PendingBatch[] {
  const batches: PendingBatch[] = [];
  let current: PendingRecord[] = [];
  let size = batchOverheadBytes;
  for (const record of records) {
    const bytes = recordBytes(record);
    if (current.length > 0 && size + bytes > batchBytes) {
      batches.push(batchOf(current));
      current = [];
      size = batchOverheadBytes;
    }
    current.push(record);
    size += bytes;
  }
  if (current.length > 0) batches.push(batchOf(current));
  return batches;
}

/** The two halves of a batch of which the broker refused some record, so that the others don't go down with it. */
export function halves(batch: PendingBatch): readonly [PendingBatch, PendingBatch] {
  const middle = Math.ceil(batch.records.length / 2);
  return [batchOf(batch.records.slice(0, middle)), batchOf(batch.records.slice(middle))];
}

/** The queue of one partition: its batches in order, of which the first is the next to be sent. */
export interface PartitionQueue {
  readonly topic: RecordToSend["topic"];
  readonly partition: number;
  readonly batches: PendingBatch[];
}

export function queuesOf(records: readonly RecordToSend[], batchBytes: number): readonly PartitionQueue[] {
  const queues = new Map<string, { readonly first: RecordToSend; readonly records: PendingRecord[] }>();
  let current: { readonly first: RecordToSend; readonly records: PendingRecord[] } | undefined;
  records.forEach((record, index) => {
    // Most records follow one of their own partition, and then need no key to find its queue.
    if (current?.first.partition !== record.partition || current.first.topic !== record.topic) {
      const key = `${record.topic}/${record.partition}`;
      current = queues.get(key) ?? { first: record, records: [] };
      queues.set(key, current);
    }
    current.records.push({ record, index });
  });
  return [...queues.values()].map(({ first, records: ofPartition }) => ({
    topic: first.topic,
    partition: first.partition,
    batches: cutBatches(ofPartition, batchBytes),
  }));
}

/** The outcomes of a call of `send`, filled in as they become known. */
export class SendOutcomes {
  readonly #records: readonly RecordToSend[];
  readonly #errors = new Map<number, KafkaError>();

  constructor(records: readonly RecordToSend[]) {
    this.#records = records;
  }

  fail(batch: PendingBatch, error: KafkaError): void {
    for (const { index } of batch.records) this.#errors.set(index, error);
  }

  list(): Awaited<ReturnType<RecordProducer["send"]>> {
    if (this.#errors.size === 0) return this.#records.map((element) => ({ element, ok: true }));
    return this.#records.map((element, index) => {
      const error = this.#errors.get(index);
      return error === undefined ? { element, ok: true } : { element, ok: false, error };
    });
  }
}
