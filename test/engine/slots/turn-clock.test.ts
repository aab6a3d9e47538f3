import { describe, expect, test } from "vitest";
import type { Clock } from "../../../src/model/clock.ts";
import { TurnClock } from "../../../src/engine/slots/turn-clock.ts";

/** How many records of `recordMs` each fit into a turn, and how often the clock was looked at for that. */
function turnOf(recordMs: number, turnMs: number): { readonly records: number; readonly looks: number } {
  let [nowMs, looks, records] = [0, 0, 0];
  const monotonicMs = (): number => {
    looks += 1;
    return nowMs;
  };
  const turn = new TurnClock({ monotonicMs } as Clock, turnMs);
  do {
    nowMs += recordMs;
    records += 1;
  } while (!turn.isOver());
  return { records, looks };
}

describe("the time of a turn", () => {
  test("ends with the record that exceeds it, where records are slow", () => {
    expect(turnOf(4, 10).records).toBe(3);
    expect(turnOf(50, 10).records).toBe(1);
  });

  test("takes few looks at the clock where records are fast, and ends at most 32 records late", () => {
    const { records, looks } = turnOf(0.01, 10);
    expect(records).toBeGreaterThanOrEqual(1_000);
    expect(records).toBeLessThanOrEqual(1_032);
    expect(looks).toBeLessThan(50);
  });
});
