import { describe, expect, test } from "vitest";
import { decodeClaim, claimKey, claimPrefix } from "../../src/claims/claim.ts";
import { decodeLease, leasePrefix } from "../../src/claims/lease-record.ts";
import { EngineWorld, digestOf, leaseMs, slotOf, slots } from "./engine-world.ts";

const T = leaseMs;

describe("sharing slots", () => {
  test("one engine owns every slot, at once", async () => {
    const world = new EngineWorld(7);
    const a = world.join("a");
    expect(await world.converge([a], T)).toBeLessThan(50);
    expect(a.partitions()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(a.owner.events.filter((event) => event.startsWith("acquired"))).toHaveLength(7);
  });

  test("an engine that joins gets its share within half a lease, by hand-over", async () => {
    const world = new EngineWorld(8);
    const a = world.join("a");
    await world.converge([a], T);
    const b = world.join("b");
    expect(await world.converge([a, b], T)).toBeLessThan(T / 2);
    expect(a.owner.events.filter((event) => event.startsWith("released"))).toHaveLength(4);
    expect(a.owner.events.filter((event) => event.startsWith("lost"))).toEqual([]);
    const c = world.join("c");
    expect(await world.converge([a, b, c], T)).toBeLessThan(T / 2);
    await world.advance(5 * T);
    expect([a, b, c].flatMap((engine) => engine.kinds("lease-lost"))).toEqual([]);
    expect(world.mostOwners).toBe(8);
  });

  test("more engines than slots: so many owners as slots, and the others wait", async () => {
    const world = new EngineWorld(3);
    const engines = Array.from({ length: 12 }, (_, at) => world.join(`e${at}`));
    await world.converge(engines, 2 * T);
    await world.advance(3 * T);
    expect(engines.filter((engine) => engine.partitions().length > 0)).toHaveLength(3);
    expect(world.mostOwners).toBe(3);
  });

  test("a settled share does not change", async () => {
    const world = new EngineWorld(5);
    const engines = [world.join("a"), world.join("b"), world.join("c")];
    await world.converge(engines, 2 * T);
    await world.advance(T);
    const before = engines.map((engine) => engine.owner.events.length);
    await world.advance(20 * T);
    expect(engines.map((engine) => engine.owner.events.length)).toEqual(before);
  });

  test("slots that are wanted no more are released, new ones are claimed", async () => {
    const world = new EngineWorld(3);
    const a = world.join("a");
    await world.converge([a], T);
    a.manager.setSlots([...slots(1), { slot: slotOf(9), digest: digestOf(1) }]);
    await world.advance(100);
    expect(a.partitions()).toEqual([0, 9]);
    const freed = await world.store.get(claimKey(slotOf(2)));
    expect(decodeClaim(freed!.value)).toMatchObject({ state: "free", token: 1 });
  });

  test("another digest is a hand-over to the same engine under a greater token", async () => {
    const world = new EngineWorld(4);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    const before = [a.partitions(), b.partitions()];
    for (const engine of [a, b]) engine.manager.setSlots(slots(4, 2));
    await world.advance(200);
    expect([a.partitions(), b.partitions()]).toEqual(before);
    for (const held of [...a.manager.held(), ...b.manager.held()])
      expect([held.digest, held.token > 1]).toEqual([digestOf(2), true]);
  });
});

describe("losing an engine", () => {
  test.each([0, 0.1, 0.25, 0.33])("a killed one is replaced within 1.4 leases (killed %f T later)", async (later) => {
    const world = new EngineWorld(6);
    const [a, b, c] = [world.join("a"), world.join("b"), world.join("c")];
    await world.converge([a, b, c], 2 * T);
    await world.advance(T * (1 + later));
    a.kill();
    expect(await world.converge([b, c], 2 * T)).toBeLessThan(1.4 * T);
    expect([...b.kinds("lease-revoked"), ...c.kinds("lease-revoked")]).toHaveLength(1);
  });

  test("two killed at once", async () => {
    const world = new EngineWorld(6);
    const [a, b, c] = [world.join("a"), world.join("b"), world.join("c")];
    await world.converge([a, b, c], 2 * T);
    a.kill();
    b.kill();
    expect(await world.converge([c], 2 * T)).toBeLessThan(1.4 * T);
  });

  test("the lease of a dead engine is cleared away once nothing names it", async () => {
    const world = new EngineWorld(4);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], 2 * T);
    b.kill();
    await world.converge([a], 2 * T);
    await world.advance(T);
    expect(await world.store.keys(leasePrefix)).toEqual(["leases/a.1"]);
  });

  test("one that stops hands over in tens of milliseconds and leaves nothing behind", async () => {
    const world = new EngineWorld(6);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], 2 * T);
    const stopping = a.manager.stop({ deadlineMs: 10_000 });
    expect(await world.converge([b], T)).toBeLessThan(200);
    await world.advance(T);
    expect(await stopping).toEqual({ abandoned: [] });
    expect(await world.store.keys(leasePrefix)).toEqual(["leases/b.1"]);
    expect(a.owner.events.filter((event) => event.startsWith("lost"))).toEqual([]);
  });

  test("the last one that stops leaves free claims, which keep their tokens", async () => {
    const world = new EngineWorld(2);
    const a = world.join("a");
    await world.converge([a], T);
    const stopping = a.manager.stop({ deadlineMs: 10_000 });
    await world.advance(200);
    await stopping;
    const { values } = await world.store.list("");
    expect(values.map(({ key, value }) => [key.startsWith(claimPrefix), decodeClaim(value)?.state])).toEqual([
      [true, "free"],
      [true, "free"],
    ]);
    const b = world.join("b");
    expect(await world.converge([b], T)).toBeLessThan(50);
    expect(b.manager.held().map(({ token }) => token)).toEqual([2, 2]);
  });

  test("an engine that does not finish by the deadline: says what may be delivered twice, others wait for the lease", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    a.owner.releaseTakesMs = 60_000;
    const held = a.partitions();
    const stopping = a.manager.stop({ deadlineMs: 300 });
    await world.advance(400);
    expect(b.partitions()).toHaveLength(1);
    const { abandoned } = await stopping;
    expect(abandoned.map(({ partition }) => partition)).toEqual(held);
    expect(a.owner.events.at(-1)).toMatch(/^lost/);
    expect(await world.converge([b], 2 * T)).toBeLessThan(1.4 * T);
  });

  test("a slot whose claim is answered after the deadline of the stop is taken back from the engine and reported", async () => {
    const world = new EngineWorld(1);
    const a = world.join("a");
    a.store.faults.answerDelayMs = 200;
    a.owner.releaseTakesMs = 60_000;
    await world.clock.until(() => a.kinds("lease-held").length > 0, 2 * T);
    await world.advance(50);
    const stopping = a.manager.stop({ deadlineMs: 20 });
    await world.advance(3 * T);
    expect((await stopping).abandoned).toEqual([slotOf(0)]);
    expect(a.owner.events.at(-1)).toBe("lost 0 token 1");
  });

  test("an engine stuck in a hand-over loses the slot after the time for it", async () => {
    const world = new EngineWorld(2);
    const a = world.join("a", { releaseMs: 500 });
    await world.converge([a], T);
    a.owner.releaseTakesMs = 60_000;
    const b = world.join("b");
    expect(await world.converge([a, b], 2 * T)).toBeGreaterThan(400);
    expect(a.kinds("slot-abandoned")).toHaveLength(1);
  });

  test("an engine that fails to release loses the slot, and it goes on", async () => {
    const world = new EngineWorld(2);
    const a = world.join("a");
    await world.converge([a], T);
    a.owner.releaseFails = true;
    const b = world.join("b");
    await world.converge([a, b], T);
    expect(a.owner.events.filter((event) => event.startsWith("lost"))).toHaveLength(1);
  });
});

