import type { FeedOptions } from "./claim-feed.ts";
import { leaseKey, leasePrefix } from "./lease-record.ts";
import { renewalIntervalOf } from "./timing.ts";
import { Wakeup } from "./wakeup.ts";

/**
 * Which leases an engine follows. `watch`: all, as they change, where there is no coordinator. `poll`: all, every
 * T/5, as candidates do, so that each knows for how long every lease was silent. A set: those that it waits for.
 */
export type LeaseInterest = "watch" | "poll" | ReadonlySet<string>;

/** Keeps the view's leases fresh. */
export class LeaseFeed {
  readonly #options: FeedOptions;
  readonly #wakeup: Wakeup;
  #interest: LeaseInterest = new Set();
  #sinceVersion = 0;
  #failing = false;

  constructor(options: FeedOptions) {
    this.#options = options;
    this.#wakeup = new Wakeup(options.clock);
    options.signal.addEventListener("abort", () => this.#wakeup.notify(), { once: true });
    void this.#read();
  }

  get isFailing(): boolean {
    return this.#failing;
  }

  follow(interest: LeaseInterest): void {
    const same =
      typeof interest === "string" || typeof this.#interest === "string"
        ? interest === this.#interest
        : [...interest].every((id) => typeof this.#interest !== "string" && this.#interest.has(id));
    this.#interest = interest;
    if (!same) this.#wakeup.notify();
  }

  /** Reads now: what a claim tells may follow from a lease that was not read yet. */
  readSoon(): void {
    this.#wakeup.notify();
  }

  async #read(): Promise<void> {
    const { signal, leaseMs, random, note, changed } = this.#options;
    while (!signal.aborted) {
      const interest = this.#interest;
      let pauseMs: number | undefined;
      try {
        pauseMs = await this.#readOnce(interest);
        this.#failing = false;
      } catch (error) {
        if (signal.aborted) return;
        this.#sinceVersion = 0;
        this.#failing = true;
        note({ kind: "store-failed", error });
        pauseMs = (leaseMs / 20) * (1 + random());
      }
      if (typeof interest === "string" || interest.size > 0) changed();
      if (interest === "watch") await this.#options.clock.sleep(pauseMs ?? 0, signal).catch(() => undefined);
      else await this.#wakeup.wait(pauseMs);
    }
  }

  /** Returns how long to wait for the next read. */
  async #readOnce(interest: LeaseInterest): Promise<number | undefined> {
    const { store, clock, leaseMs, view, signal, random } = this.#options;
    if (interest === "watch") {
      const waitMs = renewalIntervalOf(leaseMs);
      const listing = await store.watch(leasePrefix, { sinceVersion: this.#sinceVersion, waitMs, signal });
      this.#sinceVersion = listing.version;
      view.readLeases(listing, clock.monotonicMs());
      return Math.min(leaseMs / 10, 5 + 5 * view.leases.size) * (0.75 + random() / 2);
    }
    if (interest === "poll") {
      view.readLeases(await store.list(leasePrefix), clock.monotonicMs());
      return leaseMs / 5;
    }
    if (interest.size === 0) return undefined;
    for (const id of interest) view.readLease(id, await store.get(leaseKey(id)), clock.monotonicMs());
    return leaseMs / 5;
  }
}
