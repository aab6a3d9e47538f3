import { memberTtlMs } from "../claims/coordination/membership.ts";
import type { Member, MemberListing, Membership } from "../claims/coordination/membership.ts";
import { StoreError } from "../claims/store.ts";
import type { Clock } from "../model/clock.ts";
import { machineClock } from "./machine-clock.ts";
import { Waiters } from "./waiters.ts";

/** The in-memory peer of Consul's catalogue: several clients share one, each can be cut off. */
export interface EmbeddedMembership extends Membership {
  readonly faults: { reachable: boolean };
  client(): EmbeddedMembership;
  /** Forgets every engine, as a wiped Consul does. */
  wipe(): void;
}

class Catalogue {
  readonly entries = new Map<string, { member: Member; beatAtMs: number }>();
  readonly waiters = new Waiters();
  readonly clock: Clock;
  version = 1;

  constructor(clock: Clock) {
    this.clock = clock;
  }

  changed(): void {
    this.version += 1;
    this.waiters.wake();
  }

  /** Takes out who has not beaten in time. */
  expire(): void {
    const silentSinceMs = this.clock.monotonicMs() - memberTtlMs;
    for (const [engine, { beatAtMs }] of this.entries)
      if (beatAtMs <= silentSinceMs) {
        this.entries.delete(engine);
        this.changed();
      }
  }
}

class EmbeddedClient implements EmbeddedMembership {
  readonly faults = { reachable: true };
  readonly #catalogue: Catalogue;
  readonly #closed = new AbortController();

  constructor(catalogue: Catalogue) {
    this.#catalogue = catalogue;
  }

  client(): EmbeddedMembership {
    return new EmbeddedClient(this.#catalogue);
  }

  wipe(): void {
    this.#catalogue.entries.clear();
    this.#catalogue.changed();
  }

  async join(member: Member): Promise<void> {
    await this.#travel();
    this.#catalogue.entries.set(member.engine, { member, beatAtMs: this.#catalogue.clock.monotonicMs() });
    this.#catalogue.changed();
  }

  async beat(engine: string): Promise<void> {
    await this.#travel();
    this.#catalogue.expire();
    const entry = this.#catalogue.entries.get(engine);
    if (entry === undefined) throw new StoreError("other", "the engine is not registered any more");
    entry.beatAtMs = this.#catalogue.clock.monotonicMs();
  }

  async leave(engine: string): Promise<void> {
    await this.#travel();
    if (this.#catalogue.entries.delete(engine)) this.#catalogue.changed();
  }

  async watch(options: Parameters<Membership["watch"]>[0]): Promise<MemberListing> {
    const { clock } = this.#catalogue;
    await this.#travel();
    const untilMs = clock.monotonicMs() + (options.sinceVersion === 0 ? 0 : options.waitMs);
    this.#catalogue.expire();
    // Who falls silent is noticed at the latest so much later.
    while (this.#catalogue.version === options.sinceVersion && clock.monotonicMs() < untilMs) {
      const leftMs = Math.min(untilMs - clock.monotonicMs(), memberTtlMs / 10);
      await this.#catalogue.waiters.changeWithin(leftMs, clock, [this.#closed.signal, options.signal]);
      this.#catalogue.expire();
    }
    await this.#travel();
    const members = [...this.#catalogue.entries.values()].map(({ member }) => member);
    return { members, version: this.#catalogue.version };
  }

  close(): Promise<void> {
    this.#closed.abort(new StoreError("unreachable", "the membership is closed"));
    return Promise.resolve();
  }

  async #travel(): Promise<void> {
    await Promise.resolve();
    this.#closed.signal.throwIfAborted();
    if (!this.faults.reachable) throw new StoreError("unreachable", "the catalogue can't be reached");
  }
}

/** An empty catalogue in memory with its first client. Time is the machine's unless a clock is given. */
export function createEmbeddedMembership(clock: Clock = machineClock): EmbeddedMembership {
  return new EmbeddedClient(new Catalogue(clock));
}
