import { readApprovals } from "../../claims/approval-log.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { LockOwner } from "../apply-lock.ts";
import { withApplyLock } from "../apply-lock.ts";
import { isDue } from "../apply.ts";
import type { ApplyLimits } from "../apply-run.ts";
import type { Cluster } from "../cluster.ts";
import { approvalOf } from "../../plan/approvals.ts";
import type { AppliedRevision, PlannedRevision, RevisionRequest } from "../reconcile.ts";
import { applyRevision, planRevision } from "../reconcile.ts";
import type { StepFate } from "./choose-steps.ts";
import { chooseSteps } from "./choose-steps.ts";
import type { Controls } from "./controls.ts";
import { readControls } from "./controls.ts";
import type { DriftTracker } from "./drift-tracker.ts";
import { healed, observed } from "./drift-tracker.ts";
import type { AppliedState, Drift } from "./find-drift.ts";
import { findDrift } from "./find-drift.ts";
import type { ConvergeEnd } from "./loop-state.ts";

/** What one round is about, and what the rounds before have left. */
export interface ConvergeRequest {
  readonly revision: RevisionRequest;
  /** The last revision that was seen to be recorded as applied. */
  readonly applied: AppliedState | undefined;
  readonly cluster: Cluster;
  readonly owner: LockOwner;
  readonly tracker: DriftTracker;
  readonly confirmMs: number;
  /** The input of the last round in which everything that was left waited for people. */
  readonly waiting: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ApplyLimits> | undefined;
}

/** What a look at the cluster has shown, and what becomes of each plan step. */
export interface Look {
  readonly planned: PlannedRevision;
  readonly drift: Drift;
  readonly fates: ReadonlyMap<string, StepFate>;
  readonly controls: Controls;
  readonly tracker: DriftTracker;
  /** What has been approved of the plan, by id. */
  readonly approved: readonly string[];
}

export interface Round {
  readonly end: ConvergeEnd;
  /** Undefined where planning failed. */
  readonly look: Look | undefined;
  /** Undefined where nothing had to be done, or nothing may be. */
  readonly applied: AppliedRevision | undefined;
  /** Ids of drift that this round has put right. */
  readonly healed: readonly string[];
  readonly tracker: DriftTracker;
  /** What stood in the way. */
  readonly diagnostics: readonly Diagnostic[];
  readonly waiting: string | undefined;
}

/**
 * One round: looks at the cluster, and makes of it what the revision asks for, as far as policies and operators allow
 * and drift is confirmed. Rejects with a `KafkaError`, a `StoreError` or a `LockLostError`.
 */
export async function converge(request: ConvergeRequest): Promise<Round> {
  const first = await look(request, request.cluster);
  if (!first.ok) return failedRound(request, first.diagnostics);
  if (!isWorkFor(first.value, request)) return quietRound(first.value, request);
  const locked = await withApplyLock(request.cluster, request.owner, async (cluster) => {
    // Somebody else may have applied since.
    const again = await look({ ...request, tracker: first.value.tracker }, cluster);
    if (!again.ok) return failedRound(request, again.diagnostics);
    if (!isWorkFor(again.value, request)) return quietRound(again.value, request);
    return applyChosen(again.value, request, cluster);
  });
  if (locked.isLocked) return locked.value;
  const { label: holder, sinceMs } = locked.holder;
  const busy = diagnostic("SLW3008", { holder, since: new Date(sinceMs).toISOString() });
  return { ...failedRound({ ...request, tracker: first.value.tracker }, [busy]), look: first.value };
}

async function look(request: ConvergeRequest, cluster: Cluster): Promise<Checked<Look>> {
  const found = await planRevision(request.revision, cluster);
  if (!found.ok) return found;
  const { plan, desired } = found.value;
  const nowMs = cluster.clock.wallMs();
  const [controls, stored] = await Promise.all([
    readControls(cluster.store, nowMs),
    plan.steps.length > 0 ? readApprovals(cluster.store) : [],
  ]);
  const approvals = [...stored, ...(desired.approvals ?? [])];
  // What is only offered is nothing to converge until somebody has approved it.
  const steps = plan.steps.filter((step) => isDue(step, approvals, nowMs));
  const planned = { ...found.value, plan: { ...plan, steps } };
  const drift = findDrift(planned, request.applied, request.revision.compile.hash);
  const tracker = observed(request.tracker, [...drift.steps, ...drift.reported], {
    monotonicMs: cluster.clock.monotonicMs(),
    wallMs: nowMs,
    confirmMs: request.confirmMs,
  });
  const approvable = [...steps, ...(plan.guard === undefined ? [] : [plan.guard])];
  const approved = approvable.filter((one) => approvalOf(one, approvals, nowMs) !== undefined).map(({ id }) => id);
  const fates = chooseSteps({
    plan: planned.plan,
    drift: new Set(drift.steps.map(({ id }) => id)),
    management: desired.management,
    controls,
    tracker,
    nowMs,
    approved: new Set(approved),
  });
  const value = { planned, drift, fates, controls, tracker, approved };
  return { ok: true, value, warnings: found.warnings };
}

