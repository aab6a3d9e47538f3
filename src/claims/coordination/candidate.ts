import type { Clock } from "../../model/clock.ts";
import type { LeaseRecord } from "../lease-record.ts";
import type { SlotNote } from "../slot-note.ts";
import type { SlotView } from "../slot-view.ts";
import type { ClaimStore, StoredValue, StoreOperation } from "../store.ts";
import { silenceOf } from "../timing.ts";
import { within } from "../wakeup.ts";
import { assignmentPrefix, decodeAssignment } from "./assignment.ts";
import { Coordinator } from "./coordinator.ts";
import type { CoordinatorOptions } from "./coordinator.ts";
import { coordinatorKey, councilPrefix, decodePost, encodePost } from "./council.ts";
import type { Post } from "./council.ts";

/** What a candidate's coordinator needs beside what the candidate has. */
export type CoordinatorParts = Pick<CoordinatorOptions, "membership" | "wanted" | "tuning">;

export interface CandidateOptions extends CoordinatorParts {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly leaseMs: number;
  readonly lease: string;
  readonly engine: string;
  readonly label: string;
  readonly random: () => number;
  readonly view: SlotView;
  readonly guard: () => boolean;
  /** Whether the view has all claims. */
  readonly knowsClaims: () => boolean;
  readonly note: (note: SlotNote) => void;
  readonly changed: () => void;
  /** The candidate begins, or ceases, to coordinate. */
  readonly coordinates: (does: boolean) => void;
  /** The one that it has taken. */
  readonly seat: Seat;
}

/** A seat that looked free, with the version of its key. */
export interface Seat {
  readonly key: string;
  readonly version: number;
}

interface SeenPost {
  readonly post: Post | undefined;
  readonly version: number;
}

/** How long a query for the council waits: nothing depends on its return. */
const councilWaitMs = 60_000;

/** Whoever's lease this is can't coordinate: it is dead, or its thread stands still. */
const isUnfit = (lease: LeaseRecord | undefined): boolean => lease?.state === "revoked" || lease?.blocked === true;

/** The operation that takes a seat; the lease that it names may be created by the same transaction. */
export function seatOperation(seat: Seat, holder: Pick<Post, "engine" | "label" | "lease" | "leaseMs" | "sinceMs">) {
  const { engine, label, lease, leaseMs, sinceMs } = holder;
  const post: Post = { engine, label, lease, leaseMs, sinceMs, token: 0, free: false, nonce: `${lease}/sits` };
  return { kind: "set", key: seat.key, value: encodePost(post), version: seat.version } as const;
}

/**
 * An engine with a seat: it watches the coordinator's lease, takes the post when that is gone, and then coordinates.
 * Lives by its engine's lease, as slots do.
 */
export class Candidate {
  readonly #options: CandidateOptions;
  readonly #over = new AbortController();
  #posts: ReadonlyMap<string, SeenPost> | undefined;
  #coordinator: Coordinator | undefined;
  readonly #unknownSince = new Map<string, number>();
  #sat = false;
  #missing: { readonly lease: string; readonly sinceMs: number } | undefined;
  #busy = false;
  /** Before that it does not want the post. */
  #notBeforeMs = -Infinity;
  /** After a request that failed. */
  #pausedUntilMs = -Infinity;
  #nonces = 0;

  constructor(options: CandidateOptions) {
    this.#options = options;
    void this.#followCouncil();
  }

  get isCoordinator(): boolean {
    return this.#coordinator !== undefined;
  }

  /** Whether somebody has cleared or taken its seat. */
  get hasLostSeat(): boolean {
    const isOurs = this.#posts?.get(this.#options.seat.key)?.post?.lease === this.#options.lease;
    if (isOurs) this.#sat = true;
    return this.#sat && !isOurs;
  }

  /** The lease that the coordinator lives by, if it is another's. */
  get coordinatorLease(): string | undefined {
    return this.#posts?.get(coordinatorKey)?.post?.lease;
  }

  /** Whether nobody has to know any more that the lease was revoked. */
  mayForget(record: LeaseRecord): boolean {
    return this.#coordinator?.mayForget(record) === true;
  }

  /** Takes the post if it is to be had, and coordinates while it has it. Returns when to look again. */
  act(nowMs: number): number | undefined {
    const { guard, lease } = this.#options;
    if (this.#posts === undefined || this.#busy || !guard() || this.hasLostSeat) return undefined;
    if (nowMs < this.#pausedUntilMs) return this.#pausedUntilMs;
    const seen = this.#posts.get(coordinatorKey);
    if (seen?.post?.lease === lease && !seen.post.free) return this.#coordinate(seen.post, seen.version);
    this.#cease();
    const fromMs = Math.max(this.#takeableFrom(seen, nowMs), this.#notBeforeMs);
    if (fromMs > nowMs) return Number.isFinite(fromMs) ? fromMs : undefined;
    this.#start(this.#take(seen));
    return undefined;
  }

  /** Gives up the post and the seat, so that another takes over at once. */
  async resign(): Promise<void> {
    const { store, clock, leaseMs, lease, note } = this.#options;
    const posts = this.#posts ?? new Map<string, SeenPost>();
    this.end();
    const operations = [...posts].flatMap(([key, { post, version }]): readonly StoreOperation[] => {
      if (post?.lease !== lease || post.free) return [];
      if (key !== coordinatorKey) return [{ kind: "delete", key, version }];
      note({ kind: "coordinator-resigned", lease, token: post.token });
      return [{ kind: "set", key, version, value: encodePost({ ...post, free: true, nonce: `${lease}/resigns` }) }];
    });
    if (operations.length > 0) await within(clock, store.transact(operations), leaseMs);
  }

  /** The lease is over; the post goes with it. */
  end(): void {
    this.#over.abort(new Error("the candidate has gone"));
    this.#cease();
  }

  #coordinate(post: Post, version: number): number | undefined {
    const { leaseMs, clock, lease, note } = this.#options;
    if (this.#coordinator === undefined) {
      note({ kind: "coordinator-elected", lease, token: post.token });
      this.#coordinator = new Coordinator({
        ...this.#options,
        seated: () => this.#seated(),
        token: post.token,
        postVersion: version,
      });
      this.#options.coordinates(true);
    }
    if (this.#coordinator.isUseless) {
      // Perhaps another engine can read what should run.
      this.#notBeforeMs = clock.monotonicMs() + 5 * leaseMs;
      this.#start(this.#giveUpPost(post, version));
      return undefined;
    }
    this.#clearSeats(clock.monotonicMs());
    return this.#coordinator.step();
  }

