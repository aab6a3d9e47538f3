import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { leaseLosses } from "../../src/claims/lease-guard.ts";
import { LeaseCell, ProgressCell } from "../../src/claims/renewal/lease-cell.ts";
import { ThreadedLeases } from "../../src/claims/renewal/threaded-leases.ts";
import { VirtualClock } from "../support/virtual-clock.ts";
import { EngineWorld, hangMs, leaseMs } from "./engine-world.ts";
import type { TestEngine } from "./engine-world.ts";

const T = leaseMs;

async function worldOf(slots: number, engines: number): Promise<{ world: EngineWorld; engines: TestEngine[] }> {
  const world = new EngineWorld(slots, 1, "threaded");
  const joined = Array.from({ length: engines }, (_, at) => world.join(`e${at}`));
  await world.converge(joined, 6 * T);
  await world.advance(3 * T);
  return { world, engines: joined };
}

const roleOf = ({ manager }: TestEngine): string => manager.role();

describe("leases that are renewed in a thread of their own", () => {
  test("a computation of four leases costs no slot, and the guard says yes in its middle", async () => {
    const { world, engines } = await worldOf(6, 3);
    const busy = engines.find((engine) => roleOf(engine) !== "coordinator")!;
    const before = busy.partitions();
    expect(before).toHaveLength(2);
    const acquired = engines.map((engine) => engine.owner.acquiredSlots.length);
    busy.block();
    for (let step = 0; step < 40; step += 1) {
      await world.advance(T / 10);
      expect(busy.partitions()).toEqual(before);
    }
    busy.unblock();
    await world.advance(4 * T);
    expect([busy.partitions(), busy.kinds("lease-lost")]).toEqual([before, []]);
    expect(engines.map((engine) => engine.owner.acquiredSlots.length)).toEqual(acquired);
  });

  test("an engine that stands still for too long loses its slots to others, and says why", async () => {
    const { world, engines } = await worldOf(6, 3);
    const hung = engines.find((engine) => roleOf(engine) !== "coordinator")!;
    const others = engines.filter((engine) => engine !== hung);
    hung.block();
    await world.advance(hangMs);
    expect(hung.partitions()).toHaveLength(2);
    const sinceMs = await world.clock.until(
      () => others.flatMap((engine) => engine.partitions()).length === 6,
      4 * T,
      world.checkOwners,
    );
    expect(sinceMs).toBeLessThan(2 * T);
    expect(hung.partitions()).toEqual([]);
    hung.unblock();
    await world.converge(engines, 8 * T);
    expect(hung.kinds("lease-lost")).toMatchObject([{ loss: "its engine stood still for too long" }]);
  });

  test("a coordinator in a long computation is replaced, and the slots of a dead engine don't wait for it", async () => {
    const { world, engines } = await worldOf(8, 4);
    const busy = engines.find((engine) => roleOf(engine) === "coordinator")!;
    const dead = engines.find((engine) => engine !== busy)!;
    const living = engines.filter((engine) => engine !== dead);
    busy.block();
    dead.kill();
    await world.clock.until(
      () => living.flatMap((engine) => engine.partitions()).length === 7,
      3 * T,
      world.checkOwners,
    );
    expect(living.filter((engine) => engine !== busy).map(roleOf)).toContain("coordinator");
    busy.unblock();
    await world.converge(living, 8 * T);
    expect(living.map(roleOf).filter((role) => role === "coordinator")).toHaveLength(1);
    expect(busy.kinds("lease-lost")).toEqual([]);
  });

  test("a suspended process has lost its slots when it wakes, in both threads", async () => {
    const { world, engines } = await worldOf(4, 2);
    const [frozen, other] = [engines[0]!, engines[1]!];
    frozen.freeze();
    await world.advance(3 * T);
    expect([frozen.partitions(), other.partitions().length]).toEqual([[], 4]);
    frozen.thaw();
    await world.converge(engines, 8 * T);
    expect(frozen.kinds("lease-lost")).toHaveLength(1);
  });

  test("a thread that ends takes its leases with it", async () => {
    const clock = new VirtualClock();
    const sent: string[] = [];
    const leases = new ThreadedLeases({ clock, progress: new ProgressCell(), tell: ({ kind }) => sent.push(kind) });
    const told: string[] = [];
    const lease = leases.open({
      store: new EngineWorld(1).store,
      clock,
      id: "e.1",
      engine: "e",
      label: "e",
      leaseMs: T,
      onHeld: () => told.push("held"),
      onLost: (loss) => told.push(loss),
      onTrouble: () => undefined,
    });
    leases.receive({ kind: "held", id: "e.1" });
    const ending = expect(lease.end({ deleteKey: true })).rejects.toThrow("the thread that renewed it has ended");
    leases.abandon();
    await ending;
    expect([told, lease.guard(), sent]).toEqual([["held"], false, ["open", "end"]]);
  });
});

describe("the memory that two threads share of a lease", () => {
  test("gives what was written last, never more time than there is, and the reason of a loss", () => {
    const moment = fc.record({
      monotonicMs: fc.double({ min: 0, max: 1e9, noNaN: true }),
      wallMs: fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 }),
    });
    fc.assert(
      fc.property(fc.array(moment, { minLength: 1 }), fc.constantFrom(...leaseLosses), (moments, loss) => {
        const cell = new LeaseCell();
        const reader = new LeaseCell(cell.buffer);
        expect(reader.read()).toEqual({ sent: undefined, loss: undefined });
        for (const sent of moments) {
          cell.renewed(sent);
          const read = reader.read().sent;
          expect(read?.wallMs).toBe(sent.wallMs);
          expect(read?.monotonicMs).toBeLessThanOrEqual(sent.monotonicMs);
          expect(read?.monotonicMs).toBeGreaterThan(sent.monotonicMs - 0.002);
        }
        cell.lost(loss);
        expect(reader.read().loss).toBe(loss);
      }),
    );
  });
});
