import { randomUUID } from "node:crypto";
import type { Clock } from "../model/clock.ts";
import type { Slot } from "../model/slot.ts";
import { Coordination } from "./coordination/coordination.ts";
import type { Membership, Member } from "./coordination/membership.ts";
import type { Tuning } from "./coordination/plan-assignments.ts";
import type { LeaseHandle, LeaseOptions } from "./lease.ts";
import type { WantedSlot } from "./slot-keeper.ts";
import type { SlotNote } from "./slot-note.ts";
import type { HeldSlot, SlotOwner } from "./slot-owner.ts";
import type { ClaimStore } from "./store.ts";
import { Tenure, bySlotKey } from "./tenure.ts";
import type { Advice } from "./advice.ts";
import { Wakeup } from "./wakeup.ts";

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
  /** How engines know of each other; without it every engine decides by itself, always. */
  readonly membership?: Membership;
  /** What the engine says of itself beside id and label. */
  readonly member?: Partial<Pick<Member, "zone" | "address" | "modules">>;
  /** What a coordinator takes into account beside balance; asked at every decision. */
  readonly tuning?: () => Tuning;
  /**
   * Told whether this engine has to know what should run, as a candidate or where there is no coordinator: only then
   * does `setSlots` have to be kept up to date. Without `membership` it always has.
   */
  readonly needsSlots?: (needed: boolean) => void;
  /** Begins a lease; by default it is renewed in this thread. */
  readonly openLease?: (options: LeaseOptions) => LeaseHandle;
}

/** What became of the slots when the manager stopped. */
export interface StopReport {
  /** Slots that the engine had not let go of by the deadline: what was in flight may be delivered twice. */
  readonly abandoned: readonly Slot[];
}

/** What an engine is at the moment. */
type SlotRole = "standby" | "active" | "candidate" | "coordinator";

/** Claims slots for one engine and keeps at most one owner for each among all engines of a store (design, section 6). */
export interface SlotManager {
  /** Begins, in the background; an unreachable store is tried again and again. */
  start(): void;
  /** The slots that should run, with their bundles; replaces what was set before. */
  setSlots(slots: readonly WantedSlot[]): void;
  /** The slots that the engine may act for now. */
  held(): readonly HeldSlot[];
  role(): SlotRole;
  /** Hands every slot over, at most until the deadline, and takes the engine out. */
  stop(options: { readonly deadlineMs: number }): Promise<StopReport>;
}

class LeasedSlotManager implements SlotManager {
  readonly #options: Omit<Required<SlotManagerOptions>, "membership" | "openLease"> & SlotManagerOptions;
  readonly #stopped = new AbortController();
  readonly #wakeup: Wakeup;
  #wanted: ReadonlyMap<string, WantedSlot> | undefined;
  #tenure: Tenure | undefined;
  #coordination: Coordination | undefined;
  #running: Promise<void> | undefined;
  #needsSlots: boolean | undefined;
  #leaving = false;

