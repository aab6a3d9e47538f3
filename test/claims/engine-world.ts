import { createSlotManager } from "../../src/claims/slot-manager.ts";
import type { SlotManager, SlotManagerOptions } from "../../src/claims/slot-manager.ts";
import type { WantedSlot } from "../../src/claims/slot-keeper.ts";
import type { SlotNote } from "../../src/claims/slot-note.ts";
import type { HeldSlot, SlotOwner } from "../../src/claims/slot-owner.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { createEmbeddedMembership } from "../../src/embedded/membership.ts";
import type { EmbeddedMembership } from "../../src/embedded/membership.ts";
import type { EmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import type { Clock } from "../../src/model/clock.ts";
import { parseDigest, parsePipelineName, parseTopicName, parsed } from "../../src/model/names.ts";
import type { Digest } from "../../src/model/names.ts";
import { slotKey } from "../../src/model/slot.ts";
import type { Slot } from "../../src/model/slot.ts";
import { RenewalWorld } from "./renewal-world.ts";
import { StoppableClock } from "../support/stoppable-clock.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

export const leaseMs = 1_500;
/** How long an engine whose leases are renewed in another thread may stand still. */
export const hangMs = 6 * leaseMs;

/**
 * `coordinated`: the engines know of each other and have a coordinator; `uncoordinated`: each decides by itself;
 * `threaded`: coordinated, and leases are renewed in a thread of their own.
 */
export type WorldMode = "coordinated" | "uncoordinated" | "threaded";

export const digestOf = (version: number): Digest =>
  parsed(parseDigest(`sha256:${version.toString(16).padStart(64, "0")}`));

export function slotOf(partition: number): Slot {
  return {
    pipeline: parsed(parsePipelineName("search")),
    topic: parsed(parseTopicName("pipeline.search.step.chunker.input")),
    partition,
  };
}

export function slots(count: number, version = 1): readonly WantedSlot[] {
  return Array.from({ length: count }, (_, partition) => ({ slot: slotOf(partition), digest: digestOf(version) }));
}

/** Stands for the engine: remembers what it was told, and how long it takes to finish. */
class RecordingOwner implements SlotOwner {
  readonly acquiredSlots: HeldSlot[] = [];
  readonly events: string[] = [];
  releaseTakesMs = 20;
  readingTakesMs = 2;
  releaseFails = false;
  readonly #committed: Map<string, number>;
  readonly #clock: Clock;

  constructor(committed: Map<string, number>, clock: Clock) {
    this.#committed = committed;
    this.#clock = clock;
  }

  async committedToken(slot: Slot): Promise<number> {
    await this.#clock.sleep(this.readingTakesMs);
    return this.#committed.get(slotKey(slot)) ?? 0;
  }

  acquired(held: HeldSlot): void {
    this.#event("acquired", held);
    this.acquiredSlots.push(held);
    const before = this.#committed.get(slotKey(held.slot)) ?? 0;
    if (held.token <= before) throw new Error(`token ${held.token} of ${slotKey(held.slot)} after ${before}`);
    if (held.guard()) this.#committed.set(slotKey(held.slot), held.token);
  }

  async release(held: HeldSlot): Promise<void> {
    this.#event("releasing", held);
    await this.#clock.sleep(this.releaseTakesMs);
    if (this.releaseFails) throw new Error("the engine is stuck");
    this.#event("released", held);
  }

  lost(held: HeldSlot): void {
    this.#event("lost", held);
  }

  #event(what: string, held: HeldSlot): void {
    this.events.push(`${what} ${held.slot.partition} token ${held.token}`);
  }
}

/** One engine of the world, on a machine and with a connection of its own. */
export class TestEngine {
  readonly name: string;
  readonly clock: StoppableClock;
  readonly store: EmbeddedClaimStore;
  /** Undefined in a world without coordination. */
  readonly membership: EmbeddedMembership | undefined;
  readonly owner: RecordingOwner;
  readonly manager: SlotManager;
  readonly notes: SlotNote[] = [];
  readonly #renewals: RenewalWorld | undefined;

