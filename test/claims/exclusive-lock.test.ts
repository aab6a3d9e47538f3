import { expect, test } from "vitest";
import type { LockAttempt } from "../../src/claims/exclusive-lock.ts";
import { acquireLock } from "../../src/claims/exclusive-lock.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { StoreError } from "../../src/claims/store.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import type { Clock } from "../../src/model/clock.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { storeWith } from "../../src/claims/store.ts";

const leaseMs = 5_000;

function attempt(store: ClaimStore, clock: Clock, id: string): Promise<LockAttempt> {
  return acquireLock({ store, clock, key: "locks/test", id, label: id, leaseMs });
}

test("one holds it, and the other is told who, as soon as the holder has renewed it", async () => {
  const clock = new VirtualClock();
  const store = createEmbeddedClaimStore();
  const first = await attempt(store, clock, "ada");
  expect(first.isHeld).toBe(true);
  const second = attempt(store, clock, "grace");
  await clock.advance(leaseMs / 2);
  expect(await second).toMatchObject({ isHeld: false, holder: { label: "ada" } });
  if (first.isHeld) expect(first.lock.guard()).toBe(true);
});

test("one that is released is free at once", async () => {
  const clock = new VirtualClock();
  const store = createEmbeddedClaimStore();
  const first = await attempt(store, clock, "ada");
  if (!first.isHeld) throw new Error("nobody else wants it");
  await first.lock.release();
  expect(first.lock.guard()).toBe(false);
  expect((await attempt(store, clock, "grace")).isHeld).toBe(true);
});

test("one whose holder has died is taken over, and never before its own guard has said no", async () => {
  const clock = new VirtualClock();
  const store = createEmbeddedClaimStore();
  let isDead = false;
  const mortal = storeWith(store, (operations) =>
    isDead ? Promise.reject(new StoreError("unreachable", "cut off")) : store.transact(operations),
  );
  const first = await attempt(mortal, clock, "ada");
  if (!first.isHeld) throw new Error("nobody else wants it");
  isDead = true;
  let tookOverAtMs: number | undefined;
  void attempt(store, clock, "grace").then((second) => {
    expect(second.isHeld).toBe(true);
    expect(first.lock.guard()).toBe(false);
    tookOverAtMs = clock.monotonicMs();
  });
  for (let step = 0; step < 100 && tookOverAtMs === undefined; step += 1) await clock.advance(100);
  expect(tookOverAtMs).toBeGreaterThanOrEqual(1.2 * leaseMs);
  expect(tookOverAtMs).toBeLessThan(2 * leaseMs);
});

test("a write whose answer was lost counts", async () => {
  const clock = new VirtualClock();
  const store = createEmbeddedClaimStore();
  let losses = 1;
  const lossy = storeWith(store, async (operations) => {
    const result = await store.transact(operations);
    if (losses > 0) {
      losses -= 1;
      throw new StoreError("unreachable", "the answer was lost");
    }
    return result;
  });
  const first = await attempt(lossy, clock, "ada");
  expect(first.isHeld).toBe(true);
  await clock.advance(3 * leaseMs);
  if (first.isHeld) expect(first.lock.guard()).toBe(true);
});