  #seated(): ReadonlySet<string> {
    const seats = [...(this.#posts ?? [])].filter(([key]) => key !== coordinatorKey);
    return new Set(seats.flatMap(([, { post }]) => (post === undefined ? [] : [post.engine])));
  }

  #cease(): void {
    if (this.#coordinator === undefined) return;
    this.#coordinator.stop();
    this.#coordinator = undefined;
    this.#options.coordinates(false);
  }

  #takeableFrom(seen: SeenPost | undefined, nowMs: number): number {
    if (seen === undefined) return nowMs;
    const { post } = seen;
    if (post === undefined) return Infinity;
    const lease = this.#options.view.leases.get(post.lease);
    if (post.free || isUnfit(lease?.record)) return nowMs;
    if (lease !== undefined) return Infinity;
    if (this.#missing?.lease !== post.lease) this.#missing = { lease: post.lease, sinceMs: nowMs };
    return this.#missing.sinceMs + silenceOf(post.leaseMs);
  }

  async #take(seen: SeenPost | undefined): Promise<void> {
    const { store, clock, leaseMs } = this.#options;
    const { values } = await within(clock, store.list(assignmentPrefix), leaseMs);
    // A store that was restored may know assignments that are newer than the post.
    const tokens = values.map(({ value }) => decodeAssignment(value)?.token ?? 0);
    const token = Math.max(seen?.post?.token ?? 0, ...tokens) + 1;
    await this.#writePost({ token, free: false }, seen?.version ?? 0);
  }

  async #giveUpPost({ token }: Post, version: number): Promise<void> {
    this.#options.note({ kind: "coordinator-resigned", lease: this.#options.lease, token });
    this.#cease();
    await this.#writePost({ token, free: true }, version);
  }

  async #writePost(written: Pick<Post, "token" | "free">, version: number): Promise<void> {
    const { store, clock, leaseMs, lease, engine, label } = this.#options;
    const nonce = `${lease}/post/${(this.#nonces += 1)}`;
    const post: Post = { ...written, engine, label, lease, leaseMs, nonce, sinceMs: clock.wallMs() };
    const operation = { kind: "set", key: coordinatorKey, value: encodePost(post), version } as const;
    await within(clock, store.transact([operation]), leaseMs);
    this.#readPosts(await within(clock, store.list(councilPrefix), leaseMs));
  }

  /** Seats of engines that are gone: whoever looks next may take them. */
  #clearSeats(nowMs: number): void {
    const { view } = this.#options;
    const dead = [...(this.#posts ?? [])].filter(([key, { post }]) => {
      if (key === coordinatorKey || post === undefined || !view.loaded) return false;
      const lease = view.leases.get(post.lease);
      if (lease !== undefined) this.#unknownSince.delete(post.lease);
      if (lease !== undefined) return lease.record?.state === "revoked";
      // The lease of a new candidate was perhaps not read yet.
      const sinceMs = this.#unknownSince.get(post.lease) ?? nowMs;
      this.#unknownSince.set(post.lease, sinceMs);
      return nowMs - sinceMs > silenceOf(post.leaseMs);
    });
    if (dead.length === 0) return;
    const operations = dead.map(([key, { version }]) => ({ kind: "delete", key, version }) as const);
    this.#start(this.#clear(operations));
  }

  async #clear(operations: readonly StoreOperation[]): Promise<void> {
    const { store, clock, leaseMs } = this.#options;
    await within(clock, store.transact(operations), leaseMs);
    this.#readPosts(await within(clock, store.list(councilPrefix), leaseMs));
  }

  #start(action: Promise<unknown>): void {
    const { clock, leaseMs, random, note, changed } = this.#options;
    this.#busy = true;
    action
      .catch((error: unknown) => {
        note({ kind: "store-failed", error });
        this.#pausedUntilMs = clock.monotonicMs() + (leaseMs / 20) * (1 + random());
      })
      .finally(() => {
        this.#busy = false;
        if (!this.#over.signal.aborted) changed();
      });
  }

  #readPosts({ values }: { readonly values: readonly StoredValue[] }): void {
    this.#posts = new Map(values.map(({ key, value, version }) => [key, { post: decodePost(value), version }]));
  }

  async #followCouncil(): Promise<void> {
    const { store, clock, leaseMs, random, note, changed } = this.#options;
    const { signal } = this.#over;
    let sinceVersion = 0;
    while (!signal.aborted) {
      let pauseMs = 5 + 10 * random();
      try {
        const listing = await store.watch(councilPrefix, { sinceVersion, waitMs: councilWaitMs, signal });
        sinceVersion = listing.version;
        this.#readPosts(listing);
      } catch (error) {
        if (signal.aborted) return;
        sinceVersion = 0;
        note({ kind: "store-failed", error });
        pauseMs = (leaseMs / 20) * (1 + random());
      }
      changed();
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }
}