describe("a store that fails", () => {
  test("an outage shorter than the guard changes nothing", async () => {
    const world = new EngineWorld(4);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    const before = [a.owner.events.length, b.owner.events.length];
    for (const { store } of [a, b]) store.faults.reachable = false;
    await world.advance(0.4 * T);
    for (const { store } of [a, b]) store.faults.reachable = true;
    await world.advance(3 * T);
    expect([a.owner.events.length, b.owner.events.length]).toEqual(before);
  });

  test("a longer one: everything is kept until the guard ends, lost then, and regained soon after", async () => {
    const world = new EngineWorld(4);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    for (const { store } of [a, b]) store.faults.reachable = false;
    await world.advance(0.5 * T);
    expect(a.partitions().length + b.partitions().length).toBe(4);
    await world.advance(0.4 * T);
    expect([a.partitions(), b.partitions()]).toEqual([[], []]);
    expect([a, b].map((engine) => engine.kinds("lease-lost"))).toMatchObject([
      [{ loss: "it was not renewed in time" }],
      [{ loss: "it was not renewed in time" }],
    ]);
    await world.advance(3 * T);
    for (const { store } of [a, b]) store.faults.reachable = true;
    expect(await world.converge([a, b], 2 * T)).toBeLessThan(T);
    expect(await world.store.keys(leasePrefix)).toContain("leases/a.2");
  });

  test("cut off alone, an engine has stopped before its slots are taken", async () => {
    const world = new EngineWorld(4);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    a.store.faults.reachable = false;
    expect(await world.converge([b], 2 * T)).toBeLessThan(1.4 * T);
    expect(a.owner.events.filter((event) => event.startsWith("lost"))).toHaveLength(2);
    a.store.faults.reachable = true;
    await world.converge([a, b], T);
  });

  test("nobody steals when reads have failed, only after silence that was watched", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    a.kill();
    b.store.faults.reachable = false;
    await world.advance(0.75 * T);
    b.store.faults.reachable = true;
    // The lease of `a` has been silent for longer than 1.2 T here, but it was not watched that long.
    await world.advance(0.7 * T);
    expect(b.kinds("lease-revoked")).toEqual([]);
    await world.converge([b], T);
  });

  test("lost answers, of renewals, claims and releases alike, cost nothing but time", async () => {
    const world = new EngineWorld(4);
    const a = world.join("a");
    a.store.faults.answersToLose = 6;
    await world.converge([a], T);
    const b = world.join("b");
    b.store.faults.answersToLose = 4;
    a.store.faults.answersToLose = 5;
    await world.converge([a, b], 2 * T);
    for (let round = 0; round < 10; round += 1) {
      a.store.faults.answersToLose = 1;
      await world.advance(T / 2);
    }
    expect([...a.kinds("lease-lost"), ...b.kinds("lease-lost")]).toEqual([]);
  });

  test("a renewal that arrives after the revocation revives nothing", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    a.store.faults.requestDelayMs = 3 * T;
    await world.converge([b], 2 * T);
    await world.advance(4 * T);
    expect(a.partitions()).toEqual([]);
    expect(a.kinds("lease-lost").length).toBeGreaterThan(0);
    expect(b.partitions()).toHaveLength(2);
    a.store.faults.requestDelayMs = 0;
    await world.converge([a, b], 5 * T);
  });

  test("slow answers are lived with as long as they fit into the lease", async () => {
    const world = new EngineWorld(4);
    const engines = [world.join("a"), world.join("b")];
    for (const { store } of engines) Object.assign(store.faults, { requestDelayMs: T / 20, answerDelayMs: T / 20 });
    await world.converge(engines, 4 * T);
    await world.advance(10 * T);
    expect(engines.flatMap((engine) => engine.kinds("lease-lost"))).toEqual([]);
  });

  test("a wiped store: engines begin anew, tokens go on growing, and nobody acts before the old owners have ended", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    const before = [...world.committed.values()];
    world.store.wipe();
    await world.advance(0.5 * T);
    expect(a.kinds("lease-lost")).toMatchObject([{ loss: "its key is gone from the store" }]);
    expect([...a.partitions(), ...b.partitions()]).toEqual([]);
    expect(await world.converge([a, b], 4 * T)).toBeGreaterThan(0.7 * T);
    expect([...world.committed.values()].every((token, at) => token > before[at]!)).toBe(true);
  });

  test("a claim that somebody else writes is lost at once, and claimed again under a greater token", async () => {
    const world = new EngineWorld(1);
    const a = world.join("a");
    await world.converge([a], T);
    const claim = await world.store.get(claimKey(slotOf(0)));
    await world.store.transact([{ kind: "delete", key: claim!.key, version: claim!.version }]);
    await world.advance(100);
    expect(a.kinds("slot-lost")).toHaveLength(1);
    await world.converge([a], 3 * T);
    expect(a.manager.held()[0]?.token).toBe(2);
  });

  test("claims and leases of an unknown format are left alone", async () => {
    const world = new EngineWorld(2);
    const value = new TextEncoder().encode('{"formatVersion":2}');
    await world.store.transact([
      { kind: "set", key: claimKey(slotOf(0)), value, version: 0 },
      { kind: "set", key: "leases/from-the-future", value, version: 0 },
    ]);
    const a = world.join("a");
    await world.advance(5 * T);
    expect(a.partitions()).toEqual([1]);
    expect((await world.store.get("leases/from-the-future"))?.value).toEqual(value);
  });
});

