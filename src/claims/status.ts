import { claimPrefix, decodeClaim, pauseMark } from "./claim.ts";
import type { Claim } from "./claim.ts";
import { decodeLease, leasePrefix } from "./lease-record.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { ClaimStore } from "./store.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** One slot as people see it. */
export interface SlotStatus extends Pick<
  Claim,
  "slot" | "owner" | "label" | "lease" | "token" | "state" | "digest" | "paused" | "sinceMs"
> {
  /** The state of the lease that it lives by; a dead engine's is `active` until another engine has seen it silent. */
  readonly leaseState: LeaseRecord["state"] | "missing";
}

export interface ClaimStatus {
  readonly engines: readonly Pick<LeaseRecord, "id" | "engine" | "label" | "state" | "leaseMs" | "sinceMs">[];
  readonly slots: readonly SlotStatus[];
  /** Keys written in a format that this version can't read. */
  readonly unreadable: readonly string[];
}

/** Who takes part and who owns what, as the store says at this moment. Rejects with a `StoreError`. */
export async function readClaimStatus(store: ClaimStore): Promise<ClaimStatus> {
  const [claims, leases] = await Promise.all([store.list(claimPrefix), store.list(leasePrefix)]);
  const readLeases = leases.values.map(({ key, value }) => ({ key, record: decodeLease(value) }));
  const readClaims = claims.values.map(({ key, value }) => ({ key, record: decodeClaim(value) }));
  const engines = readLeases.flatMap(({ record }) => (record === undefined ? [] : [record]));
  const stateOf = new Map(engines.map(({ id, state }) => [id, state]));
  const slots = readClaims
    .flatMap(({ record }) => (record === undefined ? [] : [record]))
    .map((claim) => ({ ...statusOf(claim), leaseState: stateOf.get(claim.lease) ?? ("missing" as const) }));
  const unreadable = [...readLeases, ...readClaims].flatMap(({ key, record }) => (record === undefined ? [key] : []));
  return {
    engines: engines.map(({ id, engine, label, state, leaseMs, sinceMs }) => {
      return { id, engine, label, state, leaseMs, sinceMs };
    }),
    slots: slots.toSorted(bySlot),
    unreadable,
  };
}

function statusOf(claim: Claim): Omit<SlotStatus, "leaseState"> {
  const { slot, owner, label, lease, token, state, digest, paused, sinceMs } = claim;
  return { slot, owner, label, lease, token, state, digest, sinceMs, ...pauseMark(paused === true) };
}

function bySlot({ slot: a }: SlotStatus, { slot: b }: SlotStatus): number {
  return compareTexts(a.pipeline, b.pipeline) || compareTexts(a.topic, b.topic) || a.partition - b.partition;
}
