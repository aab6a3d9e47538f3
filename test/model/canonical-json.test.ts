import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { canonicalJson } from "../../src/model/canonical-json.ts";

describe("canonical JSON", () => {
  test("has the members in code-unit order, those that look like numbers too, and none that are undefined", () => {
    expect(canonicalJson({ b: [undefined, { d: 1, c: undefined }], a: "é", 9: null, 10: true })).toBe(
      '{"10":true,"9":null,"a":"é","b":[null,{"d":1}]}',
    );
  });

  test("is JSON of an equal value, whatever order the members were in", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value))).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}
