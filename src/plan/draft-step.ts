import type { PipelineName } from "../model/names.ts";
import type { Span } from "../model/span.ts";
import type { PlanChange, PlanStep, Risk } from "./plan-document.ts";
import { stepId } from "./step-id.ts";

/** A plan step before its dependencies are known. */
export type DraftStep = Omit<PlanStep, "dependsOn">;

/** Why a change is made, and for whom. */
export interface Cause {
  readonly pipelines: readonly PipelineName[];
  readonly reason: string;
  readonly source?: Span;
}

const risks: Readonly<Record<PlanChange["kind"], Risk>> = {
  "create-topic": "safe",
  "grant-acl": "safe",
  "start-group": "safe",
  "publish-bundle": "safe",
  "retire-bundle": "caution",
  "revoke-acl": "caution",
};

/** The plan step of a change; its id and risk follow from the change. */
export function draftStep(change: PlanChange, cause: Cause): DraftStep {
  return { id: stepId(change), change, risk: risks[change.kind], ...cause };
}