  constructor(options: SlotManagerOptions) {
    this.#options = {
      engineId: randomUUID(),
      leaseMs: defaultLeaseMs,
      releaseMs: defaultReleaseMs,
      random: Math.random,
      note: () => undefined,
      member: {},
      tuning: () => ({}),
      needsSlots: () => undefined,
      ...options,
    };
    this.#wakeup = new Wakeup(options.clock);
  }

  start(): void {
    this.#running ??= this.#run();
  }

  setSlots(slots: readonly WantedSlot[]): void {
    this.#wanted = bySlotKey(slots);
    this.#kick();
  }

  held(): readonly HeldSlot[] {
    return this.#tenure?.held() ?? [];
  }

  role(): SlotRole {
    if (this.#tenure === undefined) return "standby";
    if (this.#tenure.isCoordinator) return "coordinator";
    return this.#tenure.isSeated ? "candidate" : "active";
  }

  async stop(options: { readonly deadlineMs: number }): Promise<StopReport> {
    this.#leaving = true;
    await this.#tenure?.leave(Math.min(options.deadlineMs / 2, 2 * this.#options.leaseMs));
    this.#stopped.abort(new Error("the slot manager stops"));
    this.#wakeup.notify();
    const abandoned = (await this.#tenure?.stop(options.deadlineMs)) ?? [];
    await this.#running;
    await this.#coordination?.ended();
    return { abandoned };
  }

  async #run(): Promise<void> {
    const { clock, leaseMs, random, engineId } = this.#options;
    const { signal } = this.#stopped;
    this.#coordinate();
    for (let number = 1; !signal.aborted && !this.#leaving;) {
      this.#tellNeed();
      const seat = this.#coordination?.takeSeat();
      if (seat === undefined && !this.#isNeeded()) {
        await this.#wakeup.wait();
        continue;
      }
      this.#tenure = new Tenure({
        ...this.#options,
        engine: engineId,
        lease: `${engineId}.${number}`,
        advice: () => this.#advice(),
        roleChanged: () => this.#tellNeed(),
        ...(seat === undefined ? {} : { seat }),
        ...(this.#coordination === undefined ? {} : { coordination: this.#coordination.parts() }),
      });
      const loss = await this.#tenure.run();
      this.#tenure = undefined;
      number += 1;
      // A lease that never began leaves nothing behind: the seat that it was for is another's.
      if (loss === "somebody else took the seat that it was for") continue;
      if (loss !== "it was ended") this.#coordination?.lostLease(number - 1);
      // Not all engines at once after an outage that ended the leases of all.
      if (loss !== "it was ended") await clock.sleep((leaseMs / 3) * random(), signal).catch(() => undefined);
    }
  }

  #coordinate(): void {
    const { membership, member, label, engineId } = this.#options;
    if (membership === undefined) return;
    this.#coordination = new Coordination({
      ...this.#options,
      membership,
      engine: engineId,
      member: { modules: true, ...member, engine: engineId, label },
      signal: this.#stopped.signal,
      wanted: () => this.#wanted,
      isSeated: () => this.#tenure?.isSeated === true,
      isActive: () => this.#tenure !== undefined,
      changed: () => this.#kick(),
    });
  }

  #kick(): void {
    this.#tellNeed();
    const tenure = this.#tenure;
    if (tenure === undefined) return this.#wakeup.notify();
    const seat = tenure.isSeated ? undefined : this.#coordination?.takeSeat();
    if (seat !== undefined) void tenure.sit(seat);
    tenure.kick();
  }

  /** Without a seat an engine has a lease only while it has slots, or where nobody says who should have them. */
  #isNeeded(): boolean {
    const advice = this.#advice();
    return advice.kind === "alone" || (advice.kind === "assigned" && advice.wanted.size > 0);
  }

  #advice(): Advice {
    const alone = { kind: "alone", wanted: this.#runnable() } as const;
    if (this.#coordination === undefined) return alone;
    // As long as it doesn't know what should run it goes on with what it was told.
    if (this.#coordination.isAlone && this.#wanted !== undefined) return alone;
    return this.#coordination.assigned();
  }

  /** What this engine may run of what should. */
  #runnable(): ReadonlyMap<string, WantedSlot> {
    const { modules = true } = this.#options.member;
    const wanted = [...(this.#wanted ?? [])].filter(([, { needsModules }]) => modules || needsModules !== true);
    return new Map(wanted);
  }

  #tellNeed(): void {
    // A candidate as well, so that it can coordinate at once.
    const needed = this.#coordination === undefined || this.#coordination.isAlone || this.#tenure?.isSeated === true;
    if (needed === this.#needsSlots || this.#stopped.signal.aborted) return;
    this.#needsSlots = needed;
    this.#options.needsSlots(needed);
  }
}

/** A manager that does nothing until it is started. */
export function createSlotManager(options: SlotManagerOptions): SlotManager {
  return new LeasedSlotManager(options);
}
