import { describe, expect, test } from "vitest";
import { decodePost } from "../../../src/claims/coordination/council.ts";
import { leasePrefix } from "../../../src/claims/lease-record.ts";
import { changeWishes } from "../../../src/claims/coordination/wishes.ts";
import { EngineWorld, leaseMs, slotOf } from "../engine-world.ts";
import type { TestEngine } from "../engine-world.ts";

const T = leaseMs;
const coordinated = (slotCount: number): EngineWorld => new EngineWorld(slotCount, 1, "coordinated");
const join = (world: EngineWorld, count: number): readonly TestEngine[] =>
  Array.from({ length: count }, (_, at) => world.join(`e${at}`));
const coordinatorOf = (engines: readonly TestEngine[]): TestEngine | undefined =>
  engines.find(({ manager }) => manager.role() === "coordinator");

/** Waits until every slot is held by one of them. */
const owned = (world: EngineWorld, living: readonly TestEngine[], limitMs: number) =>
  world.clock.until(
    () => living.flatMap((one) => one.partitions()).length === world.slotCount,
    limitMs,
    world.checkOwners,
  );

describe("with a coordinator", () => {
  test("a single engine begins at once", async () => {
    const world = coordinated(3);
    const [a] = join(world, 1);
    expect(await world.converge([a!], 4 * T)).toBeLessThan(0.5 * T);
    expect(a!.manager.role()).toBe("coordinator");
  });

  test("engines that start together share the slots, and one coordinates", async () => {
    const world = coordinated(6);
    const engines = join(world, 3);
    expect(await world.converge(engines, 4 * T)).toBeLessThan(2 * T);
    expect(engines.filter(({ manager }) => manager.role() === "coordinator")).toHaveLength(1);
  });

  test("of many engines only those with slots or seats have a lease; the others write nothing", async () => {
    const world = coordinated(4);
    const engines = join(world, 30);
    await owned(world, engines, 4 * T);
    await world.advance(10 * T);
    const leases = await world.store.keys(leasePrefix);
    expect(leases.length).toBeLessThanOrEqual(4 + 5);
    expect(engines.filter((engine) => engine.partitions().length === 1)).toHaveLength(4);
    expect(engines.filter(({ manager }) => manager.role() === "standby").length).toBeGreaterThanOrEqual(21);
  });

  test("a later engine gets its share, with as few moves as that takes", async () => {
    const world = coordinated(6);
    const engines = join(world, 2);
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    const before = engines.map((engine) => engine.owner.acquiredSlots.length);
    const late = world.join("late");
    expect(await world.converge([...engines, late], 4 * T)).toBeLessThan(2 * T);
    await world.advance(4 * T);
    expect(late.owner.acquiredSlots).toHaveLength(2);
    expect(engines.map((engine) => engine.owner.acquiredSlots.length)).toEqual(before);
  });

  test("a settled share does not change", async () => {
    const world = coordinated(5);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    const before = engines.map((engine) => engine.owner.events.length);
    await world.advance(30 * T);
    expect(engines.map((engine) => engine.owner.events.length)).toEqual(before);
  });

  test.each([0, 0.1, 0.2, 0.33])("a killed holder is replaced within 1.7 leases (killed %f T later)", async (later) => {
    const world = coordinated(6);
    const engines = join(world, 4);
    await world.converge(engines, 4 * T);
    await world.advance(T * (3 + later));
    const victim = engines.find(({ manager }) => manager.role() !== "coordinator")!;
    victim.kill();
    const living = engines.filter((engine) => engine !== victim);
    expect(await owned(world, living, 4 * T)).toBeLessThan(1.7 * T);
  });

  test.each([0, 0.15, 0.3])("the coordinator killed with its slots: 1.9 leases (killed %f T later)", async (later) => {
    const world = coordinated(6);
    const engines = join(world, 4);
    await world.converge(engines, 4 * T);
    await world.advance(T * (3 + later));
    const victim = coordinatorOf(engines)!;
    victim.kill();
    const living = engines.filter((engine) => engine !== victim);
    expect(await owned(world, living, 4 * T)).toBeLessThan(1.9 * T);
    expect(coordinatorOf(living)).toBeDefined();
  });

  test("the coordinator dies after another engine that the catalogue still has: its successor knows that one is dead", async () => {
    const world = coordinated(6);
    const engines = join(world, 4);
    await world.converge(engines, 4 * T);
    await world.advance(3 * T);
    const first = engines.find(({ manager }) => manager.role() !== "coordinator")!;
    first.kill();
    const rest = engines.filter((engine) => engine !== first);
    await world.converge(rest, 4 * T);
    await world.advance(3 * T);
    const coordinator = coordinatorOf(rest)!;
    coordinator.kill();
    const living = rest.filter((engine) => engine !== coordinator);
    expect(await owned(world, living, 4 * T)).toBeLessThan(1.7 * T);
    // What told of the dead goes once the catalogue has forgotten them.
    await world.advance(60_000);
    expect(await world.store.keys(leasePrefix)).toHaveLength(living.length);
  });

  test("a killed holder's slot goes to a standby engine where all others have one", async () => {
    const world = coordinated(4);
    const engines = join(world, 12);
    await owned(world, engines, 4 * T);
    await world.advance(10 * T);
    const victim = engines.find((engine) => engine.partitions().length > 0 && engine.manager.role() !== "coordinator")!;
    victim.kill();
    const living = engines.filter((engine) => engine !== victim);
    expect(await owned(world, living, 4 * T)).toBeLessThan(1.8 * T);
  });

  test("a slot given to a standby engine that is dead goes on to another one", async () => {
    const world = coordinated(4);
    const engines = join(world, 12);
    await owned(world, engines, 4 * T);
    await world.advance(10 * T);
    const standby = engines.filter(({ manager }) => manager.role() === "standby");
    for (const engine of standby.slice(1)) engine.kill();
    const victim = engines.find((engine) => engine.partitions().length > 0 && engine.manager.role() !== "coordinator")!;
    victim.kill();
    const living = engines.filter((engine) => engine !== victim && !standby.slice(1).includes(engine));
    expect(await owned(world, living, 12 * T)).toBeLessThan(8 * T);
  });

  test("an engine that stops hands over in tenths of a second, the coordinator too", async () => {
    const world = coordinated(6);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(3 * T);
    const coordinator = coordinatorOf(engines)!;
    const others = engines.filter((engine) => engine !== coordinator);
    const stopping = coordinator.manager.stop({ deadlineMs: 10_000 });
    expect(await owned(world, others, 4 * T)).toBeLessThan(300);
    await world.advance(T);
    expect(await stopping).toEqual({ abandoned: [] });
    const stoppingNext = others[0]!.manager.stop({ deadlineMs: 10_000 });
    expect(await owned(world, others.slice(1), 4 * T)).toBeLessThan(300);
    await world.advance(T);
    expect(await stoppingNext).toEqual({ abandoned: [] });
  });

  test("who stops keeps its slots until the coordinator has named their next owners", async () => {
    const world = coordinated(6);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(3 * T);
    const leaving = engines.find(({ manager }) => manager.role() !== "coordinator")!;
    const others = engines.filter((engine) => engine !== leaving);
    leaving.owner.releaseTakesMs = 0;
    const stopping = leaving.manager.stop({ deadlineMs: 10_000 });
    let longestMs = 0;
    const lastOwned = new Map(leaving.partitions().map((partition) => [partition, 0]));
    const startedMs = world.clock.monotonicMs();
    for (let step = 0; step < 500; step += 1) {
      await world.clock.advance(2, world.checkOwners);
      const nowMs = world.clock.monotonicMs() - startedMs;
      for (const partition of engines.flatMap((engine) => engine.partitions())) {
        longestMs = Math.max(longestMs, nowMs - (lastOwned.get(partition) ?? nowMs));
        if (lastOwned.has(partition)) lastOwned.set(partition, nowMs);
      }
    }
    expect(others.flatMap((engine) => engine.partitions())).toHaveLength(6);
    expect(longestMs).toBeLessThan(50);
    expect(await stopping).toEqual({ abandoned: [] });
  });

  test("all five candidates die together: others take their seats over", async () => {
    const world = coordinated(4);
    const engines = join(world, 12);
    await owned(world, engines, 4 * T);
    await world.advance(30 * T);
    const dead = engines.filter(({ manager }) => ["candidate", "coordinator"].includes(manager.role()));
    expect(dead).toHaveLength(5);
    // What lies in the store can be read by others.
    const posts = await world.store.list("council/");
    expect(posts.values.map(({ value }) => decodePost(value)?.engine)).not.toContain(undefined);
    for (const engine of dead) engine.kill();
    const living = engines.filter((engine) => !dead.includes(engine));
    await world.clock.until(() => coordinatorOf(living) !== undefined, 20 * T, world.checkOwners);
    await owned(world, living, 4 * T);
  });

  test("an outage longer than a lease, then everything as before", async () => {
    const world = coordinated(4);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    for (const engine of engines) engine.cut();
    await world.advance(3 * T);
    expect(engines.flatMap((engine) => engine.partitions())).toEqual([]);
    for (const engine of engines) engine.heal();
    expect(await owned(world, engines, 20 * T)).toBeLessThan(8 * T);
    await world.converge(engines, 20 * T);
  });

  test("a wiped store: tokens go on growing", async () => {
    const world = coordinated(3);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    const before = [...world.committed.values()];
    world.store.wipe();
    await world.advance(T);
    await world.converge(engines, 20 * T);
    expect([...world.committed.values()].every((token, at) => token > before[at]!)).toBe(true);
  });

  test("an operator's wishes: a drained engine is emptied and stays so, a moved slot stays where it is", async () => {
    const world = coordinated(6);
    const engines = join(world, 3);
    await world.converge(engines, 4 * T);
    await world.advance(3 * T);
    const [a, b, c] = engines.toSorted((x) => (x === coordinatorOf(engines) ? 1 : -1)) as [
      TestEngine,
      TestEngine,
      TestEngine,
    ];
    const partition = b.partitions()[0]!;
    await changeWishes(world.store, () => ({
      drained: [a.name],
      pinned: [{ slot: slotOf(partition), engine: c.name }],
    }));
    await world.clock.until(() => a.partitions().length === 0, 4 * T, world.checkOwners);
    await world.converge([b, c], 4 * T);
    await world.advance(5 * T);
    expect([a.partitions(), c.partitions().includes(partition)]).toEqual([[], true]);
    // The next coordinator heeds them as well.
    coordinatorOf(engines)!.kill();
    await world.advance(6 * T);
    expect(a.partitions()).toEqual([]);
    await changeWishes(world.store, () => ({ drained: [], pinned: [] }));
    await world.clock.until(() => a.partitions().length > 0, 8 * T, world.checkOwners);
  });

  test("no engine can have the post: after three leases they go on without one", async () => {
    const world = coordinated(4);
    const value = new TextEncoder().encode('{"formatVersion":99}');
    const posts = ["coordinator", ...[1, 2, 3, 4, 5].map((at) => `seat-${at}`)];
    await world.store.transact(posts.map((post) => ({ kind: "set", key: `council/${post}`, value, version: 0 })));
    const engines = join(world, 3);
    await world.converge(engines, 20 * T);
    expect(engines[0]!.kinds("uncoordinated")).toHaveLength(1);
  });
});
