import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatMessageIndexes, parseMessageIndexes } from "../../src/registry/codecs/message-indexes.ts";

const anyPath = fc.array(fc.nat({ max: 100_000 }), { minLength: 1, maxLength: 12 });

describe("message indexes", () => {
  test.each([
    [[0], "00"],
    [[1], "0202"],
    [[2, 1], "040402"],
    [[0, 0], "040000"],
    [[64], "028001"],
  ])("%j is %s", (path, hex) => {
    expect(formatMessageIndexes(path).toString("hex")).toBe(hex);
  });

  test("what was written is read again, and the data behind it is left", () => {
    fc.assert(
      fc.property(anyPath, fc.uint8Array({ maxLength: 20 }), (path, data) => {
        const parsed = parseMessageIndexes(Buffer.concat([formatMessageIndexes(path), data]));
        expect(parsed?.path).toEqual(path);
        expect(parsed?.data).toEqual(Buffer.from(data));
      }),
    );
  });

  test("the long form of the first message is read too", () => {
    expect(parseMessageIndexes(Buffer.from("0200aa", "hex"))).toEqual({ path: [0], data: Buffer.from("aa", "hex") });
  });

  test.each(["", "01", "0401", "02ff", "ffffffffffffffff", "8202"])("%j has none, or not all of them", (hex) => {
    expect(parseMessageIndexes(Buffer.from(hex, "hex"))).toBeUndefined();
  });

  test("no bytes make it throw", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const parsed = parseMessageIndexes(Buffer.from(bytes));
        for (const index of parsed?.path ?? []) expect(index).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
