import { nextToken } from "../../../src/claims/claim.ts";
import type { Claim, NextToken } from "../../../src/claims/claim.ts";
import { LeaseGuard } from "../../../src/claims/lease-guard.ts";
import type { LeaseRecord } from "../../../src/claims/lease-record.ts";
import { takeableFrom } from "../../../src/claims/slot-round.ts";
import { marginOf, renewalIntervalOf, silenceOf } from "../../../src/claims/timing.ts";
import type { Clock } from "../../../src/model/clock.ts";
import { digestOf, slotOf } from "../engine-world.ts";

/** A lease is ten ticks of the model. */
export const leaseTicks = 10;

/** Ways to break the protocol; each must be caught. */
export interface Mutation {
  readonly stealAtFourFifths?: true;
  readonly blindRelease?: true;
  readonly noMargin?: true;
  readonly renewalRevives?: true;
  readonly noNonce?: true;
}

/** The protocol's decisions, as the production's own functions and constants take them, or a mutation of them. */
export interface Rules {
  readonly mutation: Mutation;
  /** Whether the guard says yes at these ages of the last successful renewal, on both clocks. */
  guard(mono: number, wall: number): boolean;
  mayRenew(mono: number): boolean;
  /** Whether a lease that was seen unchanged for so long may be revoked. */
  isSilent(age: number): boolean;
  /** How many ticks a claimer waits after a store that went back. */
  readonly wait: number;
  token(seen: SeenClaim | undefined, committed: number): NextToken;
  mayTake(ownLease: number, seen: SeenClaim | undefined, named: LeaseKnowledge): boolean;
}

export interface SeenClaim {
  readonly lease: number;
  readonly token: number;
  readonly settled: boolean;
  readonly free: boolean;
}

/** What the claimer knows of the lease that the claim names. */
export interface LeaseKnowledge {
  readonly state: "missing" | "living" | "revoked";
  /** For how long it was missing. */
  readonly age: number;
}

const agesKept = 40;

export function rulesOf(mutation: Mutation = {}): Rules {
  const silence = mutation.stealAtFourFifths === true ? 0.8 * leaseTicks : silenceOf(leaseTicks);
  const sooner = mutation.noMargin === true ? marginOf(leaseTicks) : 0;
  const answers = new Map<number, boolean>();
  return {
    mutation,
    guard(mono, wall) {
      const key = mono * agesKept + wall;
      const known = answers.get(key);
      if (known !== undefined) return known;
      const answer = askGuard(mono - sooner, wall - sooner);
      answers.set(key, answer);
      return answer;
    },
    mayRenew: (mono) => mono >= renewalIntervalOf(leaseTicks),
    isSilent: (age) => age >= silence,
    wait: silenceOf(leaseTicks),
    token: (seen, committed) => nextToken(seen === undefined ? undefined : claimOf(seen), committed),
    mayTake(ownLease, seen, { state, age }) {
      const record = state === "missing" ? undefined : recordOf(state);
      const lease = { record, version: 1, unchangedSinceMs: 0 };
      const leases = new Map(seen === undefined || state === "missing" ? [] : [[String(seen.lease), lease]]);
      const input = { nowMs: 0, lease: String(ownLease), view: { leases, missingSince: () => -age } };
      return takeableFrom(input, seen === undefined ? undefined : { claim: claimOf(seen), version: 1 }) <= 0;
    },
  };
}

/** The guard of `src/claims/lease-guard.ts`, asked at these ages. */
function askGuard(mono: number, wall: number): boolean {
  const time = { mono: 0, wall: 0 };
  const clock: Clock = {
    monotonicMs: () => time.mono,
    wallMs: () => time.wall,
    sleep: () => Promise.reject(new Error("a guard doesn't sleep")),
  };
  const guard = new LeaseGuard(clock, leaseTicks);
  guard.renewed({ monotonicMs: 0, wallMs: 0 });
  Object.assign(time, { mono, wall });
  return guard.check();
}

const claims = new Map<number, Claim>();
function claimOf({ lease, token, settled, free }: SeenClaim): Claim {
  const key = ((lease * 128 + token) * 2 + Number(settled)) * 2 + Number(free);
  const known = claims.get(key);
  if (known !== undefined) return known;
  const names = { owner: "e", label: "e", lease: String(lease), nonce: "", digest: digestOf(1) };
  const made: Claim = {
    slot: slotOf(0),
    ...names,
    leaseMs: leaseTicks,
    token,
    state: free ? "free" : "held",
    settled,
    sinceMs: 0,
  };
  claims.set(key, made);
  return made;
}

const recordOf = (knows: "living" | "revoked"): LeaseRecord => ({
  id: "l",
  engine: "e",
  label: "e",
  leaseMs: leaseTicks,
  state: knows === "revoked" ? "revoked" : "active",
  nonce: "",
  sinceMs: 0,
  blocked: false,
});
