import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { restoredRecord, retryRecordOf } from "../../../src/engine/tiers/retried-record.ts";
import { topicOf } from "../engine-world.ts";

const bytes = fc.uint8Array({ maxLength: 20 }).map((array) => Buffer.from(array));
const records = fc.record({
  offset: fc.bigInt({ min: 0n, max: 2n ** 62n }),
  timestampMs: fc.nat(),
  key: fc.option(bytes, { nil: undefined }),
  value: fc.option(bytes, { nil: undefined }),
  headers: fc.array(fc.record({ key: bytes, value: bytes }), { maxLength: 3 }),
});
const times = fc.integer({ min: 0, max: 4_000_000_000_000 });
const states = fc.record({
  origin: fc.record({ topic: fc.string(), partition: fc.nat(), offset: fc.bigInt({ min: 0n, max: 2n ** 62n }) }),
  attempts: fc.nat(),
  firstFailureMs: fc.option(times, { nil: undefined }),
  dueMs: times,
});
const place = { topic: "retry-1", partition: 3 };
const target = { topic: topicOf("retry-1"), partition: 3 };

describe("a record in a retry topic", () => {
  test("comes back byte for byte, with the offset that it was read at and its state", () => {
    fc.assert(
      fc.property(records, states, fc.bigInt({ min: 0n, max: 1000n }), (record, state, offset) => {
        const sent = retryRecordOf(record, state, { target });
        const fetched = { ...sent, offset, timestampMs: record.timestampMs };
        const { retry, ...found } = restoredRecord(fetched, place);
        expect(found).toMatchObject({ ...record, offset: state.origin.offset });
        expect(retry).toEqual(state);
      }),
    );
  });

  test("whatever another hand has written there is a record of its own, due at once, with an id that tells where it lies", () => {
    fc.assert(
      fc.property(records, bytes, (record, value) => {
        const headers = [...record.headers, { key: Buffer.from("sluiceway-retry"), value }];
        const { retry, headers: found } = restoredRecord({ ...record, headers }, place);
        expect(retry).toEqual({
          origin: { ...place, offset: record.offset },
          attempts: 0,
          firstFailureMs: undefined,
          dueMs: 0,
        });
        expect(found.at(-1)?.value.toString()).toBe(`retry-1/3/${record.offset}`);
      }),
    );
  });
});
