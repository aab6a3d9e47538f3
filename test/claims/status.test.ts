import { expect, test } from "vitest";
import { readClaimStatus } from "../../src/claims/status.ts";
import { EngineWorld, digestOf, leaseMs, slotOf } from "./engine-world.ts";

test("lists engines and slots, and what it can't read", async () => {
  const world = new EngineWorld(11);
  const [a, b] = [world.join("a"), world.join("b")];
  await world.converge([a, b], leaseMs);
  await world.store.transact([
    { kind: "set", key: "leases/future", value: new TextEncoder().encode('{"formatVersion":9}'), version: 0 },
  ]);
  const status = await readClaimStatus(world.store);
  expect(status.engines.map(({ label, state }) => [label, state])).toEqual([
    ["label of a", "active"],
    ["label of b", "active"],
  ]);
  expect(status.slots.map(({ slot }) => slot.partition)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  const held = a.manager.held()[0]!;
  expect(status.slots.find(({ slot }) => slot.partition === held.slot.partition)).toMatchObject({
    slot: slotOf(held.slot.partition),
    label: "label of a",
    lease: "a.1",
    leaseState: "active",
    state: "held",
    token: held.token,
    digest: digestOf(1),
  });
  expect(status.unreadable).toEqual(["leases/future"]);
});

test("says when the lease of a claim is gone", async () => {
  const world = new EngineWorld(1);
  const a = world.join("a");
  await world.converge([a], leaseMs);
  a.kill();
  const lease = (await world.store.get("leases/a.1"))!;
  await world.store.transact([{ kind: "delete", key: lease.key, version: lease.version }]);
  expect((await readClaimStatus(world.store)).slots).toMatchObject([{ lease: "a.1", leaseState: "missing" }]);
});
