import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PendingRecord } from "../../../src/kafka/platformatic/producer-batches.ts";
import { cutBatches, halves } from "../../../src/kafka/platformatic/producer-batches.ts";
import { parsed, parseTopicName } from "../../../src/model/names.ts";

const topic = parsed(parseTopicName("orders"));
const pending = (index: number, bytes: number): PendingRecord => ({
  index,
  record: {
    topic,
    partition: 0,
    key: undefined,
    value: Buffer.alloc(bytes),
    headers: [],
  },
});

const indexes = (batches: readonly { readonly records: readonly PendingRecord[] }[]): number[][] =>
  batches.map(({ records }) => records.map(({ index }) => index));

describe("batches of a partition", () => {
  test("hold what fits, and a larger record alone", () => {
    const records = [pending(0, 10), pending(1, 10), pending(2, 500), pending(3, 10)];
    expect(indexes(cutBatches(records, 200))).toEqual([[0, 1], [2], [3]]);
  });

  test("keep every record once and in order", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(300)), fc.integer({ min: 1, max: 1_000 }), (sizes, batchBytes) => {
        const records = sizes.map((bytes, index) => pending(index, bytes));
        const batches = cutBatches(records, batchBytes);
        expect(indexes(batches).flat()).toEqual(records.map(({ index }) => index));
        expect(batches.every((batch) => batch.records.length > 0)).toBe(true);
      }),
    );
  });

  test("are halved without losing one, the larger half first", () => {
    const [batch] = cutBatches([pending(0, 1), pending(1, 1), pending(2, 1)], 10_000);
    expect(batch).toBeDefined();
    if (batch !== undefined) expect(indexes(halves(batch))).toEqual([[0, 1], [2]]);
  });
});
