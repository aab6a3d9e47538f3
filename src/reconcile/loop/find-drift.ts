import { canonicalJson } from "../../model/canonical-json.ts";
import type { DriftKind } from "../../model/desired.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Digest } from "../../model/names.ts";
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
export interface ReportedDifference extends Difference {
  readonly kind: DriftKind;
  readonly diagnostic: Diagnostic;
}

export interface Drift {
  /** Plan steps that only restore what the last applied revision asked for. */
  readonly steps: readonly PlanStep[];
  readonly reported: readonly ReportedDifference[];
}

/**
 * What of a plan is drift: what a plan of the last applied revision alone would do or say as well. Everything else is
 * what the revision changes. Without an applied revision nothing is drift.
 */
export function findDrift(planned: PlannedRevision, hash: (bytes: Uint8Array) => Digest): Drift {
  const { lastApplied } = planned.previous;
  if (lastApplied === undefined) return { steps: [], reported: [] };
  const alone = planOfApplied(planned, hash);
  const digests = new Map(alone.steps.map(({ id, digest }) => [id, digest]));
  const said = new Set(reportedIn(alone, hash).map(({ id }) => id));
  return {
    steps: planned.plan.steps.filter(({ id, digest }) => digests.get(id) === digest),
    reported: reportedIn(planned.plan, hash).filter(({ id }) => said.has(id)),
  };
}

function planOfApplied(planned: PlannedRevision, hash: (bytes: Uint8Array) => Digest): Plan {
  const { log, revision, observed, previous } = planned;
  const { lastApplied } = previous;
  if (lastApplied === undefined || (log.lastApplied === revision && log.attempted.length === 0)) return planned.plan;
  const alone = { lastApplied, attempted: [], lost: [] };
  return plan({ revision, desired: lastApplied, observed, previous: alone, hash });
}

function reportedIn(planned: Plan, hash: (bytes: Uint8Array) => Digest): readonly ReportedDifference[] {
  return planned.diagnostics.flatMap((found): readonly ReportedDifference[] => {
    const kind = driftCodes[found.code];
    if (kind === undefined) return [];
    const digest = hash(new TextEncoder().encode(canonicalJson([found.code, found.message])));
    return [{ id: `${found.code}/${digest.slice(-12)}`, digest, kind, diagnostic: found }];
  });
}
