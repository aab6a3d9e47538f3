import { slotKey } from "../model/slot.ts";
import { claimPrefix, decodeClaim } from "./claim.ts";
import type { Claim } from "./claim.ts";
import { decodeLease, leasePrefix } from "./lease-record.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { Listing } from "./store.ts";
import { longestReadGapOf } from "./timing.ts";

/** A claim as the store has it; `claim` is absent if this version can't read it. */
export interface SeenClaim {
  readonly claim: Claim | undefined;
  readonly version: number;
}

/** A lease as the store has it, and since when, on our monotonic clock, it was seen with this version. */
export interface SeenLease {
  readonly record: LeaseRecord | undefined;
  readonly version: number;
  readonly unchangedSinceMs: number;
}

/**
 * What an engine knows of the store: the newest listings of claims and leases, its own writes that the listings don't
 * show yet, and for how long each lease was silent while reads succeeded without a gap.
 */
export class SlotView {
  readonly #longestGapMs: number;
  #claims: ReadonlyMap<string, SeenClaim> = new Map();
  #claimsVersion = 0;
  #leases: ReadonlyMap<string, SeenLease> = new Map();
  #lastLeaseReadMs = -Infinity;
  readonly #missingSince = new Map<string, number>();
  /** Our own writes that were answered while the listing that will show them is still to come. */
  readonly #written = new Map<string, SeenClaim>();
  /** Claims that a write found changed, with the listing that had not shown it. */
  readonly #stale = new Map<string, number>();
  readonly #loaded = { claims: false, leases: false };

  constructor(leaseMs: number) {
    this.#longestGapMs = longestReadGapOf(leaseMs);
  }

  /** Whether both listings were read once: before that nothing is decided. */
  get loaded(): boolean {
    return this.#loaded.claims && this.#loaded.leases;
  }

  /** By slot key. */
  get claims(): ReadonlyMap<string, SeenClaim> {
    return this.#claims;
  }

  /** Every write up to this version is in `claims`. */
  get claimsVersion(): number {
    return this.#claimsVersion;
  }

  /** By lease id. */
  get leases(): ReadonlyMap<string, SeenLease> {
    return this.#leases;
  }

  /** Since when a lease that a claim names is known not to exist. */
  missingSince(lease: string): number | undefined {
    return this.#missingSince.get(lease);
  }

  /** Whether the claim is known to have moved on since the newest listing, so that deciding on it is vain. */
  isStale(key: string): boolean {
    return this.#stale.get(key) === this.#claimsVersion;
  }

  readClaims(listing: Listing, nowMs: number): void {
    const read = new Map<string, SeenClaim>(
      listing.values.map(({ key, value, version }) => [
        key.slice(claimPrefix.length),
        { claim: decodeClaim(value), version },
      ]),
    );
    const wentBack = listing.version < this.#claimsVersion;
    for (const [key, own] of this.#written)
      if (wentBack || own.version <= listing.version) this.#written.delete(key);
      else read.set(key, own);
    this.#claims = read;
    this.#claimsVersion = listing.version;
    this.#loaded.claims = true;
    this.#noteMissing(nowMs);
  }

  readLeases(listing: Listing, nowMs: number): void {
    const gap = nowMs - this.#lastLeaseReadMs > this.#longestGapMs;
    if (gap) this.#missingSince.clear();
    const before = this.#leases;
    this.#leases = new Map(
      listing.values.map(({ key, value, version }) => {
        const id = key.slice(leasePrefix.length);
        const known = before.get(id);
        const unchangedSinceMs = gap || known?.version !== version ? nowMs : known.unchangedSinceMs;
        return [id, { record: decodeLease(value), version, unchangedSinceMs }];
      }),
    );
    this.#lastLeaseReadMs = nowMs;
    this.#loaded.leases = true;
    this.#noteMissing(nowMs);
  }

  /** Our own write of a claim was confirmed. */
  wroteClaim(claim: Claim, version: number): void {
    const key = slotKey(claim.slot);
    this.#written.set(key, { claim, version });
    this.#claims = new Map(this.#claims).set(key, { claim, version });
  }

  /** A write of the claim found another version than this one. */
  claimMovedOn(key: string, version: number): void {
    if ((this.#claims.get(key)?.version ?? 0) === version) this.#stale.set(key, this.#claimsVersion);
  }

  #noteMissing(nowMs: number): void {
    if (!this.loaded) return;
    const named = new Set(
      [...this.#claims.values()].flatMap(({ claim }) =>
        claim === undefined || claim.state === "free" ? [] : [claim.lease],
      ),
    );
    for (const lease of this.#missingSince.keys())
      if (!named.has(lease) || this.#leases.has(lease)) this.#missingSince.delete(lease);
    for (const lease of named)
      if (!this.#leases.has(lease) && !this.#missingSince.has(lease)) this.#missingSince.set(lease, nowMs);
  }
}
