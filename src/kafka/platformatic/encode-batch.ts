import { compressionsAlgorithms, crc32c } from "@platformatic/kafka";
import type { ProducerProfile } from "../kafka.ts";
import type { RecordToSend } from "../producer.ts";
import { batchLayout } from "./record-batches.ts";

const formatVersion = 2;
const lengthEnd = 12;

/** How many bytes a length or another small number takes, zigzag-encoded. */
function varintSize(value: number): number {
  const zigzag = (value << 1) ^ (value >> 31);
  if (zigzag >>> 7 === 0) return 1;
  if (zigzag >>> 14 === 0) return 2;
  if (zigzag >>> 21 === 0) return 3;
  return zigzag >>> 28 === 0 ? 4 : 5;
}

/** The same number as zigzag makes of it: above 32 bits it is no integer of JavaScript's bit operations. */
const zigzagOf = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

function varlongSize(value: number): number {
  let size = 1;
  for (let rest = zigzagOf(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
}

const bytesSize = (bytes: Buffer | undefined): number =>
  bytes === undefined ? 1 : varintSize(bytes.length) + bytes.length;

function bodySize(record: RecordToSend, offsetDelta: number, timestampDelta: number): number {
  const { headers } = record;
  let size = 1 + varlongSize(timestampDelta) + varintSize(offsetDelta) + varintSize(headers.length);
  size += bytesSize(record.key) + bytesSize(record.value);
  for (let index = 0; index < headers.length; index += 1) {
    const header = headers[index];
    if (header !== undefined) size += bytesSize(header.key) + bytesSize(header.value);
  }
  return size;
}

/** Writes fields one after the other into bytes that are large enough. */
class ByteWriter {
  readonly target: Buffer;
  position: number;

  constructor(target: Buffer, position: number) {
    this.target = target;
    this.position = position;
  }

  varint(value: number): void {
    let rest = ((value << 1) ^ (value >> 31)) >>> 0;
    while (rest >= 0x80) {
      this.target[this.position] = (rest & 0x7f) | 0x80;
      this.position += 1;
      rest >>>= 7;
    }
    this.target[this.position] = rest;
    this.position += 1;
  }

  varlong(value: number): void {
    let rest = zigzagOf(value);
    while (rest >= 0x80) {
      this.target[this.position] = (rest % 0x80) | 0x80;
      this.position += 1;
      rest = Math.floor(rest / 0x80);
    }
    this.target[this.position] = rest;
    this.position += 1;
  }

  bytes(bytes: Buffer | undefined): void {
    if (bytes === undefined) {
      this.varint(-1);
      return;
    }
    this.varint(bytes.length);
    this.target.set(bytes, this.position);
    this.position += bytes.length;
  }

  record(record: RecordToSend, offsetDelta: number, timestampDelta: number): void {
    this.target[this.position] = 0;
    this.position += 1;
    this.varlong(timestampDelta);
    this.varint(offsetDelta);
    this.bytes(record.key);
    this.bytes(record.value);
    const { headers } = record;
    this.varint(headers.length);
    for (let index = 0; index < headers.length; index += 1) {
      const header = headers[index];
      if (header === undefined) continue;
      this.bytes(header.key);
      this.bytes(header.value);
    }
  }
}

/** One record of a batch, as the producer keeps it. */
interface Placed {
  readonly record: RecordToSend;
}

/** The records one after the other, behind room for the batch's header. */
function encodeRecords(
  records: readonly Placed[],
  times: { readonly firstMs: number; readonly nowMs: number },
): Buffer {
  const sizes = new Int32Array(records.length);
  let total: number = batchLayout.records;
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index]?.record;
    if (record === undefined) continue;
    const size = bodySize(record, index, (record.timestampMs ?? times.nowMs) - times.firstMs);
    sizes[index] = size;
    total += varintSize(size) + size;
  }
  const writer = new ByteWriter(Buffer.allocUnsafe(total), batchLayout.records);
  for (let index = 0; index < records.length; index += 1) {
    const record = records[index]?.record;
    if (record === undefined) continue;
    writer.varint(sizes[index] ?? 0);
    writer.record(record, index, (record.timestampMs ?? times.nowMs) - times.firstMs);
  }
  return writer.target;
}

function compressed(plain: Buffer, compression: ProducerProfile["compression"]): Buffer {
  const body = compressionsAlgorithms[compression].compressSync(plain.subarray(batchLayout.records));
  return Buffer.concat([plain.subarray(0, batchLayout.records), body]);
}

/**
 * A batch of records in Kafka's message format v2, in one buffer: not idempotent, not transactional, with the producer's
 * own times. At least one record. Our own encoder, for the reason of the decoder.
 */
export function encodeBatch(
  records: readonly Placed[],
  compression: ProducerProfile["compression"],
  nowMs: number,
): Buffer {
  const timeOf = ({ record }: Placed): number => record.timestampMs ?? nowMs;
  const firstMs = records[0] === undefined ? nowMs : timeOf(records[0]);
  const maxMs = records.reduce((max, record) => Math.max(max, timeOf(record)), firstMs);
  const plain = encodeRecords(records, { firstMs, nowMs });
  const bytes = compression === "none" ? plain : compressed(plain, compression);
  bytes.writeBigInt64BE(0n, 0);
  bytes.writeInt32BE(bytes.length - lengthEnd, batchLayout.length);
  bytes.writeInt32BE(0, lengthEnd);
  bytes.writeInt8(formatVersion, batchLayout.magic);
  bytes.writeInt16BE(compressionsAlgorithms[compression].bitmask, batchLayout.attributes);
  bytes.writeInt32BE(records.length - 1, batchLayout.lastOffsetDelta);
  bytes.writeBigInt64BE(BigInt(firstMs), batchLayout.firstTimestamp);
  bytes.writeBigInt64BE(BigInt(maxMs), batchLayout.maxTimestamp);
  bytes.writeBigInt64BE(-1n, batchLayout.producerId);
  bytes.writeInt16BE(-1, batchLayout.producerEpoch);
  bytes.writeInt32BE(-1, batchLayout.firstSequence);
  bytes.writeInt32BE(records.length, batchLayout.count);
  bytes.writeUInt32BE(crc32c(bytes.subarray(batchLayout.attributes)), batchLayout.crc);
  return bytes;
}
