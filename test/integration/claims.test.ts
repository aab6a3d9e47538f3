import { beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { connectConsul } from "../../src/app/claims.ts";
import { createSlotManager } from "../../src/claims/slot-manager.ts";
import type { SlotManager } from "../../src/claims/slot-manager.ts";
import type { HeldSlot, SlotOwner } from "../../src/claims/slot-owner.ts";
import { readClaimStatus } from "../../src/claims/status.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { machineClock } from "../../src/embedded/machine-clock.ts";
import { slotKey } from "../../src/model/slot.ts";
import { slots } from "../claims/engine-world.ts";
import { startConsul } from "../infra/consul.ts";
import { StoppableClock } from "../support/stoppable-clock.ts";

const leaseMs = 1_500;
const slotCount = 10;
const { consul } = inject("servers");
const keyPrefix = `sluiceway-test/claims-${process.pid}-${Date.now()}/`;
const committed = new Map<string, number>();
const given: HeldSlot[] = [];

interface RunningEngine {
  readonly manager: SlotManager;
  readonly store: ClaimStore;
  readonly clock: StoppableClock;
}

beforeEach(() => {
  committed.clear();
  given.length = 0;
});

function recordingOwner(): SlotOwner {
  return {
    committedToken: (slot) => Promise.resolve(committed.get(slotKey(slot)) ?? 0),
    acquired: (held) => {
      given.push(held);
      if (held.guard()) committed.set(slotKey(held.slot), held.token);
    },
    release: () => machineClock.sleep(10),
    lost: () => undefined,
  };
}

function start(label: string, address: string): RunningEngine {
  const store = connectConsul({ address, keyPrefix, requestTimeoutMs: 2_000 });
  const clock = new StoppableClock(machineClock);
  const manager = createSlotManager({ store, clock, owner: recordingOwner(), label, leaseMs });
  manager.setSlots(slots(slotCount));
  manager.start();
  onTestFinished(async () => {
    clock.goOn();
    await manager.stop({ deadlineMs: 100 });
    await store.close();
  });
  return { manager, store, clock };
}

/** Slots for which more than one guard says yes. */
function doublyOwned(): readonly string[] {
  const owners = given.filter((held) => held.guard()).map(({ slot }) => slotKey(slot));
  return owners.filter((key, at) => owners.indexOf(key) !== at);
}

async function until(condition: () => boolean): Promise<void> {
  const deadlineMs = performance.now() + 60_000;
  while (!condition()) {
    expect(doublyOwned()).toEqual([]);
    if (performance.now() > deadlineMs) throw new Error("did not come about within a minute");
    await machineClock.sleep(5);
  }
}

const shared = (engines: readonly RunningEngine[]): boolean => {
  const shares = engines.map(({ manager }) => manager.held().length);
  return shares.reduce((sum, share) => sum + share, 0) === slotCount && Math.max(...shares) - Math.min(...shares) <= 1;
};

test("three engines share slots over a real Consul; one is killed, one stops, and the last owns everything", async () => {
  const [a, b, c] = [start("a", consul.url), start("b", consul.url), start("c", consul.url)];
  await until(() => shared([a, b, c]));

  const status = await readClaimStatus(c.store);
  expect(status.engines.map(({ label }) => label).toSorted()).toEqual(["a", "b", "c"]);
  expect(status.slots.map(({ state }) => state)).toEqual(Array.from({ length: slotCount }, () => "held"));

  a.clock.stop();
  await a.store.close();
  await until(() => shared([b, c]));

  expect(await b.manager.stop({ deadlineMs: 10_000 })).toEqual({ abandoned: [] });
  await until(() => shared([c]));

  const after = await readClaimStatus(c.store);
  expect(new Set(after.slots.map(({ label }) => label))).toEqual(new Set(["c"]));
  expectGrowingTokens();
});

/** Every claim of a slot had a greater token than the one before. */
function expectGrowingTokens(): void {
  const tokens = new Map<string, number[]>();
  for (const { slot, token } of given) tokens.set(slotKey(slot), [...(tokens.get(slotKey(slot)) ?? []), token]);
  for (const seen of tokens.values()) expect(seen).toEqual([...new Set(seen)].toSorted((x, y) => x - y));
}

test("when Consul freezes or dies, engines stop by themselves, and resume when it is back", async () => {
  const own = await startConsul();
  onTestFinished(() => own.kill("SIGKILL"));
  const engines = [start("a", own.url), start("b", own.url)];
  const held = (): number => engines.reduce((sum, { manager }) => sum + manager.held().length, 0);
  await until(() => shared(engines));

  await own.kill("SIGSTOP");
  await until(() => held() === 0);
  await own.kill("SIGCONT");
  await until(() => shared(engines));

  await own.kill("SIGKILL");
  await until(() => held() === 0);
  await own.restart();
  await until(() => shared(engines));
  expectGrowingTokens();
});
