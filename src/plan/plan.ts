import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import { Blockers } from "./blockers.ts";
import { withDependencies } from "./dependencies.ts";
import type { DraftStep } from "./draft-step.ts";
import { planAcls } from "./acls.ts";
import { planBundles, undeclaredPipelines } from "./bundles.ts";
import type { Plan } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import { finishSteps } from "./finish-steps.ts";
import { planGroups } from "./groups.ts";
import type { PlanInput } from "./plan-input.ts";
import { planTopics } from "./topics.ts";

/**
 * What has to change so that the cluster becomes what the revision asks for, in the order of the design's section 5.
 * Deterministic: equal input gives an equal plan. Nothing in a plan deletes a topic, changes one that exists
 * unless the cluster's document says so, moves an offset, or touches what neither this revision nor an earlier one of this repository asked for.
 *
 * A pipeline that can't run is blocked: it is neither started nor published, and nothing is taken from it, but what it
 * needs is made ready as far as that goes. The others go on.
 */
export function plan(input: PlanInput): Plan {
  const blockers = new Blockers();
  const topics = planTopics(input, blockers);
  const acls = planAcls(input, blockers);
  const drafts = [...topics.steps, ...acls.grants, ...planGroups(input), ...planBundles(input), ...acls.revocations];
  const ready = drafts.filter((draft) => !isHeldUp(draft, blockers)).toSorted(byOrder);
  const steps = withDependencies(finishSteps(ready, input));
  return {
    formatVersion: 1,
    revision: input.revision,
    clusterId: input.observed.clusterId,
    hasChanges: steps.length > 0,
    steps,
    diagnostics: inOrder([
      ...topics.diagnostics,
      ...acls.diagnostics,
      ...undeclaredPipelines(input),
      ...lostRevisions(input),
    ]),
    blocked: blockers.list(),
    withheld: acls.withheld,
  };
}

function isHeldUp({ change, pipelines }: DraftStep, blockers: Blockers): boolean {
  const isStart = change.kind === "start-group" || change.kind === "publish-bundle";
  return isStart && pipelines.some((pipeline) => blockers.has(pipeline));
}

function byOrder(a: DraftStep, b: DraftStep): number {
  const order = planStepKinds.indexOf(a.change.kind) - planStepKinds.indexOf(b.change.kind);
  return order || (a.id < b.id ? -1 : Number(a.id > b.id));
}

const lostRevisions = ({ previous }: PlanInput): readonly Diagnostic[] =>
  previous.lost.map((revision) => diagnostic("SLW2007", { revision }));
