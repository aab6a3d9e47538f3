import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Lanes } from "../../../src/engine/slots/lanes.ts";
import type { Ticket } from "../../../src/engine/slots/offset-tracker.ts";
import { OffsetTracker } from "../../../src/engine/slots/offset-tracker.ts";
import type { Ordering } from "../../../src/model/bundle.ts";

const recordOf = (offset: number, key: number | undefined) => ({
  offset: BigInt(offset),
  timestampMs: 0,
  key: key === undefined ? undefined : Buffer.from(`key-${key}`),
  value: undefined,
  headers: [],
});

interface Partition {
  readonly ordering: Ordering;
  readonly concurrency: number;
  readonly keys: readonly (number | undefined)[];
  /** Which of the records under way ends next, and whether something is taken before. */
  readonly moves: readonly { readonly ends: number; readonly takes: number }[];
}

const partitions = fc.record<Partition>({
  ordering: fc.constantFrom("partition", "key", "none"),
  concurrency: fc.integer({ min: 1, max: 5 }),
  keys: fc.array(fc.option(fc.integer({ min: 0, max: 4 }), { nil: undefined }), { maxLength: 40 }),
  moves: fc.array(fc.record({ ends: fc.nat(4), takes: fc.nat(6) }), { maxLength: 120 }),
});

/** Processes a partition in whatever order its lanes allow, and tells each step to `observe`. */
class Run {
  readonly lanes: Lanes;
  readonly tracker = new OffsetTracker(0n);
  readonly running: Ticket[] = [];
  readonly started: bigint[] = [];
  readonly ended = new Set<bigint>();
  readonly #given: Partition;
  #taken = 0;

  constructor(given: Partition) {
    this.#given = given;
    this.lanes = new Lanes(given);
  }

