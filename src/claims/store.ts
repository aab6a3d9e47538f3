/**
 * Claims: who owns which slot, agreed through a store with linearised compare-and-set (design, section 6).
 *
 * This folder holds the store's interface (driver: `consul/`, in-memory peer: `embedded/`), the protocol of leases
 * and claims above it, and what the reconciler publishes to engines: bundles, manifest and revisions. May be imported
 * by reconcile, engine, operate, embedded and app; the driver by app and tests alone.
 */

/** A value with the version that a compare-and-set names. Versions only grow; 0 means "does not exist". */
export interface StoredValue {
  readonly key: string;
  readonly value: Uint8Array;
  readonly version: number;
}

/**
 * One operation of a transaction. `version` 0 in `set` means: create, fail if the key exists; in `check`: the key must
 * not exist. As in Consul, deleting a key that is gone succeeds, and setting the bytes that a key has already succeeds
 * without a new version: a writer that must be the only one puts a nonce into its value. A key occurs once in a
 * transaction.
 */
export type StoreOperation =
  | { readonly kind: "set"; readonly key: string; readonly value: Uint8Array; readonly version: number }
  | { readonly kind: "delete"; readonly key: string; readonly version: number }
  | { readonly kind: "check"; readonly key: string; readonly version: number };

/**
 * Everything happened and these are the versions in the order given (the new one of a `set`, the one named of a
 * `check`, 0 of a `delete`), or nothing did and these are the indexes of the operations whose version did not match.
 */
export type TransactionResult =
  | { readonly ok: true; readonly versions: readonly number[] }
  | { readonly ok: false; readonly conflicts: readonly number[] };

export interface WatchOptions {
  /** Return at once when the prefix's version differs from this one (0: always). */
  readonly sinceVersion: number;
  /** How long to wait for a change at most. */
  readonly waitMs: number;
  readonly signal?: AbortSignal;
}

/** The keys below a prefix at one version of the store. */
export interface Listing {
  readonly values: readonly StoredValue[];
  readonly version: number;
}

/** The most operations that every driver takes in one transaction (Consul's limit). */
export const maxOperationsPerTransaction = 64;
/**
 * The most bytes that every driver takes as the values of one transaction together. Consul limits the request's body
 * to 512 KB, and in it values are base64 inside JSON.
 */
export const maxTransactionBytes = 360 * 1024;

/**
 * A linearised key-value store. Reads are consistent (never stale); keys are relative to the prefix that the store
 * was opened with. Methods reject with a `StoreError`; a write whose answer was lost rejects with kind `unreachable`
 * and may have happened: callers put a nonce into the value and read it back.
 */
export interface ClaimStore {
  get(key: string): Promise<StoredValue | undefined>;
  list(prefix: string): Promise<Listing>;
  /** Only the keys below a prefix. */
  keys(prefix: string): Promise<readonly string[]>;
  transact(operations: readonly StoreOperation[]): Promise<TransactionResult>;
  /**
   * Resolves with the listing when something below the prefix changed, or after `waitMs` (at most ten minutes). May
   * resolve early and unchanged, so a caller compares values and paces itself. Rejects with the signal's reason.
   */
  watch(prefix: string, options: WatchOptions): Promise<Listing>;
  close(): Promise<void>;
}

/**
 * `unreachable`: no answer, or the servers can't serve now. `denied`: the token lacks a rule, which the message names.
 * `too-large`: beyond a limit above. `other`: an answer that was not understood.
 */
export type StoreErrorKind = "unreachable" | "denied" | "too-large" | "other";

/** The error of every store. Whether a retry can help is a property of the error. */
export class StoreError extends Error {
  readonly kind: StoreErrorKind;
  readonly retriable: boolean;

  constructor(kind: StoreErrorKind, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "StoreError";
    this.kind = kind;
    this.retriable = kind === "unreachable";
  }
}

/** The same store, with `transact` replaced. */
export function storeWith(store: ClaimStore, transact: ClaimStore["transact"]): ClaimStore {
  return {
    get: (key) => store.get(key),
    list: (prefix) => store.list(prefix),
    keys: (prefix) => store.keys(prefix),
    watch: (prefix, options) => store.watch(prefix, options),
    close: () => store.close(),
    transact,
  };
}