  constructor(world: EngineWorld, name: string, options: Partial<SlotManagerOptions> = {}) {
    this.name = name;
    this.clock = new StoppableClock(world.clock);
    this.store = world.store.client();
    this.membership = world.membership?.client();
    this.owner = new RecordingOwner(world.committed, this.clock);
    const { store, clock: engineClock } = this;
    if (world.mode === "threaded")
      this.#renewals = new RenewalWorld({ store, shared: world.clock, engineClock, hangMs });
    this.manager = createSlotManager({
      store: this.store,
      clock: this.clock,
      owner: this.owner,
      engineId: name,
      label: `label of ${name}`,
      leaseMs,
      random: world.random,
      ...(this.membership === undefined ? {} : { membership: this.membership }),
      ...(this.#renewals === undefined ? {} : { openLease: this.#renewals.open }),
      note: (note) => this.notes.push(note),
      ...options,
    });
  }

  /** Partitions that it may act for now. */
  partitions(): readonly number[] {
    return this.manager
      .held()
      .map(({ slot }) => slot.partition)
      .toSorted((a, b) => a - b);
  }

  kinds(kind: SlotNote["kind"]): readonly SlotNote[] {
    return this.notes.filter((note) => note.kind === kind);
  }

  /** As `kill -9` does: it stands still, and nothing of it reaches the store any more. */
  kill(): void {
    this.freeze();
    this.cut();
  }

  /** As when the way to Consul, and to its agent, is broken. */
  cut(): void {
    this.store.faults.reachable = false;
    if (this.membership !== undefined) this.membership.faults.reachable = false;
  }

  heal(): void {
    this.store.faults.reachable = true;
    if (this.membership !== undefined) this.membership.faults.reachable = true;
  }

  /** As SIGSTOP and SIGCONT do. */
  freeze(): void {
    this.block();
    this.#renewals?.clock.stop();
  }

  thaw(): void {
    this.#renewals?.clock.goOn();
    this.unblock();
  }

  /** As a long computation does: the thread of the renewals, where there is one, goes on. */
  block(): void {
    this.clock.stop();
    this.#renewals?.deafen();
  }

  unblock(): void {
    this.clock.goOn();
    this.#renewals?.listen();
  }

  stepWallClock(byMs: number): void {
    this.clock.wallStepMs += byMs;
    if (this.#renewals !== undefined) this.#renewals.clock.wallStepMs += byMs;
  }
}

/** Engines around one store in virtual time, and the check that no slot ever has two owners. */
export class EngineWorld {
  readonly clock = new VirtualClock();
  readonly store = createEmbeddedClaimStore(this.clock);
  readonly membership: EmbeddedMembership | undefined;
  /** The tokens in the metadata of Kafka's committed offsets, by slot key. */
  readonly committed = new Map<string, number>();
  readonly engines: TestEngine[] = [];
  readonly slotCount: number;
  #seed: number;
  /** The most owners of all slots together that were seen at once. */
  mostOwners = 0;

  readonly mode: WorldMode;

  constructor(slotCount: number, seed = 1, mode: WorldMode = "uncoordinated") {
    this.slotCount = slotCount;
    this.#seed = seed;
    this.mode = mode;
    this.membership = mode === "uncoordinated" ? undefined : createEmbeddedMembership(this.clock);
  }

  readonly random = (): number => {
    this.#seed = (this.#seed * 48_271) % 2_147_483_647;
    return this.#seed / 2_147_483_647;
  };

  join(name: string, options: Partial<SlotManagerOptions> = {}): TestEngine {
    const engine = new TestEngine(this, name, options);
    this.engines.push(engine);
    engine.manager.setSlots(slots(this.slotCount));
    engine.manager.start();
    return engine;
  }

  /** Fails when two guards say yes for one slot: every slot that any engine was ever given is asked. */
  readonly checkOwners = (): void => {
    const owners = new Map<number, string>();
    for (const engine of this.engines)
      for (const held of engine.owner.acquiredSlots) {
        if (!held.guard()) continue;
        const { partition } = held.slot;
        const other = owners.get(partition);
        const us = `${engine.name} (token ${held.token})`;
        if (other !== undefined) throw new Error(`partition ${partition} has two owners: ${other} and ${us}`);
        owners.set(partition, us);
      }
    this.mostOwners = Math.max(this.mostOwners, owners.size);
  };

  advance(durationMs: number): Promise<void> {
    return this.clock.advance(durationMs, this.checkOwners);
  }

  /** Waits until the living engines own every slot, in shares that differ by one at most; says how long it took. */
  converge(living: readonly TestEngine[], limitMs: number): Promise<number> {
    return this.clock.until(() => this.#isBalanced(living), limitMs, this.checkOwners);
  }

  #isBalanced(living: readonly TestEngine[]): boolean {
    const shares = living.map((engine) => engine.partitions().length);
    const all = living.flatMap((engine) => engine.partitions());
    return new Set(all).size === this.slotCount && Math.max(...shares) - Math.min(...shares) <= 1;
  }
}
