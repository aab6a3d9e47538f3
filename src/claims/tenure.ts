import type { Slot } from "../model/slot.ts";
import { slotKey } from "../model/slot.ts";
import { ClaimFeed } from "./claim-feed.ts";
import type { ClaimInterest } from "./claim-feed.ts";
import { Candidate, seatOperation } from "./coordination/candidate.ts";
import type { CoordinatorParts, Seat } from "./coordination/candidate.ts";
import { LeaseFeed } from "./lease-feed.ts";
import type { LeaseInterest } from "./lease-feed.ts";
import type { LeaseLoss } from "./lease-guard.ts";
import { LeaseKeys } from "./lease-keys.ts";
import { Lease } from "./lease.ts";
import type { LeaseHandle, LeaseOptions } from "./lease.ts";
import { shareOf } from "./share.ts";
import { SlotKeeper } from "./slot-keeper.ts";
import type { SlotKeeperOptions, WantedSlot } from "./slot-keeper.ts";
import type { HeldSlot } from "./slot-owner.ts";
import type { Advice } from "./advice.ts";
import { decidesAlone } from "./advice.ts";
import { programOf } from "./claim.ts";
import { decideRound } from "./slot-round.ts";
import type { Round } from "./slot-round.ts";
import { SlotView } from "./slot-view.ts";
import { Wakeup, within } from "./wakeup.ts";

export interface TenureOptions extends Omit<SlotKeeperOptions, "guard" | "view" | "changed"> {
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly advice: () => Advice;
  /** A seat that is taken together with the lease. */
  readonly seat?: Seat;
  /** What a candidate coordinates with; absent where there is no coordination. */
  readonly coordination?: CoordinatorParts;
  /** It has taken or lost a seat or the coordinator's post. */
  readonly roleChanged: () => void;
  /** Begins a lease; how it is renewed is up to whoever opens it. */
  readonly openLease?: (options: LeaseOptions) => LeaseHandle;
}

/** After so many leases without a slot and without a seat an engine is on standby again. */
const idleLeases = 1;

/**
 * One lease's life: reads claims and leases, decides, acts, until the lease is lost or ended. What follows a lost
 * lease is another tenure under another lease.
 */
export class Tenure {
  readonly #options: TenureOptions;
  readonly #view: SlotView;
  readonly #keeper: SlotKeeper;
  readonly #lease: LeaseHandle;
  readonly #keys: LeaseKeys;
  readonly #wakeup: Wakeup;
  readonly #over = new AbortController();
  readonly #claims: ClaimFeed;
  readonly #leases: LeaseFeed;
  #candidate: Candidate | undefined;
  #held = false;
  #waiting: ReadonlySet<string> = new Set();
  #pausedUntilMs = -Infinity;
  #idleSinceMs: number | undefined;
  #stopping = false;
  #loss: LeaseLoss | undefined;
  /** What the engine still had when the lease was lost. */
  #dropped: readonly Slot[] = [];

