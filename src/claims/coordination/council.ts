import { decodeRecord, encodeRecord, isCount, isMs, isText } from "../stored-json.ts";

/**
 * What lies under `council/`: the coordinator's post and the candidates' seats. Each lives by its engine's lease, as a
 * claim of a slot does: once that is revoked, the post may be taken and the seat cleared.
 */
export interface Post {
  readonly engine: string;
  readonly label: string;
  readonly lease: string;
  readonly leaseMs: number;
  /** The coordinator's: grows with every change of hands. 0 for a seat. */
  readonly token: number;
  /** The holder has given it up; the key stays for its token. */
  readonly free: boolean;
  readonly nonce: string;
  readonly sinceMs: number;
}

const formatVersion = 1;
export const councilPrefix = "council/";
export const coordinatorKey = `${councilPrefix}coordinator`;
const seatCount = 5;
export const seatKeys: readonly string[] = Array.from(
  { length: seatCount },
  (_, at) => `${councilPrefix}seat-${at + 1}`,
);

export function encodePost({ engine, label, lease, leaseMs, token, free, nonce, sinceMs }: Post): Uint8Array {
  return encodeRecord({ engine, label, lease, leaseMs, token, free, nonce, sinceMs }, formatVersion);
}

/** The post, or `undefined` if this version can't read it: then it is somebody's. */
export function decodePost(value: Uint8Array): Post | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined) return undefined;
  const { engine, label, lease, nonce, leaseMs, sinceMs, token, free } = record;
  if (!isText(engine) || !isText(label) || !isText(lease) || !isText(nonce)) return undefined;
  if (!isMs(leaseMs) || !isMs(sinceMs) || !isCount(token) || typeof free !== "boolean") return undefined;
  return { engine, label, lease, leaseMs, token, free, nonce, sinceMs };
}
