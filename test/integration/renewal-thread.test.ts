import { setTimeout as wait } from "node:timers/promises";
import { afterAll, expect, inject, test } from "vitest";
import { openRenewals } from "../../src/app/renewals/open-renewals.ts";
import { threadClock } from "../../src/app/renewals/thread-clock.ts";
import { createConsulClaimStore } from "../../src/claims/consul/consul-store.ts";
import { decodeLease, leaseKey } from "../../src/claims/lease-record.ts";
import { eventually } from "../support/eventually.ts";

const { consul } = inject("servers");
const options = { address: consul.url, keyPrefix: `sluiceway-test/renewals-${process.pid}-${Date.now()}/` };
const store = createConsulClaimStore(options);
const leaseMs = 1_500;
const program = new URL("../support/renewal-thread.mjs", import.meta.url);
const renewals = openRenewals(options, { hangMs: 60_000, program })!;

afterAll(async () => {
  await renewals.close();
  await store.close();
});

test("a computation of two leases loses nothing: the thread renews, and the guard knows it", async () => {
  const told: string[] = [];
  const lease = renewals.open({
    store,
    clock: threadClock,
    id: "e.1",
    engine: "e",
    label: "e",
    leaseMs,
    onHeld: () => told.push("held"),
    onLost: (loss) => told.push(loss),
    onTrouble: (error) => told.push(String(error)),
  });
  await eventually(() => Promise.resolve(expect(told).toEqual(["held"])));
  const before = (await store.get(leaseKey("e.1")))!.version;

  const untilMs = performance.now() + 2 * leaseMs;
  while (performance.now() < untilMs);
  expect(lease.guard()).toBe(true);

  const after = (await store.get(leaseKey("e.1")))!;
  expect(after.version).toBeGreaterThan(before);
  expect(decodeLease(after.value)).toMatchObject({ state: "active", blocked: true });
  await lease.end({ deleteKey: true });
  await wait(0);
  expect([told, lease.guard(), await store.get(leaseKey("e.1"))]).toEqual([["held"], false, undefined]);
});
