import { decodeRecord, encodeRecord, isMs, isOneOf, isText } from "./stored-json.ts";

/** `leaving`: its holder still acts but takes nothing new. `revoked`: nothing under it counts any more. */
const leaseStates = ["active", "leaving", "revoked"] as const;

/** What lies under `leases/<id>`: that an engine lives, written anew with every renewal. */
export interface LeaseRecord {
  readonly id: string;
  /** The engine, whose leases follow each other; random for every process. */
  readonly engine: string;
  /** The engine's configured name, for people. */
  readonly label: string;
  readonly leaseMs: number;
  readonly state: (typeof leaseStates)[number];
  /** Differs in every write, so that a write whose answer was lost can be told from another. */
  readonly nonce: string;
  /** The engine's thread has not moved for a lease: it coordinates nothing. Older versions don't say it. */
  readonly blocked: boolean;
  /** When the lease began, by the holder's wall clock; only ever shown. */
  readonly sinceMs: number;
}

const formatVersion = 1;
export const leasePrefix = "leases/";
export const leaseKey = (id: string): string => `${leasePrefix}${id}`;

export function encodeLease(lease: LeaseRecord): Uint8Array {
  return encodeRecord({ ...lease }, formatVersion);
}

/** The lease, or `undefined` if this version can't read it: then it is left alone. */
export function decodeLease(value: Uint8Array): LeaseRecord | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined) return undefined;
  const { id, engine, label, leaseMs, state, nonce, sinceMs } = record;
  if (!isText(id) || !isText(engine) || !isText(label) || !isText(nonce)) return undefined;
  if (!isMs(leaseMs) || !isMs(sinceMs) || !isOneOf(state, leaseStates)) return undefined;
  return { id, engine, label, leaseMs, state, nonce, sinceMs, blocked: record["blocked"] === true };
}
