import { describe, expect, test } from "vitest";
import { readBatches } from "../../../src/kafka/platformatic/record-batches.ts";

type Batch = Parameters<typeof readBatches>[0][number];

function batch(firstOffset: bigint, lastOffsetDelta: number, replace: Partial<Batch> & { deltas?: number[] }): Batch {
  const { deltas = [], ...rest } = replace;
  return {
    firstOffset,
    length: 0,
    partitionLeaderEpoch: 0,
    magic: 2,
    crc: 0,
    attributes: 0,
    lastOffsetDelta,
    firstTimestamp: 1_000n,
    maxTimestamp: 9_000n,
    producerId: -1n,
    producerEpoch: 0,
    firstSequence: 0,
    records: deltas.map((offsetDelta) => ({
      length: 0,
      attributes: 0,
      timestampDelta: BigInt(offsetDelta),
      offsetDelta,
      key: null,
      value: Buffer.from(String(offsetDelta)),
      headers: [[null, null] as [Buffer | null, Buffer | null]],
    })),
    ...rest,
  };
}

const offsetsOf = (batches: readonly Batch[], asked: bigint): unknown => {
  const { records, nextOffset } = readBatches(batches, asked);
  return { offsets: records.map(({ offset }) => offset), nextOffset };
};

describe("the records of a partition's batches", () => {
  test("nothing leaves the offset where it is", () => {
    expect(offsetsOf([], 7n)).toEqual({ offsets: [], nextOffset: 7n });
  });

  test("a batch that compaction emptied is stepped over", () => {
    expect(offsetsOf([batch(10n, 4, {})], 10n)).toEqual({ offsets: [], nextOffset: 15n });
    expect(offsetsOf([batch(10n, 4, {}), batch(15n, 0, { deltas: [0] })], 12n)).toEqual({
      offsets: [15n],
      nextOffset: 16n,
    });
  });

  test("gaps that compaction made are kept, also at a batch's end", () => {
    expect(offsetsOf([batch(10n, 9, { deltas: [1, 4] })], 10n)).toEqual({ offsets: [11n, 14n], nextOffset: 20n });
  });

  test("records below the asked offset are dropped", () => {
    expect(offsetsOf([batch(10n, 3, { deltas: [0, 1, 2, 3] })], 12n)).toEqual({
      offsets: [12n, 13n],
      nextOffset: 14n,
    });
  });

  test("a control batch is stepped over", () => {
    const control = 0b11_0000;
    expect(offsetsOf([batch(5n, 0, { deltas: [0], attributes: control })], 5n)).toEqual({
      offsets: [],
      nextOffset: 6n,
    });
  });

  test("a batch that ends below the asked offset doesn't go back", () => {
    expect(offsetsOf([batch(0n, 3, { deltas: [0, 3] })], 9n)).toEqual({ offsets: [], nextOffset: 9n });
  });

  test("null keys and header bytes, and both kinds of time", () => {
    const [created] = readBatches([batch(0n, 5, { deltas: [5] })], 0n).records;
    expect(created).toEqual({
      offset: 5n,
      timestampMs: 1_005,
      key: undefined,
      value: Buffer.from("5"),
      headers: [{ key: Buffer.alloc(0), value: Buffer.alloc(0) }],
    });
    const [appended] = readBatches([batch(0n, 5, { deltas: [5], attributes: 0b1000 })], 0n).records;
    expect(appended?.timestampMs).toBe(9_000);
  });
});