  constructor(options: TenureOptions) {
    const { clock, leaseMs } = options;
    this.#options = options;
    this.#view = new SlotView(leaseMs);
    this.#wakeup = new Wakeup(clock);
    this.#keys = new LeaseKeys({ ...options, view: this.#view });
    this.#lease = (options.openLease ?? ((lease) => new Lease(lease)))(this.#leaseOptions());
    const guard = (): boolean => this.#lease.guard();
    this.#keeper = new SlotKeeper({ ...options, guard, view: this.#view, changed: () => this.kick() });
    const feed = { ...options, view: this.#view, signal: this.#over.signal };
    this.#claims = new ClaimFeed({ ...feed, changed: () => this.#claimsChanged() });
    this.#leases = new LeaseFeed({ ...feed, changed: () => this.kick() });
  }

  /** Look again: what should run has changed. */
  kick(): void {
    this.#wakeup.notify();
  }

  held(): readonly HeldSlot[] {
    return this.#keeper.held();
  }

  get isSeated(): boolean {
    return this.#candidate !== undefined;
  }

  get isCoordinator(): boolean {
    return this.#candidate?.isCoordinator === true;
  }

  /** Resolves when the lease is lost, `stop` has ended it, or it is not needed any more. */
  async run(): Promise<LeaseLoss> {
    while (!this.#over.signal.aborted) {
      this.#follow();
      const againAtMs = this.#held ? this.#act() : Infinity;
      if (this.#held && this.#isIdle()) await this.#retire();
      const waitMs = Math.max(0, againAtMs - this.#options.clock.monotonicMs());
      if (!this.#over.signal.aborted) await this.#wakeup.wait(Number.isFinite(waitMs) ? waitMs : undefined);
    }
    if (this.#loss === "the clocks disagree, as after a suspended machine")
      await this.#keys.revokeOwn().catch(() => undefined);
    return this.#loss ?? "it was ended";
  }

  /** Takes a seat that is free, under the lease that it has. */
  async sit(seat: Seat): Promise<void> {
    if (!this.#held || this.#candidate !== undefined || this.#stopping) return;
    const { store, clock, leaseMs, note } = this.#options;
    try {
      const result = await within(clock, store.transact([this.#seatOperation(seat)]), leaseMs);
      if (result.ok) this.#beCandidate(seat);
    } catch (error) {
      note({ kind: "store-failed", error });
    }
  }

  /**
   * Takes nothing new, and goes on with what it has until the coordinator has given that to others, so that each slot
   * stands still only for its own hand-over. Without a coordinator that answers it returns after the time.
   */
  async leave(longestMs: number): Promise<void> {
    const { clock, advice } = this.#options;
    const untilMs = clock.monotonicMs() + longestMs;
    if (this.#held) this.#lease.leave();
    const isWaiting = (): boolean => {
      const said = advice();
      return said.kind === "assigned" && said.wanted.size > 0 && !this.#over.signal.aborted;
    };
    while (this.#held && isWaiting() && clock.monotonicMs() < untilMs) await clock.sleep(10);
  }

  /**
   * Releases every slot, frees the claims and deletes the lease. After the deadline it drops what the engine has not
   * let go of, and says which slots those are.
   */
  async stop(deadlineMs: number): Promise<readonly Slot[]> {
    const { clock, note } = this.#options;
    const untilMs = clock.monotonicMs() + deadlineMs;
    this.#stopping = true;
    if (this.#held) this.#lease.leave();
    await this.#candidate?.resign().catch((error: unknown) => note({ kind: "store-failed", error }));
    this.kick();
    while (!this.#over.signal.aborted && !this.#isDrained() && clock.monotonicMs() < untilMs)
      await clock.sleep(Math.min(untilMs - clock.monotonicMs(), 10));
    const abandoned = [...this.#dropped, ...this.#keeper.dropAll()];
    await this.#endLease().catch((error: unknown) => note({ kind: "store-failed", error }));
    this.#end();
    // A claim that was on its way may have been answered before the lease ended.
    return [...abandoned, ...this.#keeper.dropAll()];
  }

  #leaseOptions(): LeaseOptions {
    const { store, clock, engine, label, leaseMs, lease, note, seat } = this.#options;
    return {
      store,
      clock,
      engine,
      label,
      leaseMs,
      id: lease,
      ...(seat === undefined ? {} : { alongside: this.#seatOperation(seat) }),
      onHeld: () => {
        this.#held = true;
        note({ kind: "lease-held", lease });
        if (seat !== undefined) this.#beCandidate(seat);
        this.kick();
      },
      onLost: (loss) => this.#lost(loss),
      onTrouble: (error) => note({ kind: "store-failed", error }),
    };
  }

  #seatOperation(seat: Seat): ReturnType<typeof seatOperation> {
    return seatOperation(seat, { ...this.#options, sinceMs: this.#options.clock.wallMs() });
  }

  #beCandidate(seat: Seat): void {
    const { coordination } = this.#options;
    if (coordination === undefined || this.#over.signal.aborted) return;
    this.#candidate = new Candidate({
      ...this.#options,
      ...coordination,
      seat,
      view: this.#view,
      guard: () => this.#lease.guard(),
      knowsClaims: () => this.#claims.isComplete,
      changed: () => this.kick(),
      coordinates: () => {
        this.#options.roleChanged();
        // All claims are read from now on.
        this.#follow();
        this.kick();
      },
    });
    this.#options.roleChanged();
    this.kick();
  }

  /** The seat is gone: the engine goes on with its slots. */
  #rise(): void {
    const candidate = this.#candidate;
    this.#candidate = undefined;
    this.#options.roleChanged();
    candidate?.resign().catch((error: unknown) => this.#options.note({ kind: "store-failed", error }));
  }

  /** What a claim tells its reader may follow from a lease that was not read yet. */
  #claimsChanged(): void {
    if (this.isCoordinator) this.#leases.readSoon();
    this.kick();
  }

  #follow(): void {
    const alone = decidesAlone(this.#options.advice());
    const all = alone || this.isCoordinator;
    this.#claims.follow(all ? "all" : this.#concerning());
    this.#leases.follow(alone && !this.isSeated ? "watch" : this.#leaseInterest());
    if (!this.isSeated) return;
    // It polls anyway, but a lease that was revoked a moment ago would keep a slot waiting for the next poll.
    const waitedFor = new Set(this.#waitedFor());
    if ([...waitedFor].some((id) => !this.#waiting.has(id))) this.#leases.readSoon();
    this.#waiting = waitedFor;
  }

  #leaseInterest(): LeaseInterest {
    if (this.isSeated) return "poll";
    return new Set(this.#waitedFor());
  }

  /** The leases that claims which it should have live by. */
  #waitedFor(): readonly string[] {
    const { own } = this.#keeper;
    return [...this.#concerning()].flatMap((key) => {
      const claim = own.has(key) ? undefined : this.#view.claims.get(key)?.claim;
      return claim === undefined || claim.state === "free" || claim.lease === this.#options.lease ? [] : [claim.lease];
    });
  }

  /** The claims that this engine has, waits for, or may have without knowing, since an answer was lost. */
  #concerning(): Extract<ClaimInterest, ReadonlySet<string>> {
    const keys = new Set([...this.#keeper.own.keys(), ...this.#keeper.unsure, ...this.#assigned().keys()]);
    for (const [key, { claim }] of this.#view.claims)
      if (claim?.lease === this.#options.lease && claim.state !== "free") keys.add(key);
    return keys;
  }

  #assigned(): ReadonlyMap<string, WantedSlot> {
    const advice = this.#options.advice();
    const { own, claiming } = this.#keeper;
    if (this.#stopping) return new Map();
    if (advice.kind === "keep") return this.#keeper.wanted();
    if (advice.kind !== "alone") return advice.wanted;
    if (!this.#view.loaded) return this.#keeper.wanted();
    const { engine, lease } = this.#options;
    const mine = [...own.keys(), ...claiming];
    const share = shareOf({ engine, lease, view: this.#view, wanted: advice.wanted, mine });
    return new Map([...advice.wanted].filter(([key]) => share.has(key)));
  }

  #isDrained(): boolean {
    return !this.#held || (this.#keeper.idle && this.#decide().free.length === 0);
  }

  /** Whether the engine has had neither slots nor a seat for a while, nor anything to come. */
  #isIdle(): boolean {
    const { advice, clock, leaseMs } = this.#options;
    const busy = this.isSeated || this.#stopping || advice().kind === "alone" || !this.#keeper.idle;
    if (busy || this.#concerning().size > 0) {
      this.#idleSinceMs = undefined;
      return false;
    }
    this.#idleSinceMs ??= clock.monotonicMs();
    return clock.monotonicMs() - this.#idleSinceMs >= idleLeases * leaseMs;
  }

  async #retire(): Promise<void> {
    await this.#endLease().catch((error: unknown) => this.#options.note({ kind: "store-failed", error }));
    this.#keeper.dropAll();
    this.#end();
  }

  async #endLease(): Promise<void> {
    if (this.#loss !== undefined) return;
    let named = true;
    try {
      named = await this.#keys.isNamed();
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
    this.#candidate?.end();
    this.#candidate = undefined;
    this.#options.roleChanged();
    this.#over.abort(new Error("the tenure is over"));
    this.#wakeup.notify();
  }

  #decide(): Round {
    const { clock, engine, lease, advice } = this.#options;
    const candidate = this.#candidate;
    const alone = decidesAlone(advice());
    return decideRound({
      nowMs: clock.monotonicMs(),
      engine,
      lease,
      view: this.#view,
      assigned: new Map([...this.#assigned()].map(([key, wanted]) => [key, programOf(wanted)])),
      own: this.#keeper.own,
      claiming: this.#keeper.claiming,
      mayRevoke: ({ id }) => alone || candidate?.isCoordinator === true || candidate?.coordinatorLease === id,
      mayForget: (record) =>
        this.#claims.isComplete && (candidate?.mayForget(record) === true || (alone && this.#isFirst())),
    });
  }

  /** One engine clears away, so that not all of them try. */
  #isFirst(): boolean {
    const active = [...this.#view.leases].flatMap(([id, { record }]) => (record?.state === "active" ? [id] : []));
    return active.toSorted()[0] === this.#options.lease;
  }

  /** Returns when to look again though nothing has changed; infinity: never. */
  #act(): number {
    const nowMs = this.#options.clock.monotonicMs();
    const candidateAgainMs = this.#actAsCandidate(nowMs);
    const round = this.#decide();
    for (const key of round.lost) this.#keeper.lose(key);
    for (const key of round.activate) this.#keeper.activate(key);
    for (const release of round.release) this.#start(this.#keeper.release(release));
    // Nothing is asked of a store that does not even answer reads; the next read that succeeds decides anew.
    const mayAsk = !this.#claims.isFailing && !this.#leases.isFailing && nowMs >= this.#pausedUntilMs;
    if (mayAsk) this.#ask(round);
    const pausedUntilMs = this.#pausedUntilMs > nowMs ? this.#pausedUntilMs : Infinity;
    return Math.min(round.againAtMs ?? Infinity, candidateAgainMs, pausedUntilMs, this.#idleCheckMs());
  }

  #actAsCandidate(nowMs: number): number {
    if (this.#candidate?.hasLostSeat === true) this.#rise();
    return (this.#stopping ? undefined : this.#candidate?.act(nowMs)) ?? Infinity;
  }

  #ask(round: Round): void {
    const assigned = this.#assigned();
    for (const key of round.claim) {
      const slot = assigned.get(key);
      if (slot !== undefined) this.#start(this.#keeper.claim(key, slot));
    }
    for (const key of round.free) this.#start(this.#keeper.free(key));
    for (const id of round.revoke) this.#start(this.#revoke(id));
    for (const id of round.forget) this.#start(this.#keys.forget(id));
  }

  #idleCheckMs(): number {
    return this.#idleSinceMs === undefined ? Infinity : this.#idleSinceMs + idleLeases * this.#options.leaseMs;
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
    try {
      await this.#keys.revoke(id);
    } finally {
      this.#leases.readSoon();
    }
  }
}

/** What an engine was told, by slot key. */
export const bySlotKey = (slots: readonly WantedSlot[]): ReadonlyMap<string, WantedSlot> =>
  new Map(slots.map((wanted) => [slotKey(wanted.slot), wanted]));
