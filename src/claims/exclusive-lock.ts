import type { Clock } from "../model/clock.ts";
import type { SentAt } from "./lease-guard.ts";
import { LeaseGuard, momentOf } from "./lease-guard.ts";
import type { ClaimStore, StoredValue } from "./store.ts";
import { decodeRecord, encodeRecord, isMs, isText } from "./stored-json.ts";
import { renewalIntervalOf, silenceOf } from "./timing.ts";
import { Wakeup, within } from "./wakeup.ts";

/** Who holds a lock, for people. */
export interface LockHolder {
  readonly label: string;
  /** When it was taken, by the holder's wall clock. */
  readonly sinceMs: number;
}

export interface LockRequest {
  readonly store: ClaimStore;
  readonly clock: Clock;
  /** The key that the lock is. */
  readonly key: string;
  /** Never used before. */
  readonly id: string;
  readonly label: string;
  readonly leaseMs: number;
  /** Aborted while a lock that may be over is watched: the attempt rejects with the reason. */
  readonly signal?: AbortSignal | undefined;
}

export type LockAttempt =
  | { readonly isHeld: true; readonly lock: ExclusiveLock }
  | { readonly isHeld: false; readonly holder: LockHolder };

interface LockRecord extends LockHolder {
  readonly id: string;
  readonly leaseMs: number;
  /** Differs in every write, so that a write whose answer was lost can be told from another. */
  readonly nonce: string;
}

const formatVersion = 1;

function decodeLock({ value }: StoredValue): LockRecord | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined) return undefined;
  const { id, label, leaseMs, nonce, sinceMs } = record;
  if (!isText(id) || !isText(label) || !isText(nonce) || !isMs(leaseMs) || !isMs(sinceMs)) return undefined;
  return { id, label, leaseMs, nonce, sinceMs };
}

/**
 * Takes a lock, which is a lease (design, section 6): renewed by compare-and-set, over by itself when it isn't. One
 * that is held is watched: as soon as it is renewed, its holder is the answer; one that has been silent for 1.2 of its
 * lengths on our own clock is taken over. Rejects with a `StoreError`.
 */
export async function acquireLock(request: LockRequest): Promise<LockAttempt> {
  let watched: Watched | undefined;
  for (;;) {
    const seen = await look(request, watched);
    if (seen.kind === "renewed") return { isHeld: false, holder: seen.holder };
    if (seen.kind === "free") {
      const lock = new ExclusiveLock(request);
      if (await lock.begin(seen.version)) return { isHeld: true, lock };
      watched = undefined;
      continue;
    }
    watched = seen.watched;
    await request.clock.sleep(seen.leaseMs / 10, request.signal);
  }
}

/** The version of the lock's key that an observer has seen, and since when. */
interface Watched {
  readonly version: number;
  readonly sinceMs: number;
}

type Look =
  | { readonly kind: "free"; readonly version: number }
  | { readonly kind: "renewed"; readonly holder: LockHolder }
  | { readonly kind: "unknown"; readonly watched: Watched; readonly leaseMs: number };

async function look({ store, clock, key, leaseMs }: LockRequest, watched: Watched | undefined): Promise<Look> {
  const stored = await store.get(key);
  if (stored === undefined) return { kind: "free", version: 0 };
  const { version } = stored;
  const current = decodeLock(stored) ?? { label: "another version of Sluiceway", sinceMs: 0, leaseMs };
  const sinceMs = watched?.version === version ? watched.sinceMs : clock.monotonicMs();
  if (watched !== undefined && watched.version !== version) return { kind: "renewed", holder: current };
  if (clock.monotonicMs() - sinceMs >= silenceOf(current.leaseMs)) return { kind: "free", version };
  return { kind: "unknown", watched: { version, sinceMs }, leaseMs: current.leaseMs };
}

/** A lock that is held until it is released or its guard says no. */
export class ExclusiveLock {
  readonly #request: LockRequest;
  readonly #guard: LeaseGuard;
  readonly #wakeup: Wakeup;
  readonly #sinceMs: number;
  readonly #attempts = new Map<string, SentAt>();
  #version = 0;
  #renewing: Promise<void> | undefined;
  #isOver = false;

  constructor(request: LockRequest) {
    this.#request = request;
    this.#guard = new LeaseGuard(request.clock, request.leaseMs);
    this.#wakeup = new Wakeup(request.clock);
    this.#sinceMs = request.clock.wallMs();
  }

  /** Whether its holder may act now; once false, for ever. */
  guard(): boolean {
    return this.#guard.check();
  }

  /** Writes the lock over a version of its key, and renews it from then on. False where somebody else was faster. */
  async begin(version: number): Promise<boolean> {
    this.#version = version;
    if (!(await this.#write()) || !this.guard()) return false;
    this.#renewing = this.#renewForEver();
    return true;
  }

  /** Gives it up and leaves nothing behind, so that the next one needn't wait. */
  async release(): Promise<void> {
    this.#isOver = true;
    this.#wakeup.notify();
    // A renewal under way changes the version.
    await this.#renewing;
    const mayWrite = this.guard();
    this.#guard.latch("it was ended");
    if (!mayWrite) return;
    const { store, clock, key, leaseMs } = this.#request;
    const removal = store.transact([{ kind: "delete", key, version: this.#version }]);
    // Where that fails, the lease ends by itself.
    await within(clock, removal, renewalIntervalOf(leaseMs)).catch(() => undefined);
  }

  async #renewForEver(): Promise<void> {
    const { leaseMs } = this.#request;
    for (;;) {
      await this.#wakeup.wait(renewalIntervalOf(leaseMs));
      if (this.#isOver || !this.guard()) return;
      // A write that failed is tried again at the next turn, until the guard says no by itself.
      const isOurs = await this.#write().catch(() => true);
      if (!isOurs) return this.#guard.latch("its key was written by somebody else");
    }
  }

  /** Whether the key is ours afterwards. An answer that was lost is looked up by its nonce. */
  async #write(): Promise<boolean> {
    const { store, clock, key, id, label, leaseMs } = this.#request;
    const nonce = `${id}/${this.#attempts.size + 1}`;
    const sent = momentOf(clock);
    this.#attempts.set(nonce, sent);
    const value = encodeRecord({ id, label, leaseMs, nonce, sinceMs: this.#sinceMs }, formatVersion);
    const operation = { kind: "set", key, value, version: this.#version } as const;
    const result = await within(clock, store.transact([operation]), renewalIntervalOf(leaseMs)).catch(() => undefined);
    const [version] = result?.ok === true ? result.versions : [];
    if (version !== undefined) return this.#succeeded(version, sent);
    const stored = await within(clock, store.get(key), renewalIntervalOf(leaseMs));
    const record = stored === undefined ? undefined : decodeLock(stored);
    const ours = record === undefined ? undefined : this.#attempts.get(record.nonce);
    return stored !== undefined && ours !== undefined && this.#succeeded(stored.version, ours);
  }

  #succeeded(version: number, sent: SentAt): true {
    this.#version = version;
    this.#guard.renewed(sent);
    return true;
  }
}
