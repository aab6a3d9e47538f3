import type { LeaseRecord } from "../lease-record.ts";
import type { SeenLease } from "../slot-view.ts";
import { memberTtlMs } from "./membership.ts";
import type { Member } from "./membership.ts";

/** An engine that slots may be assigned to, as far as the coordinator knows it. */
export interface RosterEngine {
  readonly engine: string;
  readonly label: string;
  readonly modules: boolean;
  readonly zone: string | undefined;
  readonly address: string | undefined;
  readonly hasLease: boolean;
}

/** Past that time a dead engine has left the catalogue; one that is still there lives. */
const longestExclusionMs = memberTtlMs + 10_000;

/** The number in a lease's id: the engine's first lease has 1. */
const numberOf = (lease: string): number => Number(lease.slice(lease.lastIndexOf(".") + 1)) || 0;

/**
 * Who takes part, from the catalogue and the leases. The catalogue is slow to notice a death, so an engine whose lease
 * was revoked, or that doesn't react to its assignment, is passed over until it says that it is back.
 */
export class Roster {
  readonly #leaseMs: number;
  #members: ReadonlyMap<string, Member> = new Map();
  #leases: ReadonlyMap<string, LeaseRecord> = new Map();
  #leaving: ReadonlySet<string> = new Set();
  /** Until when, and until which number of lost leases it has told, an engine is passed over. */
  readonly #excluded = new Map<string, { readonly untilMs: number; readonly incarnation: number }>();
  readonly #judged = new Set<string>();
  /** Since when an engine has slots assigned and no lease. */
  readonly #unanswered = new Map<string, number>();
  #known: ReadonlySet<string> = new Set();
  #firstJoinMs = -Infinity;
  #lastJoinMs = -Infinity;

  constructor(leaseMs: number) {
    this.#leaseMs = leaseMs;
  }

  readMembers(members: readonly Member[]): void {
    this.#members = new Map(members.map((member) => [member.engine, member]));
  }

  readLeases(leases: ReadonlyMap<string, SeenLease>, nowMs: number): void {
    const active = new Map<string, LeaseRecord>();
    const leaving = new Set<string>();
    for (const { record } of leases.values()) {
      if (record?.state === "active") active.set(record.engine, record);
      if (record?.state === "leaving") leaving.add(record.engine);
    }
    for (const [id, { record }] of leases) if (record?.state === "revoked") this.#judge(id, record.engine, nowMs);
    for (const id of this.#judged) if (!leases.has(id)) this.#judged.delete(id);
    this.#leases = active;
    this.#leaving = leaving;
  }

  hasLease(engine: string): boolean {
    return this.#leases.has(engine);
  }

  isMember(engine: string): boolean {
    return this.#members.has(engine);
  }

  /** Whether the catalogue has an engine that has not said that it is back from the loss of that lease. */
  isBelievedIn(engine: string, lease: string): boolean {
    const member = this.#members.get(engine);
    return member !== undefined && member.incarnation < numberOf(lease);
  }

  /** Passes over engines that were given slots and have not even taken a lease in 0.6 T. */
  checkAnswers(assigned: ReadonlySet<string>, nowMs: number): void {
    for (const engine of this.#unanswered.keys())
      if (!assigned.has(engine) || this.#leases.has(engine)) this.#unanswered.delete(engine);
    for (const engine of assigned) {
      if (this.#leases.has(engine)) continue;
      const sinceMs = this.#unanswered.get(engine) ?? nowMs;
      this.#unanswered.set(engine, sinceMs);
      if (nowMs - sinceMs >= 0.6 * this.#leaseMs)
        this.#excluded.set(engine, { untilMs: nowMs + 4 * this.#leaseMs, incarnation: Infinity });
    }
  }

  /** Who may be assigned slots now, in the order of their ids. */
  eligible(nowMs: number): readonly RosterEngine[] {
    const ids = new Set([...this.#members.keys(), ...this.#leases.keys()]);
    const engines = [...ids].filter((id) => this.#isEligible(id, nowMs)).map((id) => this.#engineOf(id));
    this.#noteJoins(ids, nowMs);
    return engines.toSorted((a, b) => (a.engine < b.engine ? -1 : 1));
  }

  /** From when on joins count as over: so long after the last of them, but at most so long after the first. */
  settledFromMs(quietMs: number, longestMs: number): number {
    return Math.min(this.#lastJoinMs + quietMs, this.#firstJoinMs + longestMs);
  }

  #noteJoins(ids: ReadonlySet<string>, nowMs: number): void {
    if ([...ids].some((id) => !this.#known.has(id))) {
      // A burst that was over begins anew.
      if (nowMs - this.#lastJoinMs > this.#leaseMs) this.#firstJoinMs = nowMs;
      this.#lastJoinMs = nowMs;
    }
    this.#known = ids;
  }

  #isEligible(id: string, nowMs: number): boolean {
    if (this.#leases.has(id)) return true;
    if (this.#leaving.has(id)) return false;
    const excluded = this.#excluded.get(id);
    if (excluded === undefined) return true;
    const isBack = excluded.untilMs <= nowMs || (this.#members.get(id)?.incarnation ?? 0) >= excluded.incarnation;
    if (isBack) this.#excluded.delete(id);
    return isBack;
  }

  #engineOf(id: string): RosterEngine {
    const member = this.#members.get(id);
    return {
      engine: id,
      label: member?.label ?? this.#leases.get(id)?.label ?? id,
      modules: member?.modules ?? false,
      zone: member?.zone,
      address: member?.address,
      hasLease: this.#leases.has(id),
    };
  }

  #judge(lease: string, engine: string, nowMs: number): void {
    if (this.#judged.has(lease)) return;
    this.#judged.add(lease);
    const incarnation = numberOf(lease);
    if ((this.#members.get(engine)?.incarnation ?? 0) < incarnation)
      this.#excluded.set(engine, { untilMs: nowMs + longestExclusionMs, incarnation });
  }
}
