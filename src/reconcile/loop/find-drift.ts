import { canonicalJson } from "../../model/canonical-json.ts";
import type { Desired, DriftKind } from "../../model/desired.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Digest, Revision } from "../../model/names.ts";
import type { Plan, PlanStep } from "../../plan/plan-document.ts";
import { plan } from "../../plan/plan.ts";
import type { PlannedRevision } from "../reconcile.ts";
import type { Difference } from "./drift-tracker.ts";

/** Findings of a plan that say how the cluster differs where nothing is planned about it. */
const driftCodes: Readonly<Record<string, DriftKind>> = {
  SLW2001: "topics",
  SLW2005: "topics",
  SLW2009: "topics",
  SLW2016: "acls",
};

/** A difference that is only said: there is no plan step for it. */
interface ReportedDifference extends Difference {
  readonly kind: DriftKind;
  readonly diagnostic: Diagnostic;
}

export interface Drift {
  /** Plan steps that only restore what the last applied revision asked for. */
  readonly steps: readonly PlanStep[];
  readonly reported: readonly ReportedDifference[];
}

/** A revision that is recorded as applied, and what it asks for. */
export interface AppliedState {
  readonly revision: Revision;
  readonly desired: Desired;
}

/**
 * What of a plan is drift: what a plan of the last applied revision alone would do or say as well. Everything else is
 * what the revision changes. Where nobody knows what the last applied revision asks for, all of it counts as that.
 */
export function findDrift(
  planned: PlannedRevision,
  applied: AppliedState | undefined,
  hash: (bytes: Uint8Array) => Digest,
): Drift {
  const alone = planOfApplied(planned, applied, hash);
  if (alone === undefined) return { steps: [], reported: [] };
  const digests = new Map(alone.steps.map(({ id, digest }) => [id, digest]));
  const said = new Set(reportedIn(alone, hash).map(({ id }) => id));
  return {
    steps: planned.plan.steps.filter(({ id, digest }) => digests.get(id) === digest),
    reported: reportedIn(planned.plan, hash).filter(({ id }) => said.has(id)),
  };
}

function planOfApplied(
  planned: PlannedRevision,
  applied: AppliedState | undefined,
  hash: (bytes: Uint8Array) => Digest,
): Plan | undefined {
  const { log, revision, observed } = planned;
  if (log.lastApplied === revision && log.attempted.length === 0) return planned.plan;
  if (applied === undefined || applied.revision !== log.lastApplied) return undefined;
  const { desired } = applied;
  const alone = { lastApplied: desired, attempted: [], lost: [] };
  return plan({ revision, desired, observed, previous: alone, hash });
}

function reportedIn(planned: Plan, hash: (bytes: Uint8Array) => Digest): readonly ReportedDifference[] {
  return planned.diagnostics.flatMap((found): readonly ReportedDifference[] => {
    const kind = driftCodes[found.code];
    if (kind === undefined) return [];
    const digest = hash(new TextEncoder().encode(canonicalJson([found.code, found.message])));
    return [{ id: `${found.code}/${digest.slice(-12)}`, digest, kind, diagnostic: found }];
  });
}
