import type { Claim } from "./claim.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { SeenClaim, SeenLease, SlotView } from "./slot-view.ts";
import { silenceOf } from "./timing.ts";

/** One slot in this engine's hands, as far as a decision needs it. */
export interface OwnSlot {
  /** What runs on it (`programOf`). */
  readonly program: string;
  /** The version of its claim that we wrote. */
  readonly version: number;
  /** `busy`: a write or the engine's release is under way. `waiting`: claimed, but not before `readyAtMs`. */
  readonly phase: { readonly kind: "active" | "busy" } | { readonly kind: "waiting"; readonly readyAtMs: number };
}

/** Everything that a decision follows from. */
export interface RoundInput {
  readonly nowMs: number;
  readonly engine: string;
  readonly lease: string;
  readonly view: Pick<SlotView, "claims" | "readVersion" | "isStale" | "leases" | "missingSince">;
  /** The slots that this engine should have, by key, with what should run on each (`programOf`). */
  readonly assigned: ReadonlyMap<string, string>;
  /** The silent leases that are this engine's to revoke, beside its own former ones. */
  readonly mayRevoke: (record: LeaseRecord) => boolean;
  /** The revoked leases that are this engine's to clear away. */
  readonly mayForget: (record: LeaseRecord) => boolean;
  readonly own: ReadonlyMap<string, OwnSlot>;
  /** Slots that a claim of ours is on its way for. */
  readonly claiming: ReadonlySet<string>;
}

/** To let go of a slot; `claim-again` is the hand-over to ourselves when something else is to run on the slot. */
export interface Release {
  readonly key: string;
  readonly next: "free" | "claim-again";
}

/** What to do now, by slot key or lease id, and when to look again though nothing has changed. */
export interface Round {
  /** The claim is not what we wrote: another hand was at it. */
  readonly lost: readonly string[];
  /** The wait after the claim is over. */
  readonly activate: readonly string[];
  readonly release: readonly Release[];
  readonly claim: readonly string[];
  /** Claims under our lease that we don't act on, since an answer was lost, and that are another engine's to take. */
  readonly free: readonly string[];
  readonly revoke: readonly string[];
  /** Revoked leases that no claim names any more. */
  readonly forget: readonly string[];
  readonly againAtMs: number | undefined;
}

/**
 * One decision of an engine, level-triggered: what it does follows from what is, not from what happened. Which slots it
 * should have is the coordinator's advice, or its share where there is none; where two engines decide differently the
 * compare-and-set of the claim settles it.
 */
export function decideRound(input: RoundInput): Round {
  const { assigned } = input;
  const lost = [...input.own].flatMap(([key, own]) => (isLost(input, key, own) ? [key] : []));
  const release = releases(input).filter(({ key }) => !lost.includes(key));
  const leaving = new Set([...lost, ...release.map(({ key }) => key)]);
  const waits = [...input.own].flatMap(([key, { phase }]) =>
    phase.kind === "waiting" && !leaving.has(key) ? [{ key, readyAtMs: phase.readyAtMs }] : [],
  );
  const ready = waits.filter(({ readyAtMs }) => readyAtMs <= input.nowMs);
  const untouched = [...assigned.keys()].filter(
    (key) =>
      !input.own.has(key) && !input.claiming.has(key) && input.view.readVersion(key) > 0 && !input.view.isStale(key),
  );
  const takeable = untouched.map((key) => ({ key, fromMs: takeableFrom(input, input.view.claims.get(key)) }));
  const silent = silentLeases(input);
  return {
    lost,
    release,
    activate: ready.map(({ key }) => key),
    claim: takeable.filter(({ fromMs }) => fromMs <= input.nowMs).map(({ key }) => key),
    free: orphans(input),
    revoke: silent.filter(({ fromMs }) => fromMs <= input.nowMs).map(({ id }) => id),
    forget: forgettable(input),
    againAtMs: earliestAfter(input.nowMs, [
      ...waits.map(({ readyAtMs }) => readyAtMs),
      ...takeable.map(({ fromMs }) => fromMs),
      ...silent.map(({ fromMs }) => fromMs),
    ]),
  };
}

function earliestAfter(nowMs: number, moments: readonly number[]): number | undefined {
  const earliest = Math.min(...moments.filter((moment) => moment > nowMs));
  return Number.isFinite(earliest) ? earliest : undefined;
}

function isLost(input: RoundInput, key: string, own: OwnSlot): boolean {
  if (own.phase.kind === "busy" || input.view.readVersion(key) < own.version) return false;
  return input.view.claims.get(key)?.version !== own.version;
}

function releases(input: RoundInput): readonly Release[] {
  return [...input.own].flatMap(([key, own]): readonly Release[] => {
    if (own.phase.kind === "busy") return [];
    if (!input.assigned.has(key)) return [{ key, next: "free" }];
    return input.assigned.get(key) === own.program ? [] : [{ key, next: "claim-again" }];
  });
}

/** From when on the slot may be taken; never, as long as somebody's living lease holds it. */
export function takeableFrom(
  input: Pick<RoundInput, "nowMs" | "lease"> & { readonly view: Pick<SlotView, "leases" | "missingSince"> },
  seen: SeenClaim | undefined,
): number {
  if (seen === undefined) return input.nowMs;
  // Written by another version of ours: its owner is somebody.
  if (seen.claim === undefined) return Infinity;
  if (seen.claim.state === "free" || seen.claim.lease === input.lease) return input.nowMs;
  const lease = input.view.leases.get(seen.claim.lease);
  if (lease !== undefined) return lease.record?.state === "revoked" ? input.nowMs : Infinity;
  const missingSinceMs = input.view.missingSince(seen.claim.lease);
  return missingSinceMs === undefined ? Infinity : missingSinceMs + silenceOf(seen.claim.leaseMs);
}

function orphans(input: RoundInput): readonly string[] {
  const isOrphan = (claim: Claim | undefined): boolean => claim?.lease === input.lease && claim.state !== "free";
  return [...input.view.claims].flatMap(([key, { claim }]) => {
    const handled = input.own.has(key) || input.claiming.has(key) || input.assigned.has(key) || input.view.isStale(key);
    return isOrphan(claim) && !handled ? [key] : [];
  });
}

/** Living leases of others with the moment from which each may be revoked. Our own former leases: at once. */
function silentLeases(input: RoundInput): readonly { readonly id: string; readonly fromMs: number }[] {
  const revocable = (lease: SeenLease, record: LeaseRecord): number =>
    record.engine === input.engine ? input.nowMs : lease.unchangedSinceMs + silenceOf(record.leaseMs);
  return [...input.view.leases].flatMap(([id, lease]) => {
    const { record } = lease;
    if (id === input.lease || record === undefined || record.state === "revoked") return [];
    if (record.engine !== input.engine && !input.mayRevoke(record)) return [];
    return [{ id, fromMs: revocable(lease, record) }];
  });
}

function forgettable(input: RoundInput): readonly string[] {
  const named = new Set(
    [...input.view.claims.values()].flatMap(({ claim }) =>
      claim === undefined || claim.state === "free" ? [] : [claim.lease],
    ),
  );
  return [...input.view.leases].flatMap(([id, { record }]) =>
    record?.state === "revoked" && !named.has(id) && input.mayForget(record) ? [id] : [],
  );
}
