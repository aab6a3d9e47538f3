/**
 * How a state of the model lies in bytes, so that millions of them can be copied, compared and kept. Every field is a
 * small whole number; `at` functions give its place.
 */
export interface Config {
  /** How many leases each engine may have one after the other. */
  readonly leases: readonly number[];
  readonly slots: number;
  /**
   * How many of these may happen: an engine is paused (for as long as one likes), a message or its answer is delayed (for
   * as long as one likes, or for ever), an answer is lost. Whatever is not is done before time passes.
   */
  readonly faults: number;
  /** How many claims may be written in all: without a bound tokens would grow for ever. */
  readonly claims: number;
  readonly crashes: number;
  /** How often the store may go back to its snapshot, which is empty until one is taken. */
  readonly restores: number;
  readonly snapshots: number;
  /** Also between a claim and the first commit of its token: the residual window of `docs/slots.md`. */
  readonly restoresAtAnyMoment?: true;
  /** Ticks that each engine's monotonic clock may miss while its wall clock goes on, and ticks that it may be ahead. */
  readonly slowTicks: readonly number[];
  readonly fastTicks: readonly number[];
}

/** A field of a claim; `version` 0: there is none. */
export const claim = { version: 0, lease: 1, token: 2, settled: 3, free: 4, size: 5 } as const;
/** A field of a lease; `version` 0: there is none. */
export const lease = { version: 0, revoked: 1, size: 2 } as const;
/** `freeing` is one more than the slot whose release is on its way. A field of one engine's life under one lease. Ages are ticks of its monotonic (`mono`) and wall clock. */
export const tenure = {
  phase: 0,
  version: 1,
  sentMono: 2,
  sentWall: 3,
  renewal: 4,
  renewalExpects: 5,
  renewalWrote: 6,
  renewalMono: 7,
  renewalWall: 8,
  request: 9,
  target: 10,
  expects: 11,
  token: 12,
  settled: 13,
  renewalIsLate: 14,
  requestIsLate: 15,
  freeing: 16,
  freeExpects: 17,
  freeToken: 18,
  freeIsLate: 19,
  size: 20,
} as const;
export const phase = { unborn: 0, running: 1, lost: 2, gone: 3 } as const;
/** Of a renewal: on its way, happened, or refused; the answer of the last two is still to be read. */
export const renewal = { none: 0, sent: 1, applied: 2, refused: 3 } as const;
export const request = { none: 0, claim: 1, revoke: 2 } as const;
/** A slot in an engine's hands. It acts once its token is committed and `wait` has passed; `linger`: it did a tick ago. */
export const own = { token: 0, version: 1, wait: 2, committed: 3, linger: 4, size: 5 } as const;

export class Layout {
  readonly config: Config;
  readonly leaseCount: number;
  readonly size: number;
  readonly engineOf: readonly number[];
  readonly claimsLeft: number;
  readonly faultsLeft: number;
  /** One place an engine. */
  readonly paused: number;
  readonly crashesLeft: number;
  readonly restoresLeft: number;
  readonly snapshotsLeft: number;
  readonly slowLeft: number;
  readonly fastLeft: number;
  /** Every place that holds a version of that lease, or of that slot's claim; what requests expect comes on top. */
  readonly leaseVersions: readonly (readonly number[])[];
  readonly claimVersions: readonly (readonly number[])[];
  readonly #committed: number;
  readonly #storeLeases: number;
  readonly #storeClaims: number;
  readonly #snapshot: number;
  readonly #ages: number;
  readonly #tenures: number;
  readonly #tenureSize: number;

  constructor(config: Config) {
    this.config = config;
    this.engineOf = config.leases.flatMap((count, engine) => Array.from({ length: count }, () => engine));
    this.leaseCount = this.engineOf.length;
    let next = 0;
    const take = (size: number): number => {
      next += size;
      return next - size;
    };
    const storeSize = this.leaseCount * lease.size + config.slots * claim.size;
    this.claimsLeft = take(1);
    this.faultsLeft = take(1);
    this.paused = take(config.leases.length);
    this.crashesLeft = take(1);
    this.restoresLeft = take(1);
    this.snapshotsLeft = take(1);
    this.slowLeft = take(config.leases.length);
    this.fastLeft = take(config.leases.length);
    this.#committed = take(config.slots);
    this.#storeLeases = take(storeSize);
    this.#storeClaims = this.#storeLeases + this.leaseCount * lease.size;
    this.#snapshot = take(storeSize);
    this.#ages = take(config.leases.length * this.leaseCount);
    this.#tenureSize = tenure.size + config.slots * own.size;
    this.#tenures = take(this.leaseCount * this.#tenureSize);
    this.size = next;
    this.leaseVersions = this.engineOf.map((_, id) => this.#leaseVersions(id));
    this.claimVersions = Array.from({ length: config.slots }, (_, slot) => this.#claimVersions(slot));
  }

  committed(slot: number): number {
    return this.#committed + slot;
  }
  storeLease(id: number): number {
    return this.#storeLeases + id * lease.size;
  }
  storeClaim(slot: number): number {
    return this.#storeClaims + slot * claim.size;
  }
  /** The bytes of the store and of its snapshot, and how many they are. */
  get store(): { readonly at: number; readonly snapshotAt: number; readonly size: number } {
    return { at: this.#storeLeases, snapshotAt: this.#snapshot, size: this.#snapshot - this.#storeLeases };
  }
  tenure(id: number): number {
    return this.#tenures + id * this.#tenureSize;
  }
  own(id: number, slot: number): number {
    return this.tenure(id) + tenure.size + slot * own.size;
  }
  /** For how long that engine has seen the lease unchanged, on its monotonic clock. */
  age(engine: number, id: number): number {
    return this.#ages + engine * this.leaseCount + id;
  }

  #leaseVersions(id: number): readonly number[] {
    const { at, snapshotAt } = this.store;
    const places = [this.storeLease(id), this.storeLease(id) - at + snapshotAt];
    places.push(this.tenure(id) + tenure.version, this.tenure(id) + tenure.renewalExpects);
    places.push(this.tenure(id) + tenure.renewalWrote);
    return places;
  }

  #claimVersions(slot: number): readonly number[] {
    const { at, snapshotAt } = this.store;
    const places = [this.storeClaim(slot), this.storeClaim(slot) - at + snapshotAt];
    for (let id = 0; id < this.leaseCount; id += 1) places.push(this.own(id, slot) + own.version);
    return places;
  }
}
