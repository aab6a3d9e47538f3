import type { LeaseLoss } from "../lease-guard.ts";
import type { LeaseOptions } from "../lease.ts";
import { StoreError } from "../store.ts";
import type { StoreErrorKind } from "../store.ts";

/** A lease as the engine's thread asks for it; `cell` is the memory that both share of it. */
export interface LeaseOrder extends Pick<LeaseOptions, "id" | "engine" | "label" | "leaseMs" | "alongside"> {
  readonly cell: SharedArrayBuffer;
}

/** An error on its way between threads, which copy no classes. */
export interface SentError {
  readonly kind: StoreErrorKind | undefined;
  readonly message: string;
}

/** From the engine's thread to the renewing one; a lease is named by its id. */
export type ToRenewing =
  | { readonly kind: "open"; readonly order: LeaseOrder }
  | { readonly kind: "leave"; readonly id: string }
  | { readonly kind: "end"; readonly id: string; readonly deleteKey: boolean };

/** And back. */
export type FromRenewing =
  | { readonly kind: "held"; readonly id: string }
  | { readonly kind: "lost"; readonly id: string; readonly loss: LeaseLoss }
  | { readonly kind: "trouble"; readonly id: string; readonly error: SentError }
  /** The answer to `end`. */
  | { readonly kind: "ended"; readonly id: string; readonly error?: SentError };

export function sentError(error: unknown): SentError {
  const kind = error instanceof StoreError ? error.kind : undefined;
  return { kind, message: error instanceof Error ? error.message : String(error) };
}

export function receivedError({ kind, message }: SentError): Error {
  return kind === undefined ? new Error(message) : new StoreError(kind, message);
}