describe("clocks", () => {
  test("a step of the wall clock beyond the tolerance drops everything, and a new lease follows", async () => {
    const world = new EngineWorld(2);
    const a = world.join("a");
    await world.converge([a], T);
    await world.advance(T);
    a.clock.wallStepMs = 0.11 * T;
    expect(a.partitions()).toEqual([]);
    await world.advance(1);
    expect(a.kinds("lease-lost")).toMatchObject([{ loss: "the clocks disagree, as after a suspended machine" }]);
    await world.converge([a], T);
    expect((await world.store.keys(leasePrefix)).includes("leases/a.2")).toBe(true);
  });

  test("a small step is tolerated", async () => {
    const world = new EngineWorld(2);
    const a = world.join("a");
    await world.converge([a], T);
    for (let step = 1; step < 5; step += 1) {
      a.clock.wallStepMs += 0.09 * T;
      await world.advance(T);
    }
    expect(a.kinds("lease-lost")).toEqual([]);
  });

  test("a frozen process has lost its slots when it goes on, though it renews before it is told", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    await world.advance(T);
    a.freeze();
    await world.converge([b], 2 * T);
    await world.advance(2 * T);
    a.thaw();
    await world.advance(1);
    expect(a.kinds("lease-lost").length).toBe(1);
    await world.converge([a, b], 2 * T);
  });

  test("frozen for less than the guard: nothing happens", async () => {
    const world = new EngineWorld(2);
    const [a, b] = [world.join("a"), world.join("b")];
    await world.converge([a, b], T);
    a.freeze();
    await world.advance(0.4 * T);
    a.thaw();
    await world.advance(3 * T);
    expect([...a.kinds("lease-lost"), ...b.kinds("lease-revoked")]).toEqual([]);
  });
});

test("a lease shows the engine's label and is renewed every third of its length", async () => {
  const world = new EngineWorld(1);
  world.join("a");
  await world.advance(10 * T);
  const lease = decodeLease((await world.store.get("leases/a.1"))!.value);
  expect(lease).toMatchObject({ engine: "a", label: "label of a", leaseMs: T, state: "active" });
  expect(Number(lease?.nonce.split("/")[1])).toBeGreaterThanOrEqual(30);
  expect(Number(lease?.nonce.split("/")[1])).toBeLessThanOrEqual(32);
});
