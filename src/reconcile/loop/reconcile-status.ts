import type { JsonDiagnostic } from "../../diagnostics/render.ts";
import type { DriftKind } from "../../model/desired.ts";
import type { Revision } from "../../model/names.ts";
import { parseRevision } from "../../model/names.ts";
import type { PlanStepKind } from "../../plan/plan-document.ts";
import type { ClaimStore } from "../../claims/store.ts";
import { StoreError } from "../../claims/store.ts";
import { decodeRecord, encodeRecord } from "../../claims/stored-json.ts";
import type { ControlNote } from "./controls.ts";
import type { StepFate } from "./choose-steps.ts";

/** How a pipeline stands; the first one that holds. `synced` ones aren't listed. */
export type PipelineState = "unmanaged" | "suspended" | "failed" | "blocked" | "held" | "pending" | "drifted";

export interface PipelineStatus {
  readonly state: PipelineState;
  readonly why: string;
}

/** A difference from the last applied revision: what, since when, and what becomes of it. */
export interface DriftStatus {
  readonly id: string;
  /** What an approval of it is bound to. */
  readonly digest: string;
  readonly kind: DriftKind;
  readonly what: string;
  readonly sinceMs: number;
  /** Whether two reads have found it. */
  readonly isConfirmed: boolean;
  readonly fate: StepFate;
  readonly pipelines: readonly string[];
  /** How often it was put right within the last hour. */
  readonly heals: number;
}

export interface StepStatus {
  readonly id: string;
  readonly outcome: string;
  readonly reason?: string;
}

export interface AttemptStatus {
  readonly revision: Revision;
  readonly atMs: number;
  /** `applied`: as a whole. `partly`: something failed and is tried again. `waiting`: for people. */
  readonly result: "applied" | "partly" | "waiting";
  /** Plan steps by kind. */
  readonly planned: Readonly<Partial<Record<PlanStepKind, number>>>;
  /** Those that aren't done first; not all of very many. */
  readonly steps: readonly StepStatus[];
  readonly stepCount: number;
}

/** Findings about one revision; `count` says how many there are where not all are listed. */
export interface Findings {
  readonly diagnostics: readonly JsonDiagnostic[];
  readonly count: number;
}

/** Something that is tried again and again. */
export interface FailureStatus {
  readonly what: "fetch" | "compile" | "converge";
  readonly attempts: number;
  readonly sinceMs: number;
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** What the leading reconciler of a cluster has last done and found. Times are wall-clock milliseconds. */
export interface ReconcileStatus {
  readonly leader: { readonly id: string; readonly label: string; readonly sinceMs: number };
  readonly repository: string;
  readonly ref: string;
  readonly environment: string | null;
  readonly atMs: number;
  /** What the branch stands for. */
  readonly head: Revision | null;
  /** The newest revision that compiled. */
  readonly inForce: Revision | null;
  /** The head, where it doesn't compile. */
  readonly refused: (Findings & { readonly revision: Revision }) | null;
  readonly lastAttempted: AttemptStatus | null;
  readonly lastApplied: { readonly revision: Revision; readonly atMs: number } | null;
  readonly failure: FailureStatus | null;
  readonly findings: Findings;
  readonly pipelineCount: number;
  readonly pipelines: Readonly<Record<string, PipelineStatus>>;
  /** How many more of them aren't listed. */
  readonly pipelinesLeftOut: number;
  readonly drift: readonly DriftStatus[];
  readonly driftCount: number;
  readonly orphans: readonly string[];
  readonly orphanCount: number;
  readonly suspended: Readonly<Record<string, ControlNote>>;
  readonly heals: Readonly<Record<string, readonly number[]>>;
}

const statusKey = "reconcile/status";
const formatVersion = 1;

/** What the leader has written; undefined before the first. Rejects with a `StoreError`, also where it can't be read. */
export async function readReconcileStatus(store: ClaimStore): Promise<ReconcileStatus | undefined> {
  return (await readVersioned(store)).status;
}

async function readVersioned(
  store: ClaimStore,
): Promise<{ readonly status: ReconcileStatus | undefined; readonly version: number }> {
  const stored = await store.get(statusKey);
  if (stored === undefined) return { status: undefined, version: 0 };
  const record = decodeRecord(stored.value, formatVersion);
  // What another version wrote is replaced by the next leader of this one; until then it can't be shown.
  if (record === undefined || !isStatus(record))
    throw new StoreError("other", `"${statusKey}" is not in a format that this version reads`);
  return { status: record, version: stored.version };
}

/** The members that this code relies on; the others are only shown. */
function isStatus(
  record: Readonly<Record<string, unknown>>,
): record is Readonly<Record<string, unknown>> & ReconcileStatus {
  const { inForce, head, leader, pipelines, drift, heals } = record;
  const isRevision = (value: unknown): boolean =>
    value === null || (typeof value === "string" && parseRevision(value).ok);
  const isObject = (value: unknown): boolean => typeof value === "object" && value !== null;
  return isRevision(inForce) && isRevision(head) && [leader, pipelines, drift, heals].every(isObject);
}

/** Writes it over whatever there is. Only a leader does, through a store that asks its lock first. */
export async function writeReconcileStatus(store: ClaimStore, status: ReconcileStatus): Promise<void> {
  const value = encodeRecord({ ...status }, formatVersion);
  for (;;) {
    const version = (await store.get(statusKey))?.version ?? 0;
    if ((await store.transact([{ kind: "set", key: statusKey, value, version }])).ok) return;
  }
}
