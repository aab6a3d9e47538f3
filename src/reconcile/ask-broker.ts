import type { ElementOutcome, KafkaError } from "../kafka/errors.ts";
import type { BrokerAnswers } from "../plan/broker-answers.ts";
import type { Plan, PlanStep } from "../plan/plan-document.ts";
import type { Cluster } from "./cluster.ts";
import type { PlanStepOf } from "./outcome.ts";
import type { AskedPlan } from "./read-stakes.ts";
import { readStakes } from "./read-stakes.ts";
import { reasonOf } from "./retry.ts";

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
  return new Map([
    ...refusalsOf(creations, created),
    ...refusalsOf(increases, increased),
    ...refusalsOf(alterations, altered),
  ]);
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly error: KafkaError };

/** One request, or none; where it is refused as a whole, each of its plan steps is. */
async function ask<S extends PlanStep, T>(
  steps: readonly S[],
  check: (steps: readonly S[]) => Promise<readonly ElementOutcome<T>[]>,
): Promise<readonly Answer[]> {
  if (steps.length === 0) return [];
  try {
    return await check(steps);
  } catch (error) {
    reasonOf(error);
    return steps.map(() => ({ ok: false, error: error as KafkaError }));
  }
}

function refusalsOf(steps: readonly PlanStep[], outcomes: readonly Answer[]): readonly (readonly [string, string])[] {
  return steps.flatMap(({ id }, index) => {
    const outcome = outcomes[index];
    return outcome === undefined || outcome.ok || !isVerdict(outcome.error)
      ? []
      : [[id, outcome.error.message] as const];
  });
}

/**
 * What may pass by itself is no verdict, and neither is a topic that exists though the brokers don't show it: it was
 * created a moment ago, and the apply judges it. One that is being deleted stands in the way (brokers before KRaft). Nor is
 * it one that whoever plans may only read: reviews are planned with such rights, and applied by somebody else.
 */
const isVerdict = ({ kind, retriable, message }: KafkaError): boolean =>
  !retriable && kind !== "not-authorized" && (kind !== "topic-exists" || message.includes("marked for deletion"));
