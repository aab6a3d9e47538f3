import type { Slot } from "../model/slot.ts";
import { claimPrefix } from "./claim.ts";
import type { LeaseLoss } from "./lease-guard.ts";
import { encodeLease, leaseKey, leasePrefix } from "./lease-record.ts";
import { Lease } from "./lease.ts";
import { SlotKeeper } from "./slot-keeper.ts";
import type { SlotKeeperOptions, WantedSlot } from "./slot-keeper.ts";
import type { HeldSlot } from "./slot-owner.ts";
import { decideRound } from "./slot-round.ts";
import type { Round } from "./slot-round.ts";
import { SlotView } from "./slot-view.ts";
import type { Listing } from "./store.ts";
import { renewalIntervalOf } from "./timing.ts";
import { Wakeup, within } from "./wakeup.ts";

export interface TenureOptions extends Omit<SlotKeeperOptions, "guard" | "view" | "changed"> {
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  /** What should run now, by slot key. */
  readonly wanted: () => ReadonlyMap<string, WantedSlot>;
}

/**
 * One lease's life: reads claims and leases, decides, acts, until the lease is lost or ended. What follows a lost
 * lease is another tenure under another lease.
 */
export class Tenure {
  readonly #options: TenureOptions;
  readonly #view: SlotView;
  readonly #keeper: SlotKeeper;
  readonly #lease: Lease;
  readonly #wakeup: Wakeup;
  readonly #over = new AbortController();
  readonly #revoking = new Set<string>();
  /** Prefixes whose last read failed. */
  readonly #unread = new Set<string>();
  #held = false;
  #pausedUntilMs = -Infinity;
  #stopping = false;
  #loss: LeaseLoss | undefined;
  /** What the engine still had when the lease was lost. */
  #dropped: readonly Slot[] = [];

