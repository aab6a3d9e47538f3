import fc from "fast-check";
import { expect, test } from "vitest";
import { packRecords, unpackRecords } from "../../../../src/engine/processors/modules/packed-records.ts";
import type { Emission } from "../../../../src/engine/processors/processor.ts";

const bytes = fc.uint8Array({ maxLength: 40 }).map((given) => Buffer.from(given));
const optional = fc.option(bytes, { nil: undefined });
const headers = fc.array(fc.record({ key: bytes, value: bytes }), { maxLength: 4 });
const emission: fc.Arbitrary<Emission> = fc.oneof(
  fc.record({ key: optional, value: optional, headers }),
  fc.record({ key: optional, value: optional, headers, output: fc.string() }),
);

test("records come out as they went in, through a copy as threads make it", () => {
  fc.assert(
    fc.property(fc.array(emission, { maxLength: 6 }), (records) => {
      const packed = packRecords(records);
      const arrived = structuredClone(packed, { transfer: [packed.bytes] });
      expect(unpackRecords(arrived)).toEqual(records);
    }),
  );
});
