import { randomUUID } from "node:crypto";
import type { Clock } from "../model/clock.ts";
import { slotKey } from "../model/slot.ts";
import type { Slot } from "../model/slot.ts";
import type { WantedSlot } from "./slot-keeper.ts";
import type { SlotNote } from "./slot-note.ts";
import type { HeldSlot, SlotOwner } from "./slot-owner.ts";
import type { ClaimStore } from "./store.ts";
import { Tenure } from "./tenure.ts";

/** The length of a lease unless the settings say otherwise (design, section 6). */
const defaultLeaseMs = 5_000;
const defaultReleaseMs = 30_000;

export interface SlotManagerOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  /** The engine that the slots are for. */
  readonly owner: SlotOwner;
  /** The engine's configured name, for people; two engines may share one. */
  readonly label: string;
  /** Random per process unless a test names it; never used twice. */
  readonly engineId?: string;
  /** T: how long after a crash others wait, and how long an engine goes on without the store, about. */
  readonly leaseMs?: number;
  /** How long the engine may take to finish a slot that it hands over. */
  readonly releaseMs?: number;
  /** From 0 up to 1, for jitter. */
  readonly random?: () => number;
  readonly note?: (note: SlotNote) => void;
}

/** What became of the slots when the manager stopped. */
export interface StopReport {
  /** Slots that the engine had not let go of by the deadline: what was in flight may be delivered twice. */
  readonly abandoned: readonly Slot[];
}

/**
 * Claims slots for one engine and keeps at most one owner for each among all engines of a store (design, section 6), in
 * the uncoordinated mode: every running engine has a lease and decides from the claims and leases that it reads.
 */
export interface SlotManager {
  /** Begins, in the background; an unreachable store is tried again and again. */
  start(): void;
  /** The slots that should run, with their bundles; replaces what was set before. */
  setSlots(slots: readonly WantedSlot[]): void;
  /** The slots that the engine may act for now. */
  held(): readonly HeldSlot[];
  /** Hands every slot over, at most until the deadline, and takes the engine out. */
  stop(options: { readonly deadlineMs: number }): Promise<StopReport>;
}

class UncoordinatedSlotManager implements SlotManager {
  readonly #options: Required<SlotManagerOptions>;
  readonly #stopped = new AbortController();
  #wanted: ReadonlyMap<string, WantedSlot> = new Map();
  #tenure: Tenure | undefined;
  #running: Promise<void> | undefined;

  constructor(options: SlotManagerOptions) {
    this.#options = {
      engineId: randomUUID(),
      leaseMs: defaultLeaseMs,
      releaseMs: defaultReleaseMs,
      random: Math.random,
      note: () => undefined,
      ...options,
    };
  }

  start(): void {
    this.#running ??= this.#run();
  }

  setSlots(slots: readonly WantedSlot[]): void {
    this.#wanted = new Map(slots.map((wanted) => [slotKey(wanted.slot), wanted]));
    this.#tenure?.kick();
  }

  held(): readonly HeldSlot[] {
    return this.#tenure?.held() ?? [];
  }

  async stop(options: { readonly deadlineMs: number }): Promise<StopReport> {
    this.#stopped.abort(new Error("the slot manager stops"));
    const abandoned = (await this.#tenure?.stop(options.deadlineMs)) ?? [];
    await this.#running;
    return { abandoned };
  }

  async #run(): Promise<void> {
    const { clock, leaseMs, random, engineId } = this.#options;
    for (let lease = 1; !this.#stopped.signal.aborted; lease += 1) {
      this.#tenure = new Tenure({
        ...this.#options,
        engine: engineId,
        lease: `${engineId}.${lease}`,
        wanted: () => this.#wanted,
      });
      await this.#tenure.run();
      // Not all engines at once after an outage that ended the leases of all.
      await clock.sleep((leaseMs / 3) * random(), this.#stopped.signal).catch(() => undefined);
    }
  }
}

export function createSlotManager(options: SlotManagerOptions): SlotManager {
  return new UncoordinatedSlotManager(options);
}
