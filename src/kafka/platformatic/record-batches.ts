/**
 * Records in Kafka's message format v2, as a partition's part of a Fetch answer carries them: our own decoder, because
 * the library's makes several objects a field, which was half of what a record cost
 * (docs/decisions: "Our own codec of record batches").
 */
import { compressionsAlgorithmsByBitmask } from "@platformatic/kafka";
import { KafkaError } from "../errors.ts";
import type { FetchedRecord, RecordHeader } from "../reader.ts";
import { ByteCursor } from "./byte-cursor.ts";

/** Where the fields of a batch lie, from its first byte. */
export const batchLayout = {
  length: 8,
  magic: 16,
  crc: 17,
  attributes: 21,
  lastOffsetDelta: 23,
  firstTimestamp: 27,
  maxTimestamp: 35,
  producerId: 43,
  producerEpoch: 51,
  firstSequence: 53,
  count: 57,
  records: 61,
} as const;

/** What `length` counts begins behind it. */
const lengthEnd = 12;
const formatVersion = 2;

/** Attributes of a batch. */
const compressionMask = 0b111;
const logAppendTime = 0b1000;
const transactional = 0b1_0000;
const control = 0b10_0000;

const noBytes = Buffer.alloc(0);
const noHeaders: readonly RecordHeader[] = [];

/** A producer's transaction that was aborted: its batches from this offset on, up to its marker, were never committed. */
export interface AbortedTransaction {
  readonly producerId: bigint;
  readonly firstOffset: bigint;
}

export interface ReadBatches {
  readonly records: readonly FetchedRecord[];
  readonly nextOffset: bigint;
}

function recordsOf(bytes: Buffer, start: number, attributes: number): ByteCursor {
  const end = start + lengthEnd + bytes.readInt32BE(start + batchLayout.length);
  const bitmask = attributes & compressionMask;
  if (bitmask === 0) return new ByteCursor(bytes, start + batchLayout.records, end);
  const codec = Object.entries(compressionsAlgorithmsByBitmask).find(([mask]) => Number(mask) === bitmask)?.[1];
  if (codec === undefined || codec.available === false)
    throw new KafkaError("corrupt-data", `records are compressed by a codec that this Node.js lacks (${bitmask})`);
  const plain = codec.decompressSync(bytes.subarray(start + batchLayout.records, end));
  return new ByteCursor(plain, 0, plain.length);
}

function readHeaders(cursor: ByteCursor): readonly RecordHeader[] {
  const count = cursor.varint();
  if (count === 0) return noHeaders;
  const headers: RecordHeader[] = [];
  for (let index = 0; index < count; index += 1)
    headers.push({ key: cursor.bytes() ?? noBytes, value: cursor.bytes() ?? noBytes });
  return headers;
}

/** Reads one batch's records from the asked offset on into `found`. */
function readRecords(bytes: Buffer, start: number, into: { readonly found: FetchedRecord[]; asked: bigint }): void {
  const attributes = bytes.readInt16BE(start + batchLayout.attributes);
  const firstOffset = bytes.readBigInt64BE(start);
  const firstTimestamp = Number(bytes.readBigInt64BE(start + batchLayout.firstTimestamp));
  const appendTime =
    (attributes & logAppendTime) === 0 ? undefined : Number(bytes.readBigInt64BE(start + batchLayout.maxTimestamp));
  const count = bytes.readInt32BE(start + batchLayout.count);
  const skipped = Number(into.asked - firstOffset);
  const cursor = recordsOf(bytes, start, attributes);
  for (let index = 0; index < count; index += 1) {
    const length = cursor.varint();
    const end = cursor.position + length;
    cursor.skip(1);
    const timestampDelta = cursor.varlong();
    const offsetDelta = cursor.varint();
    if (offsetDelta < skipped) {
      cursor.position = end;
      continue;
    }
    into.found.push({
      offset: firstOffset + BigInt(offsetDelta),
      timestampMs: appendTime ?? firstTimestamp + timestampDelta,
      key: cursor.bytes(),
      value: cursor.bytes(),
      headers: readHeaders(cursor),
    });
  }
}

/** Which producers' batches are to be left out at the moment: aborted transactions as their batches come by. */
class Aborted {
  readonly #coming: AbortedTransaction[];
  readonly #open = new Set<bigint>();

  constructor(transactions: readonly AbortedTransaction[]) {
    this.#coming = transactions.toSorted((a, b) => (a.firstOffset < b.firstOffset ? -1 : 1));
  }

  leavesOut(bytes: Buffer, start: number, attributes: number): boolean {
    if ((attributes & transactional) === 0) return false;
    const lastOffset = bytes.readBigInt64BE(start) + BigInt(bytes.readInt32BE(start + batchLayout.lastOffsetDelta));
    for (let next = this.#coming[0]; next !== undefined && next.firstOffset <= lastOffset; next = this.#coming[0]) {
      this.#open.add(next.producerId);
      this.#coming.shift();
    }
    const producer = bytes.readBigInt64BE(start + batchLayout.producerId);
    // A producer's next marker ends its transaction.
    if ((attributes & control) !== 0) this.#open.delete(producer);
    return this.#open.has(producer);
  }
}

/**
 * The records of a partition's batches from the asked offset on, without those of control batches and of aborted
 * transactions, and the offset after the last batch: past what compaction took out of it, and past batches that hold
 * nothing for us. A batch that is cut off at the end is left for the next fetch. Throws on bytes that are no batches.
 */
export function readBatches(
  bytes: Buffer,
  askedOffset: bigint,
  abortedTransactions: readonly AbortedTransaction[] = [],
): ReadBatches {
  const found: FetchedRecord[] = [];
  const aborted = abortedTransactions.length === 0 ? undefined : new Aborted(abortedTransactions);
  let nextOffset = askedOffset;
  let start = 0;
  while (bytes.length - start >= batchLayout.records) {
    const end = start + lengthEnd + bytes.readInt32BE(start + batchLayout.length);
    if (end > bytes.length) break;
    const magic = bytes[start + batchLayout.magic];
    if (magic !== formatVersion || end < start + batchLayout.records)
      throw new KafkaError("corrupt-data", `records are in the format v${magic}, of which only v2 can be read`);
    const after = bytes.readBigInt64BE(start) + BigInt(bytes.readInt32BE(start + batchLayout.lastOffsetDelta)) + 1n;
    const attributes = bytes.readInt16BE(start + batchLayout.attributes);
    const isLeftOut = aborted?.leavesOut(bytes, start, attributes) === true || (attributes & control) !== 0;
    if (!isLeftOut && after > askedOffset) readRecords(bytes, start, { found, asked: askedOffset });
    if (after > nextOffset) nextOffset = after;
    start = end;
  }
  return { records: found, nextOffset };
}
