import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { OffsetTracker } from "../../../src/engine/slots/offset-tracker.ts";

const record = (offset: number) => ({
  offset: BigInt(offset),
  timestampMs: 0,
  key: undefined,
  value: undefined,
  headers: [],
});

describe("the offset tracker", () => {
  test("begins at the position that it was given", () => {
    expect(new OffsetTracker(7n).committable).toBe(7n);
  });

  test("never passes a record that is not settled", () => {
    const tracker = new OffsetTracker(0n);
    const [first, second, third] = [0, 1, 2].map((offset) => tracker.begin(record(offset), BigInt(offset) + 1n));
    second!.outstanding = 0;
    third!.outstanding = 0;
    expect(tracker.advance()).toBe(false);
    expect(tracker.committable).toBe(0n);
    first!.outstanding = 0;
    expect(tracker.advance()).toBe(true);
    expect(tracker.committable).toBe(3n);
    expect(tracker.pending).toBe(0);
  });

  test("a stretch without records is passed when what is before it is settled", () => {
    const tracker = new OffsetTracker(5n);
    const ticket = tracker.begin(record(5), 6n);
    tracker.skipTo(20n);
    expect(tracker.committable).toBe(5n);
    ticket.outstanding = 0;
    tracker.advance();
    expect(tracker.committable).toBe(20n);
  });

  test("an abandoned record is left to the next owner, and with it the stretch without records behind it", () => {
    const tracker = new OffsetTracker(5n);
    tracker.begin(record(5), 6n).outstanding = 0;
    const interrupted = tracker.begin(record(6), 7n);
    tracker.skipTo(20n);
    tracker.abandon(interrupted);
    tracker.advance();
    expect(tracker.committable).toBe(6n);
    expect(tracker.pending).toBe(0);
  });

  test("whatever the order of settlements, commits exactly the settled beginning", () => {
    const offsets = Array.from({ length: 40 }, (_, offset) => offset);
    fc.assert(
      fc.property(fc.shuffledSubarray(offsets), (order) => {
        const tracker = new OffsetTracker(0n);
        const tickets = offsets.map((offset) => tracker.begin(record(offset), BigInt(offset) + 1n));
        const settled = new Set<number>();
        for (const offset of order) {
          tickets[offset]!.outstanding -= 1;
          settled.add(offset);
          tracker.advance();
          const firstOpen = offsets.find((candidate) => !settled.has(candidate)) ?? offsets.length;
          expect(tracker.committable).toBe(BigInt(firstOpen));
          expect(tracker.pending).toBe(offsets.length - firstOpen);
        }
      }),
    );
  });

  test("forgets what it has passed", () => {
    const tracker = new OffsetTracker(0n);
    const open = [];
    for (let offset = 0; offset < 20_000; offset += 1) {
      const ticket = tracker.begin(record(offset), BigInt(offset) + 1n);
      if (offset === 19_999) open.push(ticket);
      else ticket.outstanding = 0;
      if (offset % 100 === 0) tracker.advance();
    }
    tracker.advance();
    expect(tracker.committable).toBe(19_999n);
    expect(tracker.pending).toBe(1);
  });
});
