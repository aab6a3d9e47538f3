import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { derivedRecordId, givenRecordId, recordIdOf, withRecordId } from "../../../src/engine/records/record-id.ts";
import { parsed, parseStepName, parseTopicName } from "../../../src/model/names.ts";

const place = { topic: parsed(parseTopicName("orders")), partition: 3 };
const step = parsed(parseStepName("chunker"));
const header = (key: string, value: string) => ({ key: Buffer.from(key), value: Buffer.from(value) });
const anyHeaders = fc.array(fc.tuple(fc.string(), fc.string()).map(([key, value]) => header(key, value)));

describe("record ids", () => {
  test("a record without an id is named by its place", () => {
    expect(recordIdOf(place, { offset: 12n, headers: [header("trace", "x")] })).toBe("orders/3/12");
  });

  test("a given id is kept, the last one where there are several", () => {
    expect(
      recordIdOf(place, { offset: 12n, headers: [header("sluiceway-id", "a"), header("sluiceway-id", "b")] }),
    ).toBe("b");
  });

  test("derived ids name step and index", () => {
    expect(derivedRecordId("orders/3/12", step, 2)).toBe("orders/3/12/chunker/2");
  });

  test("setting an id leaves exactly one and every other header as it was", () => {
    fc.assert(
      fc.property(anyHeaders, fc.string({ minLength: 1 }), (headers, id) => {
        const once = withRecordId(headers, id);
        const twice = withRecordId(once, `${id}2`);
        expect(givenRecordId(twice)).toBe(`${id}2`);
        expect(twice.slice(0, -1)).toEqual(headers.filter((found) => found.key.toString() !== "sluiceway-id"));
      }),
    );
  });

  test("records at different places have different ids", () => {
    const anyPlace = fc.record({ partition: fc.nat(50), offset: fc.bigInt(0n, 2n ** 62n) });
    fc.assert(
      fc.property(anyPlace, anyPlace, (a, b) => {
        const same = a.partition === b.partition && a.offset === b.offset;
        const idOf = (x: typeof a) =>
          recordIdOf({ topic: place.topic, partition: x.partition }, { offset: x.offset, headers: [] });
        expect(idOf(a) === idOf(b)).toBe(same);
      }),
    );
  });
});
