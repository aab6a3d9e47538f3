import { createRecordsBatch, Reader, readRecordsBatches } from "@platformatic/kafka";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { encodeBatch } from "../../../src/kafka/platformatic/encode-batch.ts";
import type { AbortedTransaction } from "../../../src/kafka/platformatic/record-batches.ts";
import { batchLayout, readBatches } from "../../../src/kafka/platformatic/record-batches.ts";
import { readFramedSnappy } from "../../../src/kafka/platformatic/snappy.ts";
import type { RecordToSend } from "../../../src/kafka/producer.ts";
import { parsed, parseTopicName } from "../../../src/model/names.ts";

readFramedSnappy();
const topic = parsed(parseTopicName("orders"));

interface Shape {
  readonly firstOffset?: bigint;
  readonly lastOffsetDelta?: number;
  readonly attributes?: number;
  readonly producerId?: bigint;
  readonly maxTimestamp?: bigint;
}

/** A batch with what a broker, compaction or a transaction would have made of it. */
function batch(records: readonly RecordToSend[], shape: Shape = {}): Buffer {
  const bytes = encodeBatch(
    records.map((record) => ({ record })),
    "none",
    1_000,
  );
  if (shape.firstOffset !== undefined) bytes.writeBigInt64BE(shape.firstOffset, 0);
  if (shape.lastOffsetDelta !== undefined) bytes.writeInt32BE(shape.lastOffsetDelta, batchLayout.lastOffsetDelta);
  if (shape.attributes !== undefined) bytes.writeInt16BE(shape.attributes, batchLayout.attributes);
  if (shape.producerId !== undefined) bytes.writeBigInt64BE(shape.producerId, batchLayout.producerId);
  if (shape.maxTimestamp !== undefined) bytes.writeBigInt64BE(shape.maxTimestamp, batchLayout.maxTimestamp);
  return bytes;
}

const record = (text: string, changes: Partial<RecordToSend> = {}): RecordToSend => ({
  topic,
  partition: 0,
  key: undefined,
  value: Buffer.from(text),
  headers: [],
  timestampMs: 1_000,
  ...changes,
});
const three = ["a", "b", "c"].map((text) => record(text));
const transactional = 0b1_0000;
const marker = 0b11_0000;

function read(batches: readonly Buffer[], asked: bigint, aborted: readonly AbortedTransaction[] = []): unknown {
  const { records, nextOffset } = readBatches(Buffer.concat(batches), asked, aborted);
  return { offsets: records.map(({ offset }) => offset), nextOffset };
}

describe("the records of a partition's batches", () => {
  test("nothing leaves the offset where it is", () => {
    expect(read([], 7n)).toEqual({ offsets: [], nextOffset: 7n });
  });

  test("a batch that compaction emptied is stepped over", () => {
    const emptied = batch([], { firstOffset: 10n, lastOffsetDelta: 4 });
    expect(read([emptied], 10n)).toEqual({ offsets: [], nextOffset: 15n });
    expect(read([emptied, batch([record("a")], { firstOffset: 15n })], 12n)).toEqual({
      offsets: [15n],
      nextOffset: 16n,
    });
  });

  test("a gap at a batch's end is kept, records below the asked offset are dropped", () => {
    expect(read([batch(three, { firstOffset: 10n, lastOffsetDelta: 9 })], 11n)).toEqual({
      offsets: [11n, 12n],
      nextOffset: 20n,
    });
  });

  test("a batch that ends below the asked offset doesn't go back", () => {
    expect(read([batch(three)], 9n)).toEqual({ offsets: [], nextOffset: 9n });
  });

  test("a batch that is cut off is left for the next fetch", () => {
    const whole = batch(three, { firstOffset: 3n });
    for (let length = 0; length < whole.length; length += 1)
      expect(read([batch(three), whole.subarray(0, length)], 0n)).toEqual({ offsets: [0n, 1n, 2n], nextOffset: 3n });
  });

  test("a control batch is stepped over", () => {
    expect(read([batch([record("a")], { firstOffset: 5n, attributes: marker })], 5n)).toEqual({
      offsets: [],
      nextOffset: 6n,
    });
  });

  test("an aborted transaction's records are left out up to its marker, and nobody else's", () => {
    const of = (producerId: bigint, firstOffset: bigint): Buffer =>
      batch(three, { firstOffset, producerId, attributes: transactional });
    const end = (producerId: bigint, firstOffset: bigint): Buffer =>
      batch([record("")], { firstOffset, producerId, attributes: marker });
    const log = [of(7n, 0n), of(8n, 3n), end(7n, 6n), of(7n, 7n), end(8n, 10n), end(7n, 11n)];
    expect(read(log, 0n, [{ producerId: 7n, firstOffset: 0n }])).toEqual({
      offsets: [3n, 4n, 5n, 7n, 8n, 9n],
      nextOffset: 12n,
    });
  });

  test("the broker's time of appending counts where the topic says so", () => {
    const bytes = batch([record("a")], { attributes: 0b1000, maxTimestamp: 9_000n });
    expect(readBatches(bytes, 0n).records[0]?.timestampMs).toBe(9_000);
  });

  test("another format, and bytes that end inside of a record, are errors", () => {
    const old = batch(three);
    old[batchLayout.magic] = 1;
    expect(() => readBatches(old, 0n)).toThrow(/format v1/);
    const short = batch(three);
    short.writeInt32BE(9, batchLayout.count);
    expect(() => readBatches(short, 0n)).toThrow(/ends beyond its batch/);
  });
});

