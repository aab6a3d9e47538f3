import type { PipelineName } from "../model/names.ts";
import type { Span } from "../model/span.ts";
import type { PlanChange, PlanStep, Risk } from "./plan-document.ts";
import { stepId } from "./step-id.ts";

/** A plan step before what follows from the others, the cluster and the policies is known. */
export type DraftStep = Pick<
  PlanStep,
  "id" | "change" | "pipelines" | "risk" | "reason" | "source" | "notReverted" | "isOffered"
>;

/** Why a change is made, and for whom. */
export interface Cause {
  readonly pipelines: readonly PipelineName[];
  readonly reason: string;
  readonly source?: Span;
  /** Where the kind alone doesn't tell. */
  readonly risk?: Risk;
  readonly notReverted?: string;
  readonly isOffered?: true;
}

const riskOfKind: Readonly<Record<PlanChange["kind"], Risk>> = {
  "create-topic": "safe",
  "increase-partitions": "caution",
  "alter-config": "safe",
  "end-quarantine": "safe",
  "grant-acl": "safe",
  "register-schema": "safe",
  "start-group": "safe",
  "publish-bundle": "safe",
  "retire-bundle": "caution",
  "revoke-acl": "safe",
  "delete-offsets": "caution",
};

/** The plan step of a change; its id and risk follow from the change. */
export function draftStep(change: PlanChange, cause: Cause): DraftStep {
  return { id: stepId(change), change, risk: riskOfKind[change.kind], ...cause };
}
