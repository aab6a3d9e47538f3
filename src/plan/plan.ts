import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { PipelineName } from "../model/names.ts";
import { planAcls } from "./acls.ts";
import { planBundles } from "./bundles.ts";
import { planGroups } from "./groups.ts";
import type { Plan, PlanStep } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import type { Blocked, PlanInput } from "./plan-input.ts";
import { planTopics } from "./topics.ts";

/**
 * Compares what is desired with what is there and emits the plan steps, in the order in which they are safe: topics,
 * grants, group starts, bundles, revocations (design, section 5). Pure: equal input gives an equal plan, and the plan
 * after an apply is empty.
 */
export function plan(input: PlanInput): Plan {
  const topics = planTopics(input);
  const acls = planAcls(input);
  const groups = planGroups(input);
  const blocked = firstReasons(topics.blocked);
  const before = [...topics.steps, ...acls.steps, ...groups.steps];
  const bundles = planBundles(input, { before, blocked: new Set(blocked.map(({ pipeline }) => pipeline)) });
  const steps = connected(inOrder(withoutBlocked([...before, ...bundles], blocked)));
  return {
    formatVersion: 1,
    revision: input.revision,
    clusterId: input.observed.clusterId,
    hasChanges: steps.length > 0,
    steps,
    diagnostics: [...topics.diagnostics, ...acls.diagnostics, ...previousUnreadable(input)],
    blocked,
  };
}

/** One reason a pipeline is enough to say why it waits; all of them are among the diagnostics. */
function firstReasons(blocked: readonly Blocked[]): readonly Blocked[] {
  const first = new Map<PipelineName, Blocked>();
  for (const one of blocked) if (!first.has(one.pipeline)) first.set(one.pipeline, one);
  return [...first.values()].toSorted((a, b) => (a.pipeline < b.pipeline ? -1 : 1));
}

/**
 * Of what only blocked pipelines need, topics and grants go ahead, but no group is started: its topic may be missing.
 * What a blocked pipeline no longer needs is kept, because its old bundle goes on running.
 */
function withoutBlocked(steps: readonly PlanStep[], blocked: readonly Blocked[]): readonly PlanStep[] {
  const isBlocked = new Set(blocked.map(({ pipeline }) => pipeline));
  return steps.filter(({ change, pipelines }) => {
    if (change.kind === "start-group") return !pipelines.every((pipeline) => isBlocked.has(pipeline));
    if (change.kind === "revoke-acl") return !pipelines.some((pipeline) => isBlocked.has(pipeline));
    return true;
  });
}

const rank = new Map(planStepKinds.map((kind, index) => [kind, index]));

function inOrder(steps: readonly PlanStep[]): readonly PlanStep[] {
  const rankOf = ({ change }: PlanStep): number => rank.get(change.kind) ?? 0;
  return steps.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.id < b.id ? -1 : Number(a.id > b.id)));
}

/** Dependencies on plan steps that aren't needed (a topic that exists) are no dependencies. */
function connected(steps: readonly PlanStep[]): readonly PlanStep[] {
  const ids = new Set(steps.map(({ id }) => id));
  return steps.map((step) => ({ ...step, dependsOn: step.dependsOn.filter((id) => ids.has(id)) }));
}

function previousUnreadable({ previous }: PlanInput): readonly Diagnostic[] {
  return previous === undefined ? [diagnostic("SLW2007", {})] : [];
}
