import fc from "fast-check";
import { CircuitState } from "cockatiel";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import {
  CircuitOpenError,
  defaultBreakerLimits,
  FailureRatio,
  StepBreaker,
} from "../../../src/engine/failures/circuit-breaker.ts";
import { TargetUnavailableError } from "../../../src/engine/failures/failure-class.ts";
import { InterruptedError } from "../../../src/engine/failures/interrupted-error.ts";
import { ProcessingError } from "../../../src/engine/failures/processing-error.ts";
import type { Clock } from "../../../src/model/clock.ts";

let nowMs = 0;
const clock: Clock = { monotonicMs: () => nowMs, wallMs: () => nowMs, sleep: () => Promise.resolve() };
const limits = { windowMs: 12_000, minAttempts: 4, ratio: 0.5, firstProbeMs: 1_000, maxProbeMs: 4_000 };

beforeEach(() => {
  nowMs = 1_000_000;
  vi.useFakeTimers({ toFake: ["Date"], now: nowMs });
});
afterEach(() => vi.useRealTimers());

const pass = (durationMs: number): void => {
  nowMs += durationMs;
  vi.setSystemTime(nowMs);
};
const fail =
  (error: Error): (() => Promise<never>) =>
  () =>
    Promise.reject(error);
const away = (): Error => new TargetUnavailableError("away");
const errorOf = async (running: unknown): Promise<unknown> =>
  Promise.resolve(running).then(
    () => undefined,
    (error: unknown) => error,
  );
const attempt = (breaker: StepBreaker, act: () => unknown): Promise<unknown> =>
  errorOf((async () => breaker.run(act))());
async function open(breaker: StepBreaker): Promise<void> {
  for (let count = 0; count < limits.minAttempts; count += 1) await attempt(breaker, fail(away()));
  expect(breaker.state).toMatchObject({ state: "open", lastFailure: "away" });
}

describe("the ratio over a window", () => {
  test("is that of exactly the attempts that are no older than the window, give or take a twelfth of it", () => {
    const attempts = fc.array(fc.record({ waitMs: fc.nat(5_000), fails: fc.boolean() }), { maxLength: 60 });
    fc.assert(
      fc.property(attempts, (given) => {
        nowMs = 0;
        const ratio = new FailureRatio(limits, clock);
        const made: { readonly atMs: number; readonly fails: boolean }[] = [];
        const opensFor = (windowMs: number): boolean => {
          const seen = made.filter(({ atMs }) => nowMs - atMs < windowMs);
          const failures = seen.filter(({ fails }) => fails).length;
          return seen.length >= limits.minAttempts && failures >= limits.ratio * seen.length;
        };
        for (const { waitMs, fails } of given) {
          nowMs += waitMs;
          made.push({ atMs: nowMs, fails });
          if (!fails) {
            ratio.success(CircuitState.Closed);
            continue;
          }
          const opens = ratio.failure();
          const possible = Array.from({ length: 12 }, (_, index) => opensFor(limits.windowMs - (index * 1_000) / 11));
          expect(possible).toContain(opens);
        }
      }),
    );
  });
});

describe("a step's breaker", () => {
  test("opens when half of the attempts fail, not before there are enough of them", async () => {
    const breaker = new StepBreaker("service", clock, limits);
    for (const act of [fail(away()), () => 1, fail(away())]) await attempt(breaker, act);
    expect(breaker.state.state).toBe("closed");
    await attempt(breaker, fail(away()));
    expect(breaker.state).toEqual({ target: "service", state: "open", lastFailure: "away", opened: 1 });
  });

  test.each([
    ["poison", new ProcessingError("DecodeError", "no")],
    ["a slot that stops", new InterruptedError("stopped")],
  ])("%s is not the target's failure", async (_what, error) => {
    const breaker = new StepBreaker("service", clock, limits);
    for (let count = 0; count < 20; count += 1) expect(await attempt(breaker, fail(error))).toBe(error);
    expect(breaker.state.state).toBe("closed");
  });

  test("failures of long ago don't open it, however little happens between", async () => {
    const breaker = new StepBreaker("service", clock, limits);
    for (let count = 0; count < 20; count += 1) {
      await attempt(breaker, fail(away()));
      pass(limits.windowMs);
    }
    expect(breaker.state.state).toBe("closed");
  });

  test("open, it makes no attempt, says when to come back, and then lets one through", async () => {
    const breaker = new StepBreaker("service", clock, limits);
    await open(breaker);
    const act = vi.fn(() => 7);
    pass(400);
    const refused = await attempt(breaker, act);
    expect(refused).toBeInstanceOf(CircuitOpenError);
    expect(refused).toMatchObject({ message: expect.stringContaining("away") });
    expect(breaker.probeInMs).toBe(600);
    expect(act).not.toHaveBeenCalled();
    pass(600);
    expect(await breaker.run(act)).toBe(7);
    expect(breaker.state.state).toBe("closed");
  });

  test("a probe that fails doubles the pause, up to its bound", async () => {
    const breaker = new StepBreaker("service", clock, limits);
    await open(breaker);
    const pauses: number[] = [];
    for (let count = 0; count < 5; count += 1) {
      const probeInMs = breaker.probeInMs ?? 0;
      pauses.push(probeInMs);
      pass(probeInMs);
      await attempt(breaker, fail(away()));
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000, 4_000, 4_000]);
  });

  test("one attempt is the probe; the others wait for its end", async () => {
    const breaker = new StepBreaker("service", clock, limits);
    await open(breaker);
    pass(1_000);
    let end: (error?: Error) => void = () => undefined;
    const probe = attempt(
      breaker,
      () => new Promise<void>((resolve, reject) => (end = (error) => (error ? reject(error) : resolve()))),
    );
    const other = vi.fn(() => 1);
    const waiting = attempt(breaker, other);
    await Promise.resolve();
    expect(breaker.state.state).toBe("half-open");
    expect(other).not.toHaveBeenCalled();
    end(away());
    expect(await probe).toMatchObject({ message: "away" });
    expect(await waiting).toBeInstanceOf(CircuitOpenError);
  });

  test("closed, it costs no promise where the attempt gives none", () => {
    const breaker = new StepBreaker("service", clock, defaultBreakerLimits);
    expect(breaker.run(() => 5)).toBe(5);
    expect(() =>
      breaker.run(() => {
        throw away();
      }),
    ).toThrow("away");
  });
});
