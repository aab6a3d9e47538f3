import type { Clock } from "../../model/clock.ts";
import { decodeLease, leaseKey } from "../lease-record.ts";
import type { SlotNote } from "../slot-note.ts";
import type { ClaimStore, StoredValue } from "../store.ts";
import { silenceOf } from "../timing.ts";
import { Wakeup, within } from "../wakeup.ts";
import type { Seat } from "./candidate.ts";
import { coordinatorKey, councilPrefix, decodePost, seatKeys } from "./council.ts";
import type { Post } from "./council.ts";

export interface CouncilLookOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly note: (note: SlotNote) => void;
  readonly signal: AbortSignal;
  /** Whether this engine has a seat: then it knows without looking. */
  readonly isSeated: () => boolean;
  /** Whether the coordinator wants it to have a seat. */
  readonly isToStand: () => boolean;
  /** Whether it has a lease: then there are few of its kind, and it may look more often. */
  readonly isActive: () => boolean;
  /** What is known has changed. */
  readonly changed: () => void;
}

/** All seats are looked at only every so many times. */
const looksPerListing = 3;
/** After so many leases without a coordinator all candidates must be gone as well. */
const leasesUntilTakeover = 2.5;
/** After so many leases without a coordinator engines go on without one. */
const leasesAlone = 3;

/**
 * How an engine without a seat learns that the coordinator is gone, or that a seat is free: by one small read every
 * five to ten seconds, jittered so that a thousand engines don't ask at once.
 */
export class CouncilLook {
  readonly #options: CouncilLookOptions;
  readonly #wakeup: Wakeup;
  #coordinator: { readonly post: Post; version: number; changedAtMs: number } | undefined;
  /** Since when this engine has seen that there is no coordinator. */
  #goneSinceMs: number | undefined;
  #looks = 0;
  #seat: Seat | undefined;

  constructor(options: CouncilLookOptions) {
    this.#options = options;
    this.#wakeup = new Wakeup(options.clock);
    options.signal.addEventListener("abort", () => this.#wakeup.notify(), { once: true });
    void this.#look();
  }

  /** A seat that this engine may take, once. */
  takeSeat(): Seat | undefined {
    const seat = this.#seat;
    this.#seat = undefined;
    return seat;
  }

  /** Whether there has been no coordinator for three leases, as far as this engine could see. */
  get isAlone(): boolean {
    return !this.#options.isSeated() && this.#isGoneFor(leasesAlone);
  }

  /** A coordinator was heard of in another way: it wrote an assignment, or this engine is the coordinator. */
  coordinatorLives(): void {
    this.#goneSinceMs = undefined;
  }

  #isGoneFor(leases: number): boolean {
    const { clock, leaseMs } = this.#options;
    return this.#goneSinceMs !== undefined && clock.monotonicMs() - this.#goneSinceMs > leases * leaseMs;
  }

  /** Looks now. */
  again(): void {
    this.#looks = 0;
    this.#wakeup.notify();
  }

  async #look(): Promise<void> {
    const { signal, clock, random, leaseMs, note, changed, isSeated } = this.#options;
    await clock.sleep((leaseMs / 20) * random(), signal).catch(() => undefined);
    while (!signal.aborted) {
      let isWell = true;
      if (isSeated()) this.coordinatorLives();
      else
        try {
          isWell = await this.#lookOnce();
          await this.#lookTwice();
        } catch (error) {
          if (signal.aborted) return;
          // An outage says nothing about the coordinator.
          this.coordinatorLives();
          note({ kind: "store-failed", error });
        }
      changed();
      await this.#wakeup.wait(this.#pauseMs(isWell));
    }
  }

  /**
   * A thousand engines that are started together see the same seats free at the same moment: each waits a little and looks
   * again, so that few of them ask for a seat that others have got.
   */
  async #lookTwice(): Promise<void> {
    const { clock, random, leaseMs, signal } = this.#options;
    if (this.#seat === undefined) return;
    this.#seat = undefined;
    await clock.sleep((leaseMs / 4) * random(), signal);
    await this.#listCouncil();
  }

  #pauseMs(isWell: boolean): number {
    const { leaseMs, random, isActive, isToStand, isSeated } = this.#options;
    if (!isWell || (isToStand() && !isSeated())) return (leaseMs / 4) * (1 + random());
    return (isActive() ? leaseMs : Math.max(5_000, leaseMs)) * (1 + random());
  }

  /** Returns whether there is a living coordinator. */
  async #lookOnce(): Promise<boolean> {
    const { isToStand } = this.#options;
    const isListing = this.#coordinator === undefined || isToStand() || this.#looks % looksPerListing === 0;
    this.#looks += 1;
    if (isListing) await this.#listCouncil();
    const isAlive = await this.#checkCoordinator();
    if (isAlive) this.coordinatorLives();
    else this.#goneSinceMs ??= this.#options.clock.monotonicMs();
    if (!isAlive && !isListing) await this.#listCouncil();
    return isAlive;
  }

  async #listCouncil(): Promise<void> {
    const { store, clock, leaseMs, isSeated } = this.#options;
    const { values } = await within(clock, store.list(councilPrefix), leaseMs);
    const stored = new Map(values.map((one) => [one.key, one]));
    const found = stored.get(coordinatorKey);
    const post = found === undefined ? undefined : decodePost(found.value);
    if (post === undefined || post.free) this.#coordinator = undefined;
    else if (this.#coordinator?.post.lease !== post.lease)
      this.#coordinator = { post, version: 0, changedAtMs: clock.monotonicMs() };
    const free = seatKeys.filter((key) => !stored.has(key));
    const key = free[Math.floor(this.#options.random() * free.length)];
    this.#seat = key === undefined || isSeated() ? undefined : { key, version: 0 };
    // Living candidates would have taken the post before that, and theirs must not be taken from them.
    if (this.#seat === undefined && !isSeated() && this.#isGoneFor(leasesUntilTakeover))
      this.#seat = this.#deadSeat(stored);
  }

  /** All candidates have died together: nobody clears their seats, so one is taken over. */
  #deadSeat(stored: ReadonlyMap<string, StoredValue>): Seat | undefined {
    const key = seatKeys[Math.floor(this.#options.random() * seatKeys.length)] ?? "";
    const seat = stored.get(key);
    // One that another version of ours has written is somebody's.
    return seat === undefined || decodePost(seat.value) === undefined ? undefined : { key, version: seat.version };
  }

  async #checkCoordinator(): Promise<boolean> {
    const { store, clock, leaseMs } = this.#options;
    const known = this.#coordinator;
    if (known === undefined) return false;
    const stored = await within(clock, store.get(leaseKey(known.post.lease)), leaseMs);
    if (stored === undefined || decodeLease(stored.value)?.state === "revoked") {
      this.#coordinator = undefined;
      return false;
    }
    if (stored.version !== known.version) {
      known.version = stored.version;
      known.changedAtMs = clock.monotonicMs();
    }
    return !this.#isSilent();
  }

  #isSilent(): boolean {
    const known = this.#coordinator;
    if (known === undefined) return false;
    return this.#options.clock.monotonicMs() - known.changedAtMs > silenceOf(known.post.leaseMs);
  }
}
