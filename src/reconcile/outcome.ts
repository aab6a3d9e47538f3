import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { PipelineName } from "../model/names.ts";
import type { PlanChange, PlanStep, PlanStepKind } from "../plan/plan-document.ts";

/** A plan step of one of these kinds. */
export type PlanStepOf<K extends PlanStepKind> = K extends PlanStepKind
  ? PlanStep & { readonly change: Extract<PlanChange, { readonly kind: K }> }
  : never;

/** What became of one plan step. */
export type StepOutcome =
  | { readonly kind: "done"; readonly step: PlanStep }
  /** The reason is the server's, in its own words where it has some. */
  | { readonly kind: "failed"; readonly step: PlanStep; readonly reason: string }
  /** Somebody else changed the same thing since the plan was made; nothing of theirs was overwritten. */
  | { readonly kind: "conflict"; readonly step: PlanStep; readonly reason: string }
  /** Not tried, because nobody has approved it, or a policy forbids it. */
  | { readonly kind: "unapproved"; readonly step: PlanStep }
  /** Not tried, because a plan step that it depends on isn't done. */
  | { readonly kind: "skipped"; readonly step: PlanStep; readonly dependency: PlanStep }
  /** Not tried yet, because engines of these pipelines may still need what it takes away. */
  | { readonly kind: "held"; readonly step: PlanStep; readonly pipelines: readonly PipelineName[] };

/** A change as the subject of a sentence: `create topic orders`. */
function phraseOf(change: PlanChange): string {
  switch (change.kind) {
    case "create-topic":
      return `create topic ${change.topic}`;
    case "increase-partitions":
      return `add partitions to topic ${change.topic}`;
    case "alter-config":
      return `alter topic ${change.topic}`;
    case "grant-acl":
    case "revoke-acl": {
      const { operation, resourceType, resourceName, principal } = change.acl;
      const right = `${operation} on ${resourceType} ${resourceName}`;
      return change.kind === "grant-acl" ? `grant ${principal} ${right}` : `revoke ${right} from ${principal}`;
    }
    case "end-quarantine":
      return `end the quarantine of topic ${change.topic}`;
    case "delete-offsets":
      return `delete offsets of group ${change.group} on ${change.topic}`;
    case "start-group":
      return `start group ${change.group} on ${change.topic}`;
    case "publish-bundle":
      return `publish bundle ${change.pipeline}`;
    case "retire-bundle":
      return `retire bundle ${change.pipeline}`;
  }
}

/** What there is to say about outcomes, in their order; revocations that are held are said together. */
export function diagnosticsOf(outcomes: readonly StepOutcome[]): readonly Diagnostic[] {
  const held = outcomes.flatMap((outcome) => (outcome.kind === "held" ? [outcome] : []));
  const pipelines = [...new Set(held.flatMap((outcome) => outcome.pipelines))].toSorted();
  return [
    ...outcomes.flatMap((outcome) => diagnosticOf(outcome) ?? []),
    ...(held.length === 0 ? [] : [diagnostic("SLW3003", { count: held.length, pipelines: pipelines.join(", ") })]),
  ];
}

function diagnosticOf(outcome: StepOutcome): Diagnostic | undefined {
  const { step } = outcome;
  const resource = phraseOf(step.change);
  const place = { span: step.source };
  switch (outcome.kind) {
    case "done":
    case "held":
      return undefined;
    case "unapproved":
      return step.verdict.kind === "forbidden"
        ? diagnostic("SLW3007", { resource, policy: step.verdict.policy }, place)
        : diagnostic("SLW3006", { resource, id: step.id, digest: step.digest }, place);
    case "failed":
      return diagnostic("SLW3001", { resource, reason: outcome.reason }, place);
    case "conflict":
      return diagnostic("SLW3004", { reason: outcome.reason }, place);
    case "skipped":
      return diagnostic("SLW3002", { resource, dependency: phraseOf(outcome.dependency.change) }, place);
  }
}
