import type { Approval } from "../model/approval.ts";
import { parseDigest } from "../model/names.ts";
import { decodeRecord, encodeRecord, isMs, isText } from "./stored-json.ts";
import type { ClaimStore } from "./store.ts";
import { StoreError } from "./store.ts";

const approvalsKey = "approvals";
const formatVersion = 1;

/** The approvals that `sluiceway approve` has written, expired ones among them. Rejects with a `StoreError`. */
export async function readApprovals(store: ClaimStore): Promise<readonly Approval[]> {
  return (await readVersioned(store)).approvals;
}

/** Adds approvals; those that have expired are dropped on the way. Can be done twice. */
export async function recordApprovals(
  store: ClaimStore,
  added: readonly Approval[],
  nowMs: number,
): Promise<readonly Approval[]> {
  for (;;) {
    const { approvals, version } = await readVersioned(store);
    const ids = new Set(added.map(({ step }) => step));
    const kept = approvals.filter(
      ({ step, expiresMs }) => !ids.has(step) && (expiresMs === undefined || nowMs < expiresMs),
    );
    const next = [...kept, ...added];
    const value = encodeRecord({ approvals: next }, formatVersion);
    if ((await store.transact([{ kind: "set", key: approvalsKey, value, version }])).ok) return next;
  }
}

interface VersionedApprovals {
  readonly approvals: readonly Approval[];
  readonly version: number;
}

async function readVersioned(store: ClaimStore): Promise<VersionedApprovals> {
  const stored = await store.get(approvalsKey);
  if (stored === undefined) return { approvals: [], version: 0 };
  const list = decodeRecord(stored.value, formatVersion)?.["approvals"];
  const approvals = Array.isArray(list) ? list.map(approvalOf) : [undefined];
  if (approvals.includes(undefined))
    throw new StoreError("other", `"${approvalsKey}" is not in a format that this version reads`);
  return { approvals: approvals.flatMap((approval) => approval ?? []), version: stored.version };
}

function approvalOf(value: unknown): Approval | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { step, digest, expiresMs, by } = value as Readonly<Record<string, unknown>>;
  const parsed = isText(digest) ? parseDigest(digest) : undefined;
  // What is stored is always bound to a digest and a time.
  return isText(step) && isText(by) && isMs(expiresMs) && parsed?.ok === true
    ? { step, digest: parsed.value, expiresMs, by }
    : undefined;
}
