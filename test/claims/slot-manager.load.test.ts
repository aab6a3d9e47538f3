import { expect, test } from "vitest";
import type { ClaimStore } from "../../src/claims/store.ts";
import { EngineWorld, leaseMs, slots } from "./engine-world.ts";

const T = leaseMs;

test("a settled engine asks little of the store", async () => {
  const world = new EngineWorld(6);
  const calls = { transact: 0, watch: 0, other: 0 };
  const counting = (store: ClaimStore): ClaimStore => ({
    get: (key) => ((calls.other += 1), store.get(key)),
    list: (prefix) => ((calls.other += 1), store.list(prefix)),
    keys: (prefix) => ((calls.other += 1), store.keys(prefix)),
    transact: (operations) => ((calls.transact += 1), store.transact(operations)),
    watch: (prefix, options) => ((calls.watch += 1), store.watch(prefix, options)),
    close: () => store.close(),
  });
  const engines = [world.join("a"), world.join("b"), world.join("c", { store: counting(world.store.client()) })];
  await world.converge(engines, 2 * T);
  await world.advance(T);
  Object.assign(calls, { transact: 0, watch: 0, other: 0 });
  await world.advance(10 * T);
  // Three renewals a lease, and a read for each renewal that any engine made.
  expect(calls.transact).toBeLessThanOrEqual(31);
  expect(calls.watch).toBeLessThanOrEqual(31 + 3 * 31);
  expect(calls.other).toBe(0);
});

test("a store that refuses everything is not asked in a loop", async () => {
  const world = new EngineWorld(20);
  const a = world.join("a");
  await world.converge([a], T);
  a.store.faults.reachable = false;
  a.manager.setSlots(slots(40));
  const before = a.notes.length;
  await world.advance(0.5 * T);
  expect(a.notes.length - before).toBeLessThan(100);
  await world.advance(10 * T);
  expect(a.notes.length - before).toBeLessThan(1_000);
});
