import { describe, expect, test } from "vitest";
import { LeaseGuard, momentOf } from "../../src/claims/lease-guard.ts";
import type { Clock } from "../../src/model/clock.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

const T = 1_000;

async function held(): Promise<{ readonly clock: VirtualClock; readonly guard: LeaseGuard }> {
  const clock = new VirtualClock();
  await clock.advance(5_000);
  const guard = new LeaseGuard(clock, T);
  guard.renewed(momentOf(clock));
  return { clock, guard };
}

describe("the guard of a lease", () => {
  test("says no before the first renewal, which is no loss", () => {
    const guard = new LeaseGuard(new VirtualClock(), T);
    expect([guard.check(), guard.loss, guard.deadlineMs]).toEqual([false, undefined, undefined]);
  });

  test("ends 0.15 T before the lease, counted from when the renewal was sent", async () => {
    const { clock, guard } = await held();
    expect(guard.deadlineMs).toBe(5_850);
    await clock.advance(849);
    expect(guard.check()).toBe(true);
    await clock.advance(1);
    expect([guard.check(), guard.loss]).toEqual([false, "it was not renewed in time"]);
  });

  test("has ended at the very moment that it names, however that is rounded: whoever waits for it waits once", () => {
    for (let nth = 1; nth <= 1_000; nth += 1) {
      let nowMs = (nth * 1_000) / 7;
      const clock: Clock = { monotonicMs: () => nowMs, wallMs: () => nowMs, sleep: () => Promise.resolve() };
      const guard = new LeaseGuard(clock, 1_500);
      guard.renewed(momentOf(clock));
      nowMs = guard.deadlineMs ?? 0;
      expect(guard.check(), `renewed at ${(nth * 1_000) / 7}`).toBe(false);
    }
  });

  test("a renewal counts from its sent time, however late its answer, and an older one takes nothing back", async () => {
    const { clock, guard } = await held();
    const [first, second] = [momentOf(clock), { monotonicMs: 5_300, wallMs: clock.wallMs() + 300 }];
    await clock.advance(500);
    guard.renewed(second);
    expect(guard.deadlineMs).toBe(6_150);
    guard.renewed(first);
    expect(guard.deadlineMs).toBe(6_150);
  });

  test("once lost it stays lost, whatever is renewed", async () => {
    const { clock, guard } = await held();
    const late = { monotonicMs: 5_800, wallMs: clock.wallMs() + 800 };
    await clock.advance(900);
    guard.renewed(late);
    expect(guard.check()).toBe(false);
    guard.renewed(momentOf(clock));
    expect([guard.check(), guard.loss]).toEqual([false, "it was not renewed in time"]);
  });

  test("a first renewal that comes too late is lost at once", async () => {
    const clock = new VirtualClock();
    const guard = new LeaseGuard(clock, T);
    const sent = momentOf(clock);
    await clock.advance(900);
    guard.renewed(sent);
    expect([guard.check(), guard.loss]).toEqual([false, "it was not renewed in time"]);
  });

  test.each([101, -101])("clocks that disagree by %d ms of 1000 are a loss", async (byMs) => {
    const { clock, guard } = await held();
    clock.wallOffsetMs += byMs;
    expect([guard.check(), guard.loss]).toEqual([false, "the clocks disagree, as after a suspended machine"]);
  });

  test("the tolerance begins anew with each renewal", async () => {
    const { clock, guard } = await held();
    for (let step = 0; step < 5; step += 1) {
      clock.wallOffsetMs += 90;
      expect(guard.check()).toBe(true);
      await clock.advance(100);
      guard.renewed(momentOf(clock));
    }
    expect(guard.loss).toBeUndefined();
  });

  test("the first reason of a loss stays", async () => {
    const { clock, guard } = await held();
    guard.latch("another engine revoked it");
    await clock.advance(5_000);
    guard.latch("it was ended");
    expect([guard.check(), guard.loss]).toEqual([false, "another engine revoked it"]);
  });
});
