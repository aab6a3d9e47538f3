import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parsed, parseTopicName } from "../../../src/model/names.ts";
import { readStrategy, resetStrategies } from "../../../src/operate/offsets/read-strategy.ts";
import type { ResetStrategy } from "../../../src/operate/offsets/reset-plan.ts";
import { resetOf } from "../../../src/operate/offsets/reset-plan.ts";

const partition = { topic: parsed(parseTopicName("in")), partition: 0 };
const places = { committed: 50n, start: 10n, end: 100n, atTime: 70n };

describe("where a strategy puts an offset", () => {
  const cases: readonly (readonly [ResetStrategy, bigint, boolean])[] = [
    [{ strategy: "TO_EARLIEST" }, 10n, false],
    [{ strategy: "TO_LATEST" }, 100n, false],
    [{ strategy: "TO_DATETIME", datetimeMs: 1 }, 70n, false],
    [{ strategy: "BY_DURATION", durationMs: 1 }, 70n, false],
    [{ strategy: "TO_OFFSET", offset: 33n }, 33n, false],
    [{ strategy: "TO_OFFSET", offset: 5n }, 10n, true],
    [{ strategy: "TO_OFFSET", offset: 500n }, 100n, true],
    [{ strategy: "SHIFT_BY", by: -20n }, 30n, false],
    [{ strategy: "SHIFT_BY", by: 20n }, 70n, false],
    [{ strategy: "SHIFT_BY", by: -60n }, 10n, true],
  ];
  test.each(cases)("%o", (strategy, to, isClipped) => {
    expect(resetOf(partition, strategy, places)).toEqual({
      ...partition,
      from: 50n,
      to,
      start: 10n,
      end: 100n,
      isClipped,
    });
  });

  test("a shift of a group without an offset is from the log's start", () => {
    const reset = resetOf(partition, { strategy: "SHIFT_BY", by: 5n }, { ...places, committed: undefined });
    expect(reset).toMatchObject({ from: undefined, to: 15n });
  });

  test("never leaves the log, and says so when it would have", () => {
    const offset = fc.bigInt({ min: 0n, max: 1_000n });
    const strategy = fc.oneof(
      fc.constantFrom<ResetStrategy>({ strategy: "TO_EARLIEST" }, { strategy: "TO_LATEST" }),
      offset.map((at): ResetStrategy => ({ strategy: "TO_OFFSET", offset: at })),
      fc.bigInt({ min: -2_000n, max: 2_000n }).map((by): ResetStrategy => ({ strategy: "SHIFT_BY", by })),
      fc.nat().map((datetimeMs): ResetStrategy => ({ strategy: "TO_DATETIME", datetimeMs })),
    );
    const log = fc.record({
      start: offset,
      records: offset,
      committed: fc.option(offset, { nil: undefined }),
      at: offset,
    });
    fc.assert(
      fc.property(strategy, log, (asked, { start, records, committed, at }) => {
        const end = start + records;
        const atTime = at < start ? start : at > end ? end : at;
        const { to, isClipped } = resetOf(partition, asked, { committed, start, end, atTime });
        expect(to >= start && to <= end).toBe(true);
        if (isClipped) expect(to === start || to === end).toBe(true);
      }),
    );
  });
});

describe("a strategy as people write it", () => {
  test.each([
    [{ strategy: "TO_DATETIME", datetime: "2024-01-15T10:00:00Z" }, { datetimeMs: Date.UTC(2024, 0, 15, 10) }],
    [
      { strategy: "TO_DATETIME", datetime: "2024-01-15T12:00:00.5+02:00" },
      { datetimeMs: Date.UTC(2024, 0, 15, 10) + 500 },
    ],
    [{ strategy: "BY_DURATION", duration: "1h30m" }, { durationMs: 5_400_000 }],
    [{ strategy: "TO_OFFSET", offset: "9007199254740993" }, { offset: 9_007_199_254_740_993n }],
    [{ strategy: "SHIFT_BY", shift: "-100" }, { by: -100n }],
    [{ strategy: "TO_LATEST" }, {}],
  ] as const)("%o", (asked, value) => {
    expect(readStrategy(asked)).toEqual({ ok: true, value: { strategy: asked.strategy, ...value } });
  });

  test.each([
    { strategy: "TO_DATETIME" },
    { strategy: "TO_DATETIME", datetime: "yesterday" },
    // Without its zone it is another moment on every machine.
    { strategy: "TO_DATETIME", datetime: "2024-01-15T10:00:00" },
    { strategy: "TO_DATETIME", datetime: "2024-13-45T10:00:00Z" },
    { strategy: "BY_DURATION", duration: "soon" },
    { strategy: "TO_OFFSET", offset: "-1" },
    { strategy: "TO_OFFSET" },
    { strategy: "SHIFT_BY", shift: "a" },
  ] as const)("%o is refused with what is missing", (asked) => {
    const read = readStrategy(asked);
    expect(read.ok ? "" : read.problem).toContain(asked.strategy);
  });

  test("each strategy of the table can be read", () => {
    const all = { datetime: "2024-01-15T10:00:00Z", duration: "1h", offset: "1", shift: "1" };
    for (const strategy of resetStrategies) expect(readStrategy({ strategy, ...all }).ok).toBe(true);
  });
});
