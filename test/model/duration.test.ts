import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatDuration, parseDuration, parseRetention } from "../../src/model/duration.ts";

describe("durations", () => {
  test.each([
    ["500ms", 500],
    ["30s", 30_000],
    ["1h30m", 5_400_000],
    ["7d", 604_800_000],
    ["1d2h3m4s5ms", 93_784_005],
    ["250", 250],
    [0, 0],
    [1500, 1500],
  ])("%s is %d ms", (text, milliseconds) => {
    expect(parseDuration(text)).toEqual({ ok: true, value: milliseconds });
  });

  test.each(["", "d7", "7 d", "30m1h", "1.5h", "-1", "7days", "1h1h"])("%j is refused", (text) => {
    expect(parseDuration(text).ok).toBe(false);
  });

  test.each([-1, 1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60, "999999999999999d"])("%s is refused", (value) => {
    expect(parseDuration(value).ok).toBe(false);
  });

  test("what is formatted is read back", () => {
    fc.assert(
      fc.property(fc.nat({ max: 10 ** 14 }), (milliseconds) => {
        expect(parseDuration(formatDuration(milliseconds))).toEqual({ ok: true, value: milliseconds });
      }),
    );
  });

  test("any text is parsed or refused, never thrown at", () => {
    fc.assert(fc.property(fc.string(), (text) => typeof parseDuration(text).ok === "boolean"));
  });
});

describe("retentions", () => {
  test.each(["-1", -1])("%j is unlimited", (value) => {
    expect(parseRetention(value)).toEqual({ ok: true, value: -1 });
  });
  test("is a duration otherwise", () => {
    expect(parseRetention("12h")).toEqual({ ok: true, value: 43_200_000 });
    expect(parseRetention("-2")).toMatchObject({ ok: false, problem: expect.stringContaining("-1 (unlimited)") });
  });
});
