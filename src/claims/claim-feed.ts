import type { Clock } from "../model/clock.ts";
import { claimPrefix } from "./claim.ts";
import type { SlotNote } from "./slot-note.ts";
import type { SlotView } from "./slot-view.ts";
import type { ClaimStore, Listing } from "./store.ts";
import { renewalIntervalOf } from "./timing.ts";

export interface FeedOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly view: SlotView;
  /** Aborted when the tenure is over. */
  readonly signal: AbortSignal;
  readonly note: (note: SlotNote) => void;
  /** The view has changed. */
  readonly changed: () => void;
}

/** Which claims an engine follows: all, or those that concern it, by slot key. */
export type ClaimInterest = "all" | ReadonlySet<string>;

/** Up to so many claims are followed each by a query of its own; more of them by one query for all. */
const mostSingleQueries = 4;
/** How long a query for one claim waits: nothing depends on its return. */
const singleWaitMs = 60_000;

/** Keeps the view's claims fresh by blocking queries, for all of them or for those that matter. */
export class ClaimFeed {
  readonly #options: FeedOptions;
  /** What is followed, by prefix: of all claims, or one claim's key. */
  readonly #following = new Map<string, AbortController>();
  readonly #failing = new Set<string>();
  #isComplete = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    options.signal.addEventListener("abort", () => this.#stopAll(), { once: true });
  }

  /** Whether the last read failed: then nothing is asked of the store on what is known. */
  get isFailing(): boolean {
    return this.#failing.size > 0;
  }

  /** Whether all claims are followed and were read since that began. */
  get isComplete(): boolean {
    return this.#isComplete;
  }

  follow(interest: ClaimInterest): void {
    if (this.#options.signal.aborted) return;
    const all = interest === "all" || interest.size > mostSingleQueries;
    const prefixes = new Set(all ? [claimPrefix] : [...interest].map((key) => claimPrefix + key));
    for (const [prefix, stop] of this.#following)
      if (!prefixes.has(prefix)) {
        this.#following.delete(prefix);
        this.#failing.delete(prefix);
        if (prefix === claimPrefix) this.#isComplete = false;
        stop.abort(new Error("the claim is not followed any more"));
      }
    for (const prefix of prefixes) if (!this.#following.has(prefix)) this.#start(prefix);
  }

  #start(prefix: string): void {
    const stop = new AbortController();
    this.#following.set(prefix, stop);
    void this.#read(prefix, stop.signal);
  }

  async #read(prefix: string, signal: AbortSignal): Promise<void> {
    const { store, clock, leaseMs, random, note, changed } = this.#options;
    const waitMs = prefix === claimPrefix ? renewalIntervalOf(leaseMs) : singleWaitMs;
    let sinceVersion = 0;
    while (!signal.aborted) {
      let pauseMs = (leaseMs / 20) * (1 + random());
      try {
        const listing = await store.watch(prefix, { sinceVersion, waitMs, signal });
        if (signal.aborted) return;
        sinceVersion = listing.version;
        this.#failing.delete(prefix);
        this.#take(prefix, listing);
        pauseMs = this.#pauseMs();
      } catch (error) {
        if (signal.aborted) return;
        // What is known may have changed unseen, so the next read starts afresh.
        sinceVersion = 0;
        this.#failing.add(prefix);
        note({ kind: "store-failed", error });
      }
      changed();
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }

  #take(prefix: string, listing: Listing): void {
    const { view, clock } = this.#options;
    if (prefix === claimPrefix) {
      view.readClaims(listing, clock.monotonicMs());
      this.#isComplete = true;
    } else
      view.readClaim(
        prefix.slice(claimPrefix.length),
        listing.values.find(({ key }) => key === prefix),
        listing.version,
      );
  }

  /** Between two reads: so that all engines together read a few hundred times a second at most. */
  #pauseMs(): number {
    const { leaseMs, random, view } = this.#options;
    return Math.min(leaseMs / 10, 5 + 5 * Math.min(view.leases.size, 8)) * (0.75 + random() / 2);
  }

  #stopAll(): void {
    for (const stop of this.#following.values()) stop.abort(new Error("the tenure is over"));
    this.#following.clear();
  }
}