  constructor(options: TenureOptions) {
    const { clock, leaseMs, store, engine, label, note } = options;
    this.#options = options;
    this.#view = new SlotView(leaseMs);
    this.#wakeup = new Wakeup(clock);
    this.#lease = new Lease({
      store,
      clock,
      engine,
      label,
      leaseMs,
      id: options.lease,
      onHeld: () => {
        this.#held = true;
        note({ kind: "lease-held", lease: options.lease });
        this.kick();
      },
      onLost: (loss) => this.#lost(loss),
      onTrouble: (error) => note({ kind: "store-failed", error }),
    });
    const guard = (): boolean => this.#lease.guard();
    this.#keeper = new SlotKeeper({ ...options, guard, view: this.#view, changed: () => this.kick() });
  }

  /** Look again: what should run has changed. */
  kick(): void {
    this.#wakeup.notify();
  }

  held(): readonly HeldSlot[] {
    return this.#keeper.held();
  }

  /** Resolves when the lease is lost or `stop` has ended it. */
  async run(): Promise<LeaseLoss> {
    const reading = Promise.all([
      this.#read(claimPrefix, (listing) => this.#view.readClaims(listing, this.#options.clock.monotonicMs())),
      this.#read(leasePrefix, (listing) => this.#view.readLeases(listing, this.#options.clock.monotonicMs())),
    ]);
    while (!this.#over.signal.aborted) {
      const againAtMs = this.#held && this.#view.loaded ? this.#act() : undefined;
      const waitMs = againAtMs === undefined ? undefined : Math.max(0, againAtMs - this.#options.clock.monotonicMs());
      await this.#wakeup.wait(waitMs);
    }
    await reading;
    return this.#loss ?? "it was ended";
  }

  /**
   * Releases every slot, frees the claims and deletes the lease. After the deadline it drops what the engine has not
   * let go of, and says which slots those are.
   */
  async stop(deadlineMs: number): Promise<readonly Slot[]> {
    const { clock } = this.#options;
    const untilMs = clock.monotonicMs() + deadlineMs;
    this.#stopping = true;
    if (this.#held) this.#lease.leave();
    this.kick();
    while (!this.#over.signal.aborted && !this.#isDrained() && clock.monotonicMs() < untilMs)
      await clock.sleep(Math.min(untilMs - clock.monotonicMs(), 10));
    const abandoned = [...this.#dropped, ...this.#keeper.dropAll()];
    await this.#endLease().catch((error: unknown) => this.#options.note({ kind: "store-failed", error }));
    this.#end();
    // A claim that was on its way may have been answered before the lease ended.
    return [...abandoned, ...this.#keeper.dropAll()];
  }

  #isDrained(): boolean {
    return !this.#held || (this.#view.loaded && this.#keeper.idle && this.#decide().free.length === 0);
  }

  async #endLease(): Promise<void> {
    const { store, clock, leaseMs, lease } = this.#options;
    if (this.#loss !== undefined) return;
    let named = true;
    try {
      const { values } = await within(clock, store.list(claimPrefix), leaseMs);
      const view = new SlotView(leaseMs);
      view.readClaims({ values, version: 0 }, 0);
      named = [...view.claims.values()].some(({ claim }) => claim?.lease === lease && claim.state !== "free");
    } finally {
      await this.#lease.end({ deleteKey: !named });
    }
  }

  #lost(loss: LeaseLoss): void {
    this.#loss = loss;
    const { note, lease } = this.#options;
    note({ kind: "lease-lost", lease, loss });
    this.#dropped = this.#keeper.dropAll();
    this.#end();
  }

  #end(): void {
    this.#over.abort(new Error("the tenure is over"));
    this.#wakeup.notify();
  }

  #decide(): Round {
    const wanted = new Map([...this.#options.wanted()].map(([key, { digest }]) => [key, digest]));
    return decideRound({
      nowMs: this.#options.clock.monotonicMs(),
      engine: this.#options.engine,
      lease: this.#options.lease,
      stopping: this.#stopping,
      view: this.#view,
      wanted,
      own: this.#keeper.own,
      claiming: this.#keeper.claiming,
    });
  }

  #act(): number | undefined {
    const round = this.#decide();
    const wanted = this.#options.wanted();
    for (const key of round.lost) this.#keeper.lose(key);
    for (const key of round.activate) this.#keeper.activate(key);
    for (const release of round.release) this.#start(this.#keeper.release(release));
    // Nothing is asked of a store that does not even answer reads; the next read that succeeds decides anew.
    if (this.#unread.size > 0) return round.againAtMs;
    const nowMs = this.#options.clock.monotonicMs();
    if (nowMs < this.#pausedUntilMs) return Math.min(this.#pausedUntilMs, round.againAtMs ?? Infinity);
    for (const key of round.claim) {
      const slot = wanted.get(key);
      if (slot !== undefined) this.#start(this.#keeper.claim(key, slot));
    }
    for (const key of round.free) this.#start(this.#keeper.free(key));
    for (const id of round.revoke) this.#start(this.#revoke(id));
    for (const id of round.forget) this.#start(this.#forget(id));
    return round.againAtMs;
  }

  /** After an action that failed nothing more is asked of the store for a little while; then it is decided anew. */
  #start(action: Promise<void>): void {
    const { clock, leaseMs, random, note } = this.#options;
    action.catch((error: unknown) => {
      note({ kind: "store-failed", error });
      this.#pausedUntilMs = clock.monotonicMs() + (leaseMs / 20) * (1 + random());
      this.kick();
    });
  }

  async #revoke(id: string): Promise<void> {
    const seen = this.#view.leases.get(id);
    if (seen?.record === undefined || this.#revoking.has(id)) return;
    const { store, clock, leaseMs, lease, note } = this.#options;
    this.#revoking.add(id);
    try {
      const value = encodeLease({ ...seen.record, state: "revoked", nonce: `${lease}/revokes/${id}` });
      const revoked = { kind: "set", key: leaseKey(id), value, version: seen.version } as const;
      const result = await within(clock, store.transact([revoked]), leaseMs);
      if (result.ok) note({ kind: "lease-revoked", lease: id, label: seen.record.label });
    } finally {
      this.#revoking.delete(id);
    }
  }

  async #forget(id: string): Promise<void> {
    const seen = this.#view.leases.get(id);
    if (seen === undefined) return;
    const { store, clock, leaseMs } = this.#options;
    await within(clock, store.transact([{ kind: "delete", key: leaseKey(id), version: seen.version }]), leaseMs);
  }

  /** Follows a prefix until the tenure is over. */
  async #read(prefix: string, take: (listing: Listing) => void): Promise<void> {
    const { store, clock, leaseMs, random, note } = this.#options;
    const signal = this.#over.signal;
    let sinceVersion = 0;
    while (!signal.aborted) {
      let pauseMs = (leaseMs / 20) * (1 + random());
      try {
        const listing = await store.watch(prefix, { sinceVersion, waitMs: renewalIntervalOf(leaseMs), signal });
        sinceVersion = listing.version;
        this.#unread.delete(prefix);
        if (signal.aborted) return;
        take(listing);
        this.kick();
        pauseMs = this.#pauseMs();
      } catch (error) {
        if (signal.aborted) return;
        // What is known may have changed unseen, so the next read starts afresh.
        sinceVersion = 0;
        this.#unread.add(prefix);
        note({ kind: "store-failed", error });
      }
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }

  /** Between two reads: so that all engines together read a few hundred times a second at most. */
  #pauseMs(): number {
    const { leaseMs, random } = this.#options;
    const engines = this.#view.leases.size;
    return Math.min(leaseMs / 10, 5 + 5 * engines) * (0.75 + random() / 2);
  }
}