  take(): void {
    const due = this.lanes.next();
    if (due !== undefined) this.#start(due);
    else if (this.lanes.hasRoom && this.#taken < this.#given.keys.length) {
      const offset = this.#taken;
      this.#taken += 1;
      const ticket = this.tracker.begin(recordOf(offset, this.#given.keys[offset]), BigInt(offset) + 1n);
      if (this.lanes.add(ticket)) this.#start(ticket);
    }
  }

  end(choice: number): void {
    const [ticket] = this.running.splice(choice % Math.max(1, this.running.length), 1);
    if (ticket?.record === undefined) return;
    ticket.isProcessed = true;
    ticket.outstanding -= 1;
    this.ended.add(ticket.record.offset);
    this.lanes.ended(ticket);
    this.tracker.advance();
  }

  finish(): void {
    while (this.running.length > 0 || this.lanes.hasDue || this.#taken < this.#given.keys.length) {
      this.take();
      this.end(0);
    }
  }

  #start(ticket: Ticket): void {
    if (ticket.record !== undefined) this.started.push(ticket.record.offset);
    this.running.push(ticket);
  }
}

function play(given: Partition, observe: (run: Run) => void): Run {
  const run = new Run(given);
  for (const { takes, ends } of given.moves) {
    for (let count = 0; count < takes; count += 1) run.take();
    observe(run);
    run.end(ends);
    observe(run);
  }
  return run;
}

const keyAt = ({ keys }: Partition, offset: bigint): number | undefined => keys[Number(offset)];

describe("lanes", () => {
  test("never have more records under way than the concurrency, nor two of one key under `key`", () => {
    fc.assert(
      fc.property(partitions, (given) => {
        play(given, ({ running }) => {
          expect(running.length).toBeLessThanOrEqual(given.ordering === "partition" ? 1 : given.concurrency);
          const keys = running.flatMap(({ record }) => record?.key?.toString() ?? []);
          if (given.ordering === "key") expect(new Set(keys).size).toBe(keys.length);
        });
      }),
    );
  });

  test("start every record once, in the order of the partition or of its key", () => {
    fc.assert(
      fc.property(partitions, (given) => {
        const run = play(given, () => undefined);
        run.finish();
        const all = given.keys.map((_, offset) => BigInt(offset));
        expect([...run.started].sort((a, b) => Number(a - b))).toEqual(all);
        if (given.ordering === "partition") expect(run.started).toEqual(all);
        if (given.ordering === "key")
          for (const key of [0, 1, 2, 3, 4]) {
            const own = run.started.filter((offset) => keyAt(given, offset) === key);
            expect(own).toEqual([...own].sort((a, b) => Number(a - b)));
          }
        expect(run.lanes.isIdle).toBe(true);
      }),
    );
  });

  test("let the commit pass exactly the beginning of the partition that has ended", () => {
    fc.assert(
      fc.property(partitions, (given) => {
        const observe = ({ tracker, ended }: Run): void => {
          let end = 0n;
          while (ended.has(end)) end += 1n;
          expect(tracker.committable).toBe(end);
        };
        const run = play(given, observe);
        run.finish();
        observe(run);
        expect(run.tracker.committable).toBe(BigInt(given.keys.length));
      }),
    );
  });

  test("are full while as many records are under way as may be and others could go on", () => {
    fc.assert(
      fc.property(partitions, (given) => {
        const run = play(given, () => undefined);
        for (let count = 0; count < given.keys.length; count += 1) run.take();
        const isFull = run.running.length === (given.ordering === "partition" ? 1 : given.concurrency);
        // Else everything was taken, and what isn't under way waits for a record of its key.
        if (!isFull) expect(run.lanes.hasDue).toBe(false);
      }),
    );
  });

  test("can be left in the middle: what was begun ends, what lies behind it stays with the next owner", () => {
    fc.assert(
      fc.property(partitions, (given) => {
        const run = play(given, () => undefined);
        const untouched = run.lanes.firstUntouched();
        if (untouched !== undefined) {
          expect(run.tracker.abandon(untouched)).toBe(0);
          run.lanes.dropAbandoned();
        }
        while (run.running.length > 0 || run.lanes.hasDue) {
          const due = run.lanes.next();
          if (due === undefined) run.end(0);
          else run.running.push(due);
        }
        expect(run.lanes.isIdle).toBe(true);
        expect(run.tracker.pending).toBe(0);
        const last = [...run.ended].reduce((most, offset) => (offset > most ? offset : most), -1n);
        expect(run.tracker.committable).toBe(last + 1n);
      }),
    );
  });

  test("an abandoned record takes along what lies behind it, and nothing of it is left waiting", () => {
    fc.assert(
      fc.property(partitions, fc.nat(4), (given, choice) => {
        const run = play(given, () => undefined);
        const [ticket] = run.running.splice(choice % Math.max(1, run.running.length), 1);
        if (ticket?.record === undefined) return;
        const endedBehind = [...run.ended].filter((offset) => offset > (ticket.record?.offset ?? 0n)).length;
        expect(run.tracker.abandon(ticket)).toBe(endedBehind);
        run.lanes.dropAbandoned();
        run.lanes.ended(ticket);
        while (run.running.length > 0 || run.lanes.hasDue) {
          const due = run.lanes.next();
          if (due === undefined) run.end(0);
          else {
            expect(due.isAbandoned).toBe(false);
            run.running.push(due);
          }
        }
        expect(run.lanes.isIdle).toBe(true);
        expect(run.tracker.committable).toBeLessThanOrEqual(ticket.record.offset);
      }),
    );
  });

  test("take no more of a key that is stuck than a thousand records or a megabyte", () => {
    const lanes = new Lanes({ ordering: "key", concurrency: 4 });
    const tracker = new OffsetTracker(0n);
    const add = (value: Buffer | undefined): void => {
      const record = { ...recordOf(0, 1), value };
      lanes.add(tracker.begin(record, 1n));
    };
    add(undefined);
    add(Buffer.alloc(1024 * 1024));
    expect(lanes.hasRoom).toBe(false);
    const many = new Lanes({ ordering: "key", concurrency: 4 });
    let added = 0;
    for (; many.hasRoom; added += 1) many.add(tracker.begin(recordOf(added, 1), BigInt(added)));
    expect(added).toBe(1_001);
  });
});
