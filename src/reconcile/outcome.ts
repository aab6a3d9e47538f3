import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { AclBinding } from "../model/acl.ts";
import type { PipelineName } from "../model/names.ts";
import type { ByKind } from "../plan/by-kind.ts";
import { byKind } from "../plan/by-kind.ts";
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

const rightIn = ({ operation, resourceType, resourceName }: AclBinding): string =>
  `${operation} on ${resourceType} ${resourceName}`;

/** Changes as subjects of a sentence: `create topic orders`. */
const phrases: ByKind<string> = {
  "create-topic": (change) => `create topic ${change.topic}`,
  "increase-partitions": (change) => `add partitions to topic ${change.topic}`,
  "alter-config": (change) => `alter topic ${change.topic}`,
  "end-quarantine": (change) => `end the quarantine of topic ${change.topic}`,
  "delete-offsets": (change) => `delete offsets of group ${change.group} on ${change.topic}`,
  "register-schema": (change) => `register schema of ${change.subject}`,
  "start-group": (change) => `start group ${change.group} on ${change.topic}`,
  "publish-bundle": (change) => `publish bundle ${change.pipeline}`,
  "retire-bundle": (change) => `retire bundle ${change.pipeline}`,
  "grant-acl": ({ acl }) => `grant ${acl.principal} ${rightIn(acl)}`,
  "revoke-acl": ({ acl }) => `revoke ${rightIn(acl)} from ${acl.principal}`,
};

const phraseOf = (change: PlanChange): string => byKind(change, phrases);

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
