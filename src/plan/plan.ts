import { inOrder } from "../diagnostics/order.ts";
import { Blockers } from "./blockers.ts";
import { withDependencies } from "./dependencies.ts";
import type { DraftStep } from "./draft-step.ts";
import { planAcls } from "./acls.ts";
import { planBundles } from "./bundles.ts";
import type { Plan } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import { planGroups } from "./groups.ts";
import type { PlanInput } from "./plan-input.ts";
import { planTopics } from "./topics.ts";

/**
 * What has to change so that the cluster becomes what the revision asks for, in the order of the design's section 5.
 * Deterministic: equal input gives an equal plan. Nothing in a plan deletes a topic, changes one that exists, moves an
 * offset, or touches what neither this revision nor an earlier one of this repository asked for.
 *
 * A pipeline that can't run is blocked: nothing is done for it alone, and nothing is taken from it; the others go on.
 */
export function plan(input: PlanInput): Plan {
  const blockers = new Blockers();
  const topics = planTopics(input, blockers);
  const acls = planAcls(input, blockers);
  const drafts = [...topics.steps, ...acls.grants, ...planGroups(input), ...planBundles(input), ...acls.revocations];
  const steps = withDependencies(drafts.filter(({ pipelines }) => !blockers.holdUp(pipelines)).toSorted(byOrder));
  return {
    formatVersion: 1,
    revision: input.revision,
    clusterId: input.observed.clusterId,
    hasChanges: steps.length > 0,
    steps,
    diagnostics: inOrder([...topics.diagnostics, ...acls.diagnostics]),
    blocked: blockers.list(),
    withheld: acls.withheld,
  };
}

function byOrder(a: DraftStep, b: DraftStep): number {
  const order = planStepKinds.indexOf(a.change.kind) - planStepKinds.indexOf(b.change.kind);
  return order || (a.id < b.id ? -1 : Number(a.id > b.id));
}
