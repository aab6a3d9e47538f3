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

/** One operation of a transaction. `version` 0 in `set` means: create, fail if the key exists. */
export type StoreOperation =
  | { readonly kind: "set"; readonly key: string; readonly value: Uint8Array; readonly version: number }
  | { readonly kind: "delete"; readonly key: string; readonly version: number }
  | { readonly kind: "check"; readonly key: string; readonly version: number };

/** Everything happened and these are the new versions in the order given (0 for deletions), or nothing did. */
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

/** Limits that every driver keeps (Consul's): operations a transaction, bytes a value. */
export const maxOperationsPerTransaction = 64;
export const maxValueBytes = 512 * 1024;

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
  /** Resolves with the listing when something below the prefix changed, or unchanged after `waitMs`. */
  watch(prefix: string, options: WatchOptions): Promise<Listing>;
  close(): Promise<void>;
}

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
