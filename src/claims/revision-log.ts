import { parseRevision } from "../model/names.ts";
import type { Revision } from "../model/names.ts";
import { decodeRecord, encodeRecord } from "./stored-json.ts";
import { StoreError } from "./store.ts";
import type { ClaimStore } from "./store.ts";

/** What was applied: the ground for "previous" (design, section 5). Only SHAs, never what they say. */
export interface RevisionLog {
  /** The last revision of which nothing failed or is held. */
  readonly lastApplied: Revision | undefined;
  /** Every revision that was attempted since, oldest first, each once. */
  readonly attempted: readonly Revision[];
}

const revisionsKey = "revisions";
const formatVersion = 1;

/** The log; empty where nothing was ever recorded. Rejects with a `StoreError`, also where it can't be read. */
export async function readRevisionLog(store: ClaimStore): Promise<RevisionLog> {
  return (await readVersioned(store)).log;
}

/** Records, before the first write to the cluster, that this revision is attempted. */
export function recordAttempt(store: ClaimStore, revision: Revision): Promise<RevisionLog> {
  return change(store, (log) => withAttempt(log, revision));
}

/**
 * Records that everything of this revision is applied, provided that the log names no revision beside it and `known`:
 * whoever tried another one meanwhile may have changed what this one did. Otherwise this one stays an attempt, so that
 * what both granted is known. Returns the log, in which `lastApplied` says which it was.
 */
export function recordApplied(
  store: ClaimStore,
  revision: Revision,
  known: ReadonlySet<Revision | undefined>,
): Promise<RevisionLog> {
  return change(store, (log) =>
    unknownRevision(log, known) === undefined ? { lastApplied: revision, attempted: [] } : withAttempt(log, revision),
  );
}

/** The first revision of a log that isn't among the known ones. */
export const unknownRevision = (
  { lastApplied, attempted }: RevisionLog,
  known: ReadonlySet<Revision | undefined>,
): Revision | undefined =>
  [lastApplied, ...attempted].find((revision) => revision !== undefined && !known.has(revision));

const withAttempt = (log: RevisionLog, revision: Revision): RevisionLog =>
  log.attempted.includes(revision) ? log : { ...log, attempted: [...log.attempted, revision] };

/** Forgets revisions that can't be read any more: nothing can be learned from them. */
export function forgetRevisions(store: ClaimStore, revisions: readonly Revision[]): Promise<RevisionLog> {
  const forgotten = new Set<Revision | undefined>(revisions);
  return change(store, ({ lastApplied, attempted }) => ({
    lastApplied: forgotten.has(lastApplied) ? undefined : lastApplied,
    attempted: attempted.filter((revision) => !forgotten.has(revision)),
  }));
}

interface VersionedLog {
  readonly log: RevisionLog;
  readonly version: number;
}

async function readVersioned(store: ClaimStore): Promise<VersionedLog> {
  const stored = await store.get(revisionsKey);
  if (stored === undefined) return { log: { lastApplied: undefined, attempted: [] }, version: 0 };
  const log = decodeLog(stored.value);
  if (log === undefined) throw new StoreError("other", `"${revisionsKey}" is not in a format that this version reads`);
  return { log, version: stored.version };
}

function decodeLog(value: Uint8Array): RevisionLog | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined || !Array.isArray(record["attempted"])) return undefined;
  const attempted = record["attempted"].map(revisionOf);
  const lastApplied = record["lastApplied"] === undefined ? undefined : revisionOf(record["lastApplied"]);
  if (attempted.includes(undefined) || (lastApplied === undefined && record["lastApplied"] !== undefined))
    return undefined;
  return { lastApplied, attempted: attempted.flatMap((revision) => revision ?? []) };
}

function revisionOf(value: unknown): Revision | undefined {
  const revision = typeof value === "string" ? parseRevision(value) : undefined;
  return revision?.ok === true ? revision.value : undefined;
}

/** Both changes can be made twice, so an answer that was lost needs no more than another round. */
async function change(store: ClaimStore, next: (log: RevisionLog) => RevisionLog): Promise<RevisionLog> {
  for (;;) {
    const { log, version } = await readVersioned(store);
    const changed = next(log);
    const value = encodeRecord({ ...changed }, formatVersion);
    if ((await store.transact([{ kind: "set", key: revisionsKey, value, version }])).ok) return changed;
  }
}
