import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Revision } from "../../../src/model/names.ts";
import type { ConvergeEnd, LoopEvent, LoopState } from "../../../src/reconcile/loop/loop-state.ts";
import { after, decide, initialLoopState } from "../../../src/reconcile/loop/loop-state.ts";
import type { LoopTiming } from "../../../src/reconcile/loop/timing.ts";
import { backoffMs, defaultTiming } from "../../../src/reconcile/loop/timing.ts";

const timing: LoopTiming = { ...defaultTiming, pollMs: 30_000, driftMs: 60_000, confirmMs: 3_000 };
const revision = (n: number): Revision => n.toString(16).padStart(40, "0") as Revision;

/** What the world answers at one moment: the branch, which revisions compile, how converging ends. */
interface Weather {
  readonly head: number | undefined;
  readonly compiles: boolean;
  readonly readable: boolean;
  readonly end: ConvergeEnd;
  readonly wake: "branch" | "cluster" | undefined;
}

const weather: fc.Arbitrary<Weather> = fc.record({
  head: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined, freq: 4 }),
  compiles: fc.boolean(),
  readable: fc.boolean(),
  end: fc.constantFrom<ConvergeEnd>("settled", "unconfirmed", "failed"),
  wake: fc.constantFrom<Weather["wake"]>(undefined, undefined, "branch", "cluster"),
});

interface Step {
  readonly state: LoopState;
  readonly nowMs: number;
  readonly event: LoopEvent;
  readonly before: LoopState;
}

/** Runs the machine through a list of weathers in virtual time, one action each; whether a revision compiles is its own. */
function run(forecast: readonly Weather[], compiles: (revision: Revision) => boolean, random = 0.5): readonly Step[] {
  let nowMs = 0;
  let state = initialLoopState(nowMs, revision(9));
  return forecast.flatMap(({ head, readable, end, wake }): readonly Step[] => {
    const steps: Step[] = [];
    const record = (event: LoopEvent): void => {
      const before = state;
      state = after(state, event, { nowMs, random, timing });
      steps.push({ before, state, nowMs, event });
    };
    if (wake !== undefined) record({ kind: "woken", by: wake });
    const action = decide(state, nowMs);
    switch (action.kind) {
      case "fetch":
        record(head === undefined ? { kind: "fetch-failed" } : { kind: "fetched", head: revision(head) });
        break;
      case "compile":
        if (!readable) record({ kind: "compile-failed" });
        else record({ kind: compiles(action.revision) ? "compiled" : "refused", revision: action.revision });
        break;
      case "converge":
        record({ kind: "converged", end });
        break;
      case "wait":
        expect(action.untilMs).toBeGreaterThan(nowMs);
        nowMs = action.untilMs;
    }
    return steps;
  });
}

const forecasts = fc.array(weather, { minLength: 1, maxLength: 120 });
const sound = fc.uniqueArray(fc.integer({ min: 1, max: 9 })).map((numbers) => new Set(numbers.map(revision)));

describe("the loop of a reconciler", () => {
  test("only revisions that compiled come into force, and one stays until another one compiles", () => {
    fc.assert(
      fc.property(forecasts, sound, (forecast, good) => {
        for (const { before, state, event } of run(forecast, (one) => good.has(one))) {
          if (state.inForce !== undefined) expect(good.has(state.inForce)).toBe(true);
          if (before.inForce !== state.inForce) expect(event.kind).toBe("compiled");
        }
      }),
    );
  });

  test("a revision that doesn't compile is compiled once, as long as the branch stays", () => {
    fc.assert(
      fc.property(forecasts, sound, (forecast, good) => {
        let refusals = new Map<Revision, number>();
        for (const { before, state, event } of run(forecast, (one) => good.has(one))) {
          if (before.head !== state.head) refusals = new Map();
          if (event.kind !== "refused") continue;
          refusals.set(event.revision, (refusals.get(event.revision) ?? 0) + 1);
          expect(refusals.get(event.revision)).toBe(1);
        }
      }),
    );
  });

  test("however often it is woken, the branch is looked at once in a second at most", () => {
    fc.assert(
      fc.property(forecasts, (forecast) => {
        const flooded = forecast.map((one) => ({ ...one, wake: "branch" as const }));
        const looks = run(flooded, () => true)
          .filter(({ event }) => event.kind === "fetched" || event.kind === "fetch-failed")
          .map(({ nowMs }) => nowMs);
        for (const [index, lookMs] of looks.slice(1).entries())
          expect(lookMs - (looks[index] ?? 0)).toBeGreaterThanOrEqual(timing.leastFetchMs);
      }),
    );
  });

  test("once the world is calm, the head is in force and looked after at every interval", () => {
    fc.assert(
      fc.property(forecasts, fc.double({ min: 0, max: 0.99, noNaN: true }), (forecast, random) => {
        const calm: Weather = { head: 1, compiles: true, readable: true, end: "settled", wake: undefined };
        const steps = run([...forecast, ...Array.from({ length: 60 }, () => calm)], () => true, random);
        const last = steps.at(-1);
        expect(last?.state.inForce).toBe(revision(1));
        const converged = steps.filter(({ event }) => event.kind === "converged").map(({ nowMs }) => nowMs);
        const [secondLast = 0, end = 0] = converged.slice(-2);
        expect(end - secondLast).toBeLessThanOrEqual(timing.driftMs * 1.1 + 1);
      }),
    );
  });

  test("after failures the delays grow to their bound and no further", () => {
    const failing: Weather = { head: undefined, compiles: true, readable: true, end: "failed", wake: undefined };
    const looks = run(
      Array.from({ length: 60 }, () => failing),
      () => false,
    ).filter(({ event }) => event.kind === "fetch-failed");
    const delays = looks.slice(1).map(({ nowMs }, index) => nowMs - (looks[index]?.nowMs ?? 0));
    expect(delays.slice(0, 4)).toEqual([1_000, 1_500, 3_000, 6_000]);
    expect(delays.at(-1)).toBe(timing.maxBackoffMs * 0.75);
    expect(backoffMs(timing, 1_000, 0.999)).toBeLessThanOrEqual(timing.maxBackoffMs);
  });

  test("what was in force before is converged while the head doesn't compile, or the repository is gone", () => {
    const calm: Weather = { head: 1, compiles: true, readable: true, end: "settled", wake: undefined };
    const broken = run(
      Array.from({ length: 5 }, () => calm),
      (one) => one !== revision(1),
    );
    expect(broken.map(({ event }) => event.kind).slice(0, 4)).toEqual(["fetched", "refused", "compiled", "converged"]);
    expect(broken.at(-1)?.state.inForce).toBe(revision(9));
    const gone = run(
      Array.from({ length: 4 }, () => ({ ...calm, head: undefined })),
      () => true,
    );
    expect(gone.map(({ event }) => event.kind).slice(0, 3)).toEqual(["fetch-failed", "compiled", "converged"]);
  });

  test("a difference is looked at again after the time for its confirmation", () => {
    const state = { ...initialLoopState(0, undefined), inForce: revision(1), nextFetchMs: 1e9 };
    const next = after(state, { kind: "converged", end: "unconfirmed" }, { nowMs: 10, random: 0, timing });
    expect(decide(next, 10)).toEqual({ kind: "wait", untilMs: 10 + timing.confirmMs });
    expect(decide(after(next, { kind: "woken", by: "cluster" }, { nowMs: 20, random: 0, timing }), 20)).toMatchObject({
      kind: "converge",
    });
  });
});
