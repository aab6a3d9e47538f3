import { slotKey } from "../model/slot.ts";
import { claimPrefix, decodeClaim } from "./claim.ts";
import type { Claim } from "./claim.ts";
import { decodeLease, leasePrefix } from "./lease-record.ts";
import type { LeaseRecord } from "./lease-record.ts";
import type { Listing, StoredValue } from "./store.ts";
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
 * What an engine knows of the store: the newest reads of claims and leases, all of them or those that concern it, its
 * own writes that the reads don't show yet, and for how long each lease was silent while reads succeeded without a gap.
 */
export class SlotView {
  readonly #longestGapMs: number;
  readonly #claims = new Map<string, SeenClaim>();
  /** Every write up to this version is in what was read of all claims. */
  #claimsVersion = 0;
  /** The same of claims that were read one by one. */
  readonly #versions = new Map<string, number>();
  #leases: ReadonlyMap<string, SeenLease> = new Map();
  #lastLeaseReadMs = -Infinity;
  readonly #missingSince = new Map<string, number>();
  /** Our own writes that were answered while the read that will show them is still to come. */
  readonly #written = new Map<string, SeenClaim>();
  /** Claims that a write found changed, with the version of the read that had not shown it. */
  readonly #stale = new Map<string, number>();
  readonly #loaded = { claims: false, leases: false };

  constructor(leaseMs: number) {
    this.#longestGapMs = longestReadGapOf(leaseMs);
  }

  /** Whether all claims and all leases were read once. */
  get loaded(): boolean {
    return this.#loaded.claims && this.#loaded.leases;
  }

  /** By slot key. */
  get claims(): ReadonlyMap<string, SeenClaim> {
    return this.#claims;
  }

  /** Every write up to this version is in what is known of the claim; 0 if it was never read. */
  readVersion(key: string): number {
    return this.#versions.get(key) ?? this.#claimsVersion;
  }

  /** By lease id. */
  get leases(): ReadonlyMap<string, SeenLease> {
    return this.#leases;
  }

  /** Since when a lease that a claim names is known not to exist. */
  missingSince(lease: string): number | undefined {
    return this.#missingSince.get(lease);
  }

  /** Whether the claim is known to have moved on since it was read, so that deciding on it is vain. */
  isStale(key: string): boolean {
    return this.#stale.get(key) === this.readVersion(key);
  }

  /** All claims at one version. */
  readClaims(listing: Listing, nowMs: number): void {
    this.#claims.clear();
    this.#versions.clear();
    for (const { key, value, version } of listing.values)
      this.#claims.set(key.slice(claimPrefix.length), { claim: decodeClaim(value), version });
    for (const key of this.#written.keys()) this.#keepOwn(key, listing.version, this.#claimsVersion);
    this.#claimsVersion = listing.version;
    this.#loaded.claims = true;
    if (this.loaded) this.#noteMissing(nowMs);
  }

  /** One claim, or that it doesn't exist. */
  readClaim(key: string, stored: StoredValue | undefined, version: number): void {
    if (stored === undefined) this.#claims.delete(key);
    else this.#claims.set(key, { claim: decodeClaim(stored.value), version: stored.version });
    this.#keepOwn(key, version, this.readVersion(key));
    this.#versions.set(key, version);
  }

  /** All leases. */
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

  /** One lease, or that it doesn't exist. Says nothing about how long it has been silent. */
  readLease(id: string, stored: StoredValue | undefined, nowMs: number): void {
    const leases = new Map(this.#leases);
    if (stored === undefined) leases.delete(id);
    else leases.set(id, { record: decodeLease(stored.value), version: stored.version, unchangedSinceMs: nowMs });
    this.#leases = leases;
    if (stored !== undefined) this.#missingSince.delete(id);
    else if (!this.#missingSince.has(id)) this.#missingSince.set(id, nowMs);
  }

  /** Our own write of a claim was confirmed. */
  wroteClaim(claim: Claim, version: number): void {
    const key = slotKey(claim.slot);
    this.#written.set(key, { claim, version });
    this.#claims.set(key, { claim, version });
  }

  /** A write of the claim found another version than this one. */
  claimMovedOn(key: string, version: number): void {
    if ((this.#claims.get(key)?.version ?? 0) === version) this.#stale.set(key, this.readVersion(key));
  }

  /** An own write that the read is too old to show counts, unless the store has gone back. */
  #keepOwn(key: string, readVersion: number, versionBefore: number): void {
    const own = this.#written.get(key);
    if (own === undefined) return;
    if (readVersion < versionBefore || own.version <= readVersion) this.#written.delete(key);
    else this.#claims.set(key, own);
  }

  #noteMissing(nowMs: number): void {
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
