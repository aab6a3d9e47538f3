import { checkLimits } from "../claims/limits.ts";
import { StoreError } from "../claims/store.ts";
import type {
  ClaimStore,
  Listing,
  StoreOperation,
  StoredValue,
  TransactionResult,
  WatchOptions,
} from "../claims/store.ts";
import type { Clock } from "../model/clock.ts";
import { machineClock } from "./machine-clock.ts";
import { Waiters } from "./waiters.ts";

/** What a test does to one client's connection. Delays are milliseconds of the store's clock. */
interface ConnectionFaults {
  /** False: every request fails, also the one whose answer is on its way. */
  reachable: boolean;
  /** So many of the next transactions happen, but their answer is lost. */
  answersToLose: number;
  requestDelayMs: number;
  answerDelayMs: number;
}

/**
 * The in-memory peer of the Consul driver: same interface, same contract suite. Several clients share one state, each
 * with its own prefix and its own faults.
 */
export interface EmbeddedClaimStore extends ClaimStore {
  readonly faults: ConnectionFaults;
  /** Another client of the same state; its keys lie below `keyPrefix`. */
  client(keyPrefix?: string): EmbeddedClaimStore;
  /** Forgets everything, as a wiped Consul does; versions begin again. */
  wipe(): void;
  /** Remembers everything; what it returns puts that back, as Consul does with a snapshot: versions go back as well. */
  snapshot(): () => void;
}

interface Entry {
  readonly value: Uint8Array;
  readonly version: number;
}

/** The state that all clients share: what Consul's servers agree on. */
class SharedState {
  readonly entries = new Map<string, Entry>();
  readonly deletions = new Map<string, number>();
  readonly waiters = new Waiters();
  index = 1;

  transact(operations: readonly StoreOperation[]): TransactionResult {
    const conflicts = operations.flatMap((operation, at) => (this.matches(operation) ? [] : [at]));
    if (conflicts.length > 0) return { ok: false, conflicts };
    this.index += 1;
    const versions = operations.map((operation) => this.apply(operation));
    this.waiters.wake();
    return { ok: true, versions };
  }

  /** The greatest version below the prefix, deletions included, or the store's where there was never any. */
  versionOf(prefix: string): number {
    let version = 0;
    for (const [key, entry] of this.entries) if (key.startsWith(prefix)) version = Math.max(version, entry.version);
    for (const [key, deleted] of this.deletions) if (key.startsWith(prefix)) version = Math.max(version, deleted);
    return version === 0 ? this.index : version;
  }

  private matches(operation: StoreOperation): boolean {
    const version = this.entries.get(operation.key)?.version ?? 0;
    return version === operation.version || (operation.kind === "delete" && version === 0);
  }

  private apply(operation: StoreOperation): number {
    switch (operation.kind) {
      case "set": {
        const existing = this.entries.get(operation.key);
        if (existing !== undefined && Buffer.compare(existing.value, operation.value) === 0) return existing.version;
        this.entries.set(operation.key, { value: operation.value.slice(), version: this.index });
        return this.index;
      }
      case "delete":
        if (this.entries.delete(operation.key)) this.deletions.set(operation.key, this.index);
        return 0;
      case "check":
        return operation.version;
    }
  }
}

class EmbeddedClient implements EmbeddedClaimStore {
  readonly faults: ConnectionFaults = { reachable: true, answersToLose: 0, requestDelayMs: 0, answerDelayMs: 0 };
  readonly #state: SharedState;
  readonly #clock: Clock;
  readonly #prefix: string;
  readonly #closed = new AbortController();

  constructor(state: SharedState, clock: Clock, prefix: string) {
    this.#state = state;
    this.#clock = clock;
    this.#prefix = prefix;
  }

  client(keyPrefix = ""): EmbeddedClaimStore {
    return new EmbeddedClient(this.#state, this.#clock, keyPrefix);
  }

  wipe(): void {
    this.#state.entries.clear();
    this.#state.deletions.clear();
    this.#state.index = 1;
    this.#state.waiters.wake();
  }

  snapshot(): () => void {
    const { index } = this.#state;
    const [entries, deletions] = [[...this.#state.entries], [...this.#state.deletions]];
    return () => {
      this.wipe();
      this.#state.index = index;
      for (const [key, entry] of entries) this.#state.entries.set(key, entry);
      for (const [key, version] of deletions) this.#state.deletions.set(key, version);
      this.#state.waiters.wake();
    };
  }

  get(key: string): Promise<StoredValue | undefined> {
    return this.#request(() => this.#list(key).values.find((stored) => stored.key === key));
  }

  list(prefix: string): Promise<Listing> {
    return this.#request(() => this.#list(prefix));
  }

  keys(prefix: string): Promise<readonly string[]> {
    return this.#request(() => this.#list(prefix).values.map((stored) => stored.key));
  }

  async transact(operations: readonly StoreOperation[]): Promise<TransactionResult> {
    checkLimits(operations);
    // A caller may reuse its buffers while the request is on its way.
    const sent = operations.map((operation) => ({ ...operation, key: this.#prefix + operation.key }));
    return this.#request(() => {
      const result = this.#state.transact(sent);
      if (this.faults.answersToLose === 0) return result;
      this.faults.answersToLose -= 1;
      throw unreachable("the answer was lost");
    });
  }

  async watch(prefix: string, options: WatchOptions): Promise<Listing> {
    options.signal?.throwIfAborted();
    await this.#travel(this.faults.requestDelayMs);
    const deadlineMs = this.#clock.monotonicMs() + options.waitMs;
    let listing = this.#list(prefix);
    // Nothing is awaited between reading and waiting, so that no change falls between them.
    while (listing.version === options.sinceVersion && this.#clock.monotonicMs() < deadlineMs) {
      const leftMs = deadlineMs - this.#clock.monotonicMs();
      await this.#state.waiters.changeWithin(leftMs, this.#clock, [this.#closed.signal, options.signal]);
      listing = this.#list(prefix);
    }
    await this.#travel(this.faults.answerDelayMs);
    return listing;
  }

  close(): Promise<void> {
    this.#closed.abort(unreachable("the store is closed"));
    return Promise.resolve();
  }

  #list(prefix: string): Listing {
    const full = this.#prefix + prefix;
    const values = [...this.#state.entries]
      .filter(([key]) => key.startsWith(full))
      .map(([key, entry]) => ({
        key: key.slice(this.#prefix.length),
        value: entry.value.slice(),
        version: entry.version,
      }))
      .toSorted((a, b) => (a.key < b.key ? -1 : 1));
    return { values, version: this.#state.versionOf(full) };
  }

  async #request<T>(serve: () => T): Promise<T> {
    await this.#travel(this.faults.requestDelayMs);
    const answer = serve();
    await this.#travel(this.faults.answerDelayMs);
    return answer;
  }

  async #travel(durationMs: number): Promise<void> {
    this.#throwIfCutOff();
    // Even the fastest answer arrives after the caller has gone on.
    await (durationMs > 0 ? this.#clock.sleep(durationMs) : Promise.resolve());
    this.#throwIfCutOff();
  }

  #throwIfCutOff(): void {
    this.#closed.signal.throwIfAborted();
    if (!this.faults.reachable) throw unreachable("the store can't be reached");
  }
}

function unreachable(message: string): StoreError {
  return new StoreError("unreachable", message);
}

/** A fresh store in memory with its first client. Time is the machine's unless a clock is given. */
export function createEmbeddedClaimStore(clock: Clock = machineClock): EmbeddedClaimStore {
  return new EmbeddedClient(new SharedState(), clock, "");
}
