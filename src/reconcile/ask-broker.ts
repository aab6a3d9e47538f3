import type { ElementOutcome } from "../kafka/errors.ts";
import type { TopicName } from "../model/names.ts";
import type { BrokerAnswers } from "../plan/broker-answers.ts";
import type { Plan, PlanStep } from "../plan/plan-document.ts";
import type { Cluster } from "./cluster.ts";
import type { PlanStepOf } from "./outcome.ts";
import type { AskedPlan } from "./read-stakes.ts";
import { readStakes } from "./read-stakes.ts";

/**
 * Lets the broker judge the plan steps that create or change topics: each kind goes to it in one request that changes
 * nothing (validate-only), so that its policies, collisions and limits show in the plan, and what is at stake is read in
 * a few batched requests. Nothing is asked where no plan step is about a topic. Rejects with a `KafkaError`.
 */
export async function askBroker(asked: AskedPlan, cluster: Cluster): Promise<BrokerAnswers> {
  const [refusals, stakes] = await Promise.all([readRefusals(asked.plan, cluster), readStakes(asked, cluster)]);
  return { refusals, stakes };
}

const stepsOf = <K extends PlanStep["change"]["kind"]>(plan: Plan, kind: K): readonly PlanStepOf<K>[] =>
  plan.steps.filter((step): step is PlanStepOf<K> & PlanStep => step.change.kind === kind);

async function readRefusals(plan: Plan, { kafka: { admin } }: Cluster): Promise<ReadonlyMap<string, string>> {
  const creations = stepsOf(plan, "create-topic");
  const increases = stepsOf(plan, "increase-partitions");
  const alterations = stepsOf(plan, "alter-config");
  const only = { validateOnly: true };
  const ask = <S extends PlanStep, T>(
    steps: readonly S[],
    check: (steps: readonly S[]) => Promise<readonly ElementOutcome<T>[]>,
  ): Promise<readonly ElementOutcome<T>[]> => (steps.length === 0 ? Promise.resolve([]) : check(steps));
  const [created, increased, altered] = await Promise.all([
    ask(creations, (steps) =>
      admin.createTopics(
        steps.map(({ change: { topic: name, partitions, replicationFactor, configs } }) => ({
          name,
          partitions,
          replicationFactor,
          configs,
        })),
        only,
      ),
    ),
    ask(increases, (steps) =>
      admin.createPartitions(
        steps.map(({ change: { topic, partitions } }) => ({ topic, partitions })),
        only,
      ),
    ),
    ask(alterations, (steps) =>
      admin.alterTopicConfigs(
        steps.map(({ change: { topic, configs } }) => ({ topic, set: configs })),
        only,
      ),
    ),
  ]);
  const refusals = new Map([
    ...refusalsOf(creations, created),
    ...refusalsOf(increases, increased),
    ...refusalsOf(alterations, altered),
  ]);
  // Somebody may have created it since it was observed, which the apply can judge; else it is being deleted.
  const existing = creations.filter((_, index) => kindOf(created[index]) === "topic-exists");
  for (const id of await thereByNow(existing, admin)) refusals.delete(id);
  return refusals;
}

function refusalsOf<T>(
  steps: readonly PlanStep[],
  outcomes: readonly ElementOutcome<T>[],
): readonly (readonly [string, string])[] {
  return steps.flatMap(({ id }, index) => {
    const outcome = outcomes[index];
    // What may pass by itself is no verdict.
    return outcome === undefined || outcome.ok || outcome.error.retriable ? [] : [[id, outcome.error.message] as const];
  });
}

const kindOf = (outcome: ElementOutcome<unknown> | undefined): string | undefined =>
  outcome?.ok === false ? outcome.error.kind : undefined;

async function thereByNow(
  steps: readonly PlanStepOf<"create-topic">[],
  admin: Cluster["kafka"]["admin"],
): Promise<readonly string[]> {
  if (steps.length === 0) return [];
  const found = await admin.describeTopicDetails(steps.map(({ change }) => change.topic));
  const names = new Set<TopicName>(found.map(({ name }) => name));
  return steps.filter(({ change }) => names.has(change.topic)).map(({ id }) => id);
}