/** Whether there is something to apply or to record that the last round hasn't left to people already. */
function isWorkFor(found: Look, { waiting }: ConvergeRequest): boolean {
  const chosen = chosenOf(found);
  if (chosen.plan.steps.length === 0 && (chosen.isPartial === true || isRecorded(chosen))) return false;
  return inputOf(found) !== waiting;
}

const isRecorded = ({ log, revision }: PlannedRevision): boolean =>
  log.lastApplied === revision && log.attempted.length === 0;

/**
 * The part of the plan that is applied. Drift that is left alone doesn't keep a revision from being recorded as applied:
 * the one before asked for the same. What else is left out does.
 */
function chosenOf({ planned, fates, drift }: Look): PlannedRevision {
  const { plan } = planned;
  const steps = plan.steps.filter(({ id }) => fates.get(id) === "apply");
  const drifting = new Set(drift.steps.map(({ id }) => id));
  const isPartial = plan.steps.some(({ id }) => fates.get(id) !== "apply" && !drifting.has(id));
  const chosen = { ...planned, plan: { ...plan, steps, hasChanges: steps.length > 0 } };
  return isPartial ? { ...chosen, isPartial } : chosen;
}

/** Everything that decides what a round does: where it is the same again, so is what would come of it. */
function inputOf({ planned, fates, controls, approved }: Look): string {
  const { revision, plan } = planned;
  return canonicalJson({
    revision,
    steps: plan.steps.map(({ id, digest, precondition }) => [id, digest, precondition, fates.get(id)]),
    guard: plan.guard ?? null,
    findings: plan.diagnostics.map(({ code, message }) => [code, message]),
    controls,
    approved,
  });
}

async function applyChosen(found: Look, request: ConvergeRequest, cluster: Cluster): Promise<Round> {
  const chosen = chosenOf(found);
  const { signal, limits } = request;
  const applied = await applyRevision(chosen, cluster, { signal, limits });
  const drifting = new Set(found.drift.steps.map(({ id }) => id));
  const done = applied.outcomes.flatMap(({ kind, step }) => (kind === "done" ? [step.id] : []));
  const repaired = done.filter((id) => drifting.has(id));
  const tracker = healed(found.tracker, repaired, cluster.clock.wallMs());
  const end = endOf(applied, chosen, found);
  const isWaiting = end === "settled" && !applied.isApplied;
  return {
    end,
    look: found,
    applied,
    healed: repaired,
    tracker,
    diagnostics: applied.diagnostics,
    waiting: isWaiting ? inputOf(found) : undefined,
  };
}

/** Outcomes that another round can change although nobody does anything about them. */
const passing: ReadonlySet<string> = new Set(["failed", "conflict", "held"]);

function endOf({ outcomes, isApplied, isDone }: AppliedRevision, chosen: PlannedRevision, found: Look): ConvergeEnd {
  if (outcomes.some(({ kind }) => passing.has(kind))) return "failed";
  if (isUnconfirmed(found)) return "unconfirmed";
  if (isApplied || chosen.isPartial === true || !isDone) return "settled";
  const { blocked, diagnostics } = chosen.plan;
  const isWhole = blocked.length === 0 && diagnostics.every(({ severity }) => severity !== "error");
  return isWhole ? "failed" : "settled";
}

/** Drift that was seen for the first time, be it something to put right or only to say. */
function isUnconfirmed({ tracker }: Look): boolean {
  return [...tracker.seen.values()].some(({ isConfirmed }) => !isConfirmed);
}

function quietRound(found: Look, { waiting }: ConvergeRequest): Round {
  return {
    end: isUnconfirmed(found) ? "unconfirmed" : "settled",
    look: found,
    applied: undefined,
    healed: [],
    tracker: found.tracker,
    diagnostics: [],
    waiting: inputOf(found) === waiting ? waiting : undefined,
  };
}

const failedRound = ({ tracker }: ConvergeRequest, diagnostics: readonly Diagnostic[]): Round => ({
  end: "failed",
  look: undefined,
  applied: undefined,
  healed: [],
  tracker,
  diagnostics,
  waiting: undefined,
});