const bytes = fc.option(
  fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
  { nil: undefined },
);
const arbitraryRecord = fc.record({
  key: bytes,
  value: bytes,
  headers: fc.array(
    fc.record({
      key: fc.string().map((text) => Buffer.from(text)),
      value: fc.uint8Array().map((array) => Buffer.from(array)),
    }),
    { maxLength: 3 },
  ),
  timestampMs: fc.integer({ min: 0, max: 2 ** 45 }),
});
const plain = ({ key, value, headers, timestampMs }: Omit<RecordToSend, "topic" | "partition">): unknown => ({
  key,
  value,
  headers,
  timestampMs,
});

describe("our codec of record batches", () => {
  test("reads what it wrote, under every codec that this Node.js has", () => {
    const codec = fc.constantFrom("none" as const, "gzip" as const, "snappy" as const, "lz4" as const);
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: 1 }), codec, (shapes, compression) => {
        const records = shapes.map((shape) => ({ ...shape, topic, partition: 0 }));
        const encoded = encodeBatch(
          records.map((one) => ({ record: one })),
          compression,
          0,
        );
        const { records: found, nextOffset } = readBatches(encoded, 0n);
        expect(found.map((one) => plain(one))).toEqual(shapes.map((one) => plain(one)));
        expect(nextOffset).toBe(BigInt(shapes.length));
      }),
    );
  });

  test("writes what the library reads, checksum included", () => {
    fc.assert(
      fc.property(fc.array(arbitraryRecord, { minLength: 1 }), (shapes) => {
        const encoded = encodeBatch(
          shapes.map((shape) => ({ record: { ...shape, topic, partition: 0 } })),
          "none",
          0,
        );
        const [found] = readRecordsBatches(Reader.from(encoded));
        const first = shapes[0]?.timestampMs ?? 0;
        expect(found).toMatchObject({ magic: 2, attributes: 0, lastOffsetDelta: shapes.length - 1, producerId: -1n });
        expect(found?.length).toBe(encoded.length - 12);
        expect(found?.records.map(({ key, value, headers }) => ({ key, value, headers }))).toEqual(
          shapes.map(({ key, value, headers }) => ({
            key: key ?? null,
            value: value ?? null,
            headers: headers.map((header) => [header.key, header.value]),
          })),
        );
        expect(found?.firstTimestamp).toBe(BigInt(first));
      }),
    );
  });

  test("writes the very bytes that the library writes", () => {
    const messages = ["a", "b"].map((text, index) => ({
      topic,
      partition: 0,
      key: Buffer.from(`key ${text}`),
      value: Buffer.from(text.repeat(100)),
      headers: new Map([[Buffer.from("name"), Buffer.from(text)]]),
      timestamp: BigInt(1_000 + index * 70),
    }));
    const theirs = createRecordsBatch(messages).buffer;
    const ours = encodeBatch(
      messages.map(({ key, value, headers, timestamp }) => ({
        record: {
          topic,
          partition: 0,
          key,
          value,
          headers: [...headers].map(([name, of]) => ({ key: name, value: of })),
          timestampMs: Number(timestamp),
        },
      })),
      "none",
      0,
    );
    // Epoch and sequence of a producer without an id: the library writes 0, we -1 as Java's producers do.
    const withoutProducer = (whole: Buffer): string =>
      whole.toString("hex", batchLayout.firstTimestamp, batchLayout.producerEpoch) +
      whole.toString("hex", batchLayout.count);
    expect(withoutProducer(ours)).toBe(withoutProducer(theirs));
  });
});
