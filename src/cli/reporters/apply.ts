import { planToJson } from "../../plan/to-json.ts";
import type { StepOutcome } from "../../reconcile/outcome.ts";
import type { AppliedRevision, PlannedRevision } from "../../reconcile/reconcile.ts";
import { diagnosticsJson } from "./diagnostics.ts";

/** What an apply was about, and what came of it: undefined where the user said no. */
export interface Applied {
  readonly planned: PlannedRevision;
  readonly applied: AppliedRevision | undefined;
}

const notDone = ["failed", "conflict", "skipped", "held", "unapproved"] as const;

/** One sentence that says whether the revision is applied, and how many plan steps are done. */
export function applySummary({ planned, applied }: Applied): string {
  if (applied === undefined) return "Nothing was applied.";
  const { outcomes, isApplied } = applied;
  const count = (kind: StepOutcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const parts = [`${count("done")} of ${outcomes.length} done`];
  for (const kind of notDone) if (count(kind) > 0) parts.push(`${count(kind)} ${kind}`);
  const verdict = isApplied ? "applied" : "not yet applied as a whole";
  return `Revision ${planned.revision.slice(0, 12)} is ${verdict}: ${parts.join(", ")}.`;
}

/** The plan, each plan step's outcome, and what there is to say about them, as plain data. */
export function applyJson({ planned, applied }: Applied, textOf: (file: string) => string | undefined): string {
  const outcomes = (applied?.outcomes ?? []).map((outcome) => ({
    id: outcome.step.id,
    outcome: outcome.kind,
    ...("reason" in outcome ? { reason: outcome.reason } : {}),
    ...("dependency" in outcome ? { dependency: outcome.dependency.id } : {}),
    ...("pipelines" in outcome ? { waitsFor: outcome.pipelines } : {}),
  }));
  const diagnostics = diagnosticsJson(applied?.diagnostics ?? [], textOf);
  const isApplied = applied?.isApplied ?? false;
  return JSON.stringify({ plan: planToJson(planned.plan, textOf), outcomes, isApplied, diagnostics }, undefined, 2);
}
