import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import { Blockers } from "./blockers.ts";
import { withDependencies } from "./dependencies.ts";
import type { DraftStep } from "./draft-step.ts";
import { planAcls } from "./acls.ts";
import { planBundles, undeclaredPipelines } from "./bundles.ts";
import type { AccessChange } from "./access/effective-access.ts";
import { accessChanges } from "./access/effective-access.ts";
import { aclKey } from "../model/acl.ts";
import type { TopicName } from "../model/names.ts";
import type { Plan, PlanStep } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import { finishSteps } from "./finish-steps.ts";
import { judgeBy } from "./forbidden.ts";
import { planGroups } from "./groups.ts";
import type { PlanInput } from "./plan-input.ts";
import { foreignGroupFindings } from "./foreign-groups.ts";
import { leftoverFinding, planLeftoverOffsets } from "./leftovers.ts";
import { planQuarantines, withoutDenials } from "./quarantines.ts";
import { shrinkGuard } from "./shrink-guard.ts";
import { planSubjects } from "./subjects.ts";
import { planTopics } from "./topics.ts";

/**
 * What has to change so that the cluster becomes what the revision asks for, in the order of the design's section 5.
 * Deterministic: equal input gives an equal plan. Nothing in a plan deletes a topic, changes one that exists
 * unless the cluster's document says so, moves an offset (offsets that nothing reads any more are only offered to be
 * deleted), or touches what neither this revision nor an earlier one of this repository asked for.
 *
 * A pipeline that can't run is blocked: it is neither started nor published, and nothing is taken from it, but what it
 * needs is made ready as far as that goes. The others go on.
 */
export function plan(input: PlanInput): Plan {
  const blockers = new Blockers();
  const topics = planTopics(input, blockers);
  const quarantines = planQuarantines(input);
  const subjects = planSubjects(input, blockers);
  // Late, since from a pipeline that anything blocks nothing is taken.
  const acls = planAcls(afterQuarantines(input, quarantines), blockers);
  const starts = planGroups(input);
  const offers = planLeftoverOffsets(input, blockers);
  const drafts = [
    ...topics.steps,
    ...quarantines,
    ...acls.grants,
    ...subjects.steps,
    ...starts,
    ...planBundles(input),
    ...acls.revocations,
    ...offers,
  ];
  const ready = drafts.filter((draft) => !isHeldUp(draft, blockers)).toSorted(byOrder);
  const judge = judgeBy(input.desired.forbidden ?? []);
  const steps = withDependencies(finishSteps(ready, input, judge));
  const guard = shrinkGuard(input);
  return {
    formatVersion: 1,
    ...(guard === undefined ? {} : { guard }),
    revision: input.revision,
    clusterId: input.observed.clusterId,
    hasChanges: steps.some(({ isOffered }) => isOffered !== true),
    steps,
    diagnostics: inOrder([
      ...topics.diagnostics,
      ...acls.diagnostics,
      ...foreignGroupFindings(input, starts),
      ...offers.flatMap(leftoverFinding),
      ...subjects.diagnostics,
      ...undeclaredPipelines(input),
      ...lostRevisions(input),
      ...judge.findings(steps),
      ...(guard === undefined ? [] : [diagnostic("SLW2012", { gone: guard.gone, total: guard.total })]),
    ]),
    blocked: blockers.list(),
    withheld: acls.withheld,
    access: accessAfter(input, steps),
  };
}

/** The input as grants are compared with it: by then nobody is denied what a quarantine that ends has denied. */
function afterQuarantines(input: PlanInput, ended: readonly DraftStep[]): PlanInput {
  const { acls } = input.observed;
  if (acls === undefined) return input;
  return { ...input, observed: { ...input.observed, acls: withoutDenials(acls, endedIn(ended)) } };
}

const endedIn = (steps: readonly Pick<DraftStep, "change">[]): readonly { readonly topic: TopicName }[] =>
  steps.flatMap(({ change }) => (change.kind === "end-quarantine" ? [change] : []));

/** Who gains and who loses what by the plan; nothing is known where the brokers keep no ACLs. */
function accessAfter({ desired, observed }: PlanInput, steps: readonly PlanStep[]): readonly AccessChange[] {
  const before = observed.acls;
  if (before === undefined) return [];
  const granted = steps.flatMap(({ change }) => (change.kind === "grant-acl" ? [change.acl] : []));
  const revoked = new Set(steps.flatMap(({ change }) => (change.kind === "revoke-acl" ? [aclKey(change.acl)] : [])));
  const ended = endedIn(steps);
  if (granted.length + revoked.size + ended.length === 0) return [];
  const kept = withoutDenials(before, ended).filter((acl) => !revoked.has(aclKey(acl)));
  const after = [...kept, ...granted];
  const topics = new Set([...observed.topics, ...desired.topics].map(({ name }) => name));
  return accessChanges({ before, after, topics: [...topics], needs: desired.acls });
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
