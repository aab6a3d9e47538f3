import { describe, expect, test } from "vitest";
import { EngineWorld, leaseMs } from "../engine-world.ts";
import type { TestEngine } from "../engine-world.ts";

const T = leaseMs;

interface Restored {
  readonly world: EngineWorld;
  readonly engines: readonly TestEngine[];
  /** The greatest token of each slot at the moment at which the store went back. */
  readonly before: readonly number[];
}

/** Engines that agreed, a snapshot, what happens after it, and the store as it was at the snapshot. */
async function restored(
  slotCount: number,
  since: (world: EngineWorld, engines: TestEngine[]) => Promise<void>,
): Promise<Restored> {
  const world = new EngineWorld(slotCount, 1, "coordinated");
  const engines = [world.join("a"), world.join("b"), world.join("c")];
  await world.converge(engines, 4 * T);
  await world.advance(2 * T);
  const restore = world.store.snapshot();
  await since(world, engines);
  const before = [...world.committed.values()];
  restore();
  return { world, engines, before };
}

const tokens = (world: EngineWorld): readonly number[] => [...world.committed.values()];
const grew = ({ world, before }: Restored): readonly boolean[] =>
  tokens(world).map((token, at) => token >= before[at]!);
const coordinators = (engines: readonly TestEngine[]): readonly TestEngine[] =>
  engines.filter(({ manager }) => manager.role() === "coordinator");

/** Waits until every slot is owned in even shares and one engine coordinates; says how many leases that took. */
async function settled(world: EngineWorld, engines: readonly TestEngine[]): Promise<number> {
  const ownedMs = await world.converge(engines, 12 * T);
  return (ownedMs + (await world.clock.until(() => coordinators(engines).length === 1, 12 * T, world.checkOwners))) / T;
}

/** Every schedule checks at each step that no slot has two owners, and the owners that no token comes twice. */
describe("a store that was restored from a snapshot, with a coordinator", () => {
  test("nothing has changed since: one coordinator, every slot owned, no token smaller", async () => {
    const after = await restored(6, (world) => world.advance(20 * T));
    await after.world.advance(T);
    await settled(after.world, after.engines);
    expect(grew(after)).toEqual(Array.from({ length: 6 }, () => true));
    expect(coordinators(after.engines)).toHaveLength(1);
  });

  test("slots have changed hands since: the tokens of the commits decide, and go on growing", async () => {
    const after = await restored(6, async (world, engines) => {
      // Its slots are stolen by engines whose claims the snapshot doesn't know.
      const dead = engines.find(({ manager }) => manager.role() !== "coordinator")!;
      dead.kill();
      engines.splice(engines.indexOf(dead), 1, world.join("d"));
      await world.converge(engines, 20 * T);
      await world.advance(2 * T);
    });
    const stolen = after.before.filter((token) => token > 1).length;
    expect(stolen).toBeGreaterThan(0);
    await after.world.advance(T);
    await settled(after.world, after.engines);
    expect(grew(after)).toEqual(Array.from({ length: 6 }, () => true));
    expect(coordinators(after.engines)).toHaveLength(1);
  });

  test("another coordinates since: the older one's post is in the store again, and one coordinates in the end", async () => {
    const after = await restored(6, async (world, engines) => {
      const [first] = coordinators(engines);
      first!.kill();
      engines.splice(engines.indexOf(first!), 1, world.join("d"));
      await world.converge(engines, 20 * T);
      await world.advance(2 * T);
    });
    await after.world.advance(T);
    await settled(after.world, after.engines);
    expect(coordinators(after.engines)).toHaveLength(1);
    // Assignments go on being made: who joins gets a share.
    const late = after.world.join("late");
    await after.world.converge([...after.engines, late], 20 * T);
    expect(grew(after)).toEqual(Array.from({ length: 6 }, () => true));
  });

  test("all engines are others than in the snapshot: they own everything again, after the wait", async () => {
    const after = await restored(4, async (world, engines) => {
      for (const engine of engines) engine.kill();
      engines.splice(0, engines.length, world.join("x"), world.join("y"));
      await world.converge(engines, 40 * T);
      await world.advance(2 * T);
    });
    await after.world.advance(0.5 * T);
    expect(after.engines.flatMap((engine) => engine.kinds("lease-lost"))).not.toEqual([]);
    await settled(after.world, after.engines);
    expect(tokens(after.world).every((token, at) => token > after.before[at]!)).toBe(true);
  });

  test("an owner that the snapshot doesn't know, and that can't see the store, acts on: nobody acts beside it", async () => {
    const world = new EngineWorld(4, 1, "coordinated");
    const first = world.join("first");
    await world.converge([first], 4 * T);
    const stopped = first.manager.stop({ deadlineMs: T });
    await world.advance(T);
    await stopped;
    // Every claim is free here, and so it will be again.
    const restore = world.store.snapshot();
    const unknown = world.join("unknown");
    await world.converge([unknown], 8 * T);
    await world.advance(2 * T);
    unknown.cut();
    restore();
    const late = world.join("late");
    await world.advance(0.4 * T);
    expect(unknown.partitions()).toHaveLength(4);
    expect(late.partitions()).toEqual([]);
    expect(await settled(world, [late])).toBeLessThan(4);
    expect(tokens(world)).toEqual([3, 3, 3, 3]);
  });

  test("restored again and again while engines come and go", async () => {
    const world = new EngineWorld(4, 7, "coordinated");
    const engines = [world.join("a"), world.join("b")];
    await world.converge(engines, 4 * T);
    let restore = world.store.snapshot();
    for (let round = 0; round < 6; round += 1) {
      await world.advance((1 + round / 3) * T);
      if (round % 2 === 0) {
        engines.shift()!.kill();
        engines.push(world.join(`r${round}`));
      }
      await world.advance(round * 0.4 * T);
      restore();
      if (round === 3) restore = world.store.snapshot();
    }
    // The engines have yet to notice the last time.
    await world.advance(T);
    await settled(world, engines);
  });
});
