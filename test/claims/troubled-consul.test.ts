import { describe, expect, test } from "vitest";
import { StoreError } from "../../src/claims/store.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { EngineWorld, leaseMs } from "./engine-world.ts";
import type { TestEngine } from "./engine-world.ts";

const T = leaseMs;
const slowMs = 5_000;
const modes = ["uncoordinated", "coordinated"] as const;

const losses = (engines: readonly TestEngine[]): readonly unknown[] =>
  engines.flatMap((engine) => engine.kinds("lease-lost"));
const answerLate = (engines: readonly TestEngine[], ms: number): void => {
  for (const { store } of engines) Object.assign(store.faults, { requestDelayMs: ms / 2, answerDelayMs: ms / 2 });
};

/** Answers a share of the requests with 500; of the writes among them half were done before. */
function failing(store: ClaimStore, random: () => number, share: () => number): ClaimStore {
  const fail = (): StoreError => new StoreError("unreachable", "Consul can't be reached: 500 rpc error");
  const mayFail = async <A>(ask: () => Promise<A>): Promise<A> => {
    if (random() >= share()) return ask();
    if (random() < 0.5) await ask();
    throw fail();
  };
  return {
    get: (key) => mayFail(() => store.get(key)),
    list: (prefix) => mayFail(() => store.list(prefix)),
    keys: (prefix) => mayFail(() => store.keys(prefix)),
    transact: (operations) => mayFail(() => store.transact(operations)),
    watch: (prefix, options) => mayFail(() => store.watch(prefix, options)),
    close: () => store.close(),
  };
}

/** At each step of virtual time the world fails where a slot has two owners, and an owner where a token comes twice. */
describe.each(modes)("a Consul that answers 5 s late, engines %s", (mode) => {
  test("a lease shorter than that is lost, nobody acts for a slot, and all is well when answers are quick again", async () => {
    const world = new EngineWorld(6, 1, mode);
    const engines = [world.join("a"), world.join("b"), world.join("c")];
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    answerLate(engines, slowMs);
    await world.advance(T);
    expect(engines.flatMap((engine) => engine.partitions())).toEqual([]);
    await world.advance(30_000);
    expect(engines.flatMap((engine) => engine.partitions())).toEqual([]);
    answerLate(engines, 0);
    await world.converge(engines, 20 * T);
  });

  test("a lease that is long enough is kept", async () => {
    const world = new EngineWorld(6, 1, mode);
    const engines = ["a", "b", "c"].map((name) => world.join(name, { leaseMs: 60_000 }));
    await world.converge(engines, 240_000);
    await world.advance(60_000);
    answerLate(engines, slowMs);
    const before = engines.map((engine) => engine.owner.events.length);
    await world.advance(300_000);
    expect(losses(engines)).toEqual([]);
    expect(engines.map((engine) => engine.owner.events.length)).toEqual(before);
  });

  test("one engine alone has the slow way: the others take its slots", async () => {
    const world = new EngineWorld(6, 1, mode);
    const engines = [world.join("a"), world.join("b"), world.join("c")];
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    const [slow, ...others] = engines;
    answerLate([slow!], slowMs);
    const owned = (): boolean => others.flatMap((engine) => engine.partitions()).length === 6;
    expect(await world.clock.until(owned, 10 * T, world.checkOwners)).toBeLessThan(2 * T);
    expect(losses([slow!])).not.toEqual([]);
    answerLate([slow!], 0);
    await world.converge(engines, 20 * T);
  });
});

describe.each(modes)("a Consul that answers with 500, engines %s", (mode) => {
  test.each([1, 2])("one request of five for 20 leases, then none: safe, and owned again (seed %i)", async (seed) => {
    const world = new EngineWorld(6, seed, mode);
    let share = 0;
    const engines = ["a", "b", "c"].map((name) =>
      world.join(name, { store: failing(world.store.client(), world.random, () => share) }),
    );
    await world.converge(engines, 4 * T);
    share = 0.2;
    await world.advance(20 * T);
    expect(engines.flatMap((engine) => engine.kinds("store-failed"))).not.toEqual([]);
    share = 0;
    await world.converge(engines, 20 * T);
  });

  test("every request: all stop within the lease, and begin again within eight", async () => {
    const world = new EngineWorld(6, 1, mode);
    let share = 0;
    const engines = ["a", "b", "c"].map((name) =>
      world.join(name, { store: failing(world.store.client(), world.random, () => share) }),
    );
    await world.converge(engines, 4 * T);
    await world.advance(2 * T);
    share = 1;
    await world.advance(T);
    expect(engines.flatMap((engine) => engine.partitions())).toEqual([]);
    await world.advance(10 * T);
    share = 0;
    expect(await world.converge(engines, 20 * T)).toBeLessThan(8 * T);
  });
});
