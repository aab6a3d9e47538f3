import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffCeilingMs, backoffMs } from "../../../src/engine/failures/backoff.ts";

const anyBackoff = fc.record({
  initialBackoffMs: fc.integer({ min: 0, max: 10_000 }),
  multiplier: fc.double({ min: 1, max: 10, noNaN: true }),
  maxBackoffMs: fc.integer({ min: 0, max: 600_000 }),
});
const anyFailures = fc.integer({ min: 1, max: 10_000 });

describe("back-off", () => {
  test("grows by the multiplier up to the maximum", () => {
    const backoff = { initialBackoffMs: 1_000, multiplier: 2, maxBackoffMs: 30_000 };
    expect([1, 2, 3, 4, 5, 6, 7].map((failures) => backoffCeilingMs(backoff, failures))).toEqual([
      1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
    ]);
  });

  test("is finite, never negative, never beyond the maximum, and never shrinks with failures", () => {
    fc.assert(
      fc.property(
        anyBackoff,
        anyFailures,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (backoff, failures, random) => {
          const delay = backoffMs(backoff, failures, () => random);
          expect(delay).toBeGreaterThanOrEqual(0);
          expect(delay).toBeLessThanOrEqual(backoff.maxBackoffMs);
          expect(backoffCeilingMs(backoff, failures + 1)).toBeGreaterThanOrEqual(backoffCeilingMs(backoff, failures));
        },
      ),
    );
  });

  test("jitter is full: it reaches from nothing to the ceiling", () => {
    const backoff = { initialBackoffMs: 100, multiplier: 2, maxBackoffMs: 1_000 };
    expect(backoffMs(backoff, 2, () => 0)).toBe(0);
    expect(backoffMs(backoff, 2, () => 0.5)).toBe(100);
  });
});
