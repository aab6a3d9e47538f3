import { createBundleStore } from "../../claims/bundle-store.ts";
import type { KafkaError } from "../../kafka/errors.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import { isSameConfig } from "../../plan/same-config.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, poll } from "../retry.ts";

type AlterStep = PlanStepOf<"increase-partitions" | "alter-config">;

const pollMs = 200;

/** Adds partitions in one batched call, then waits until the brokers show them. */
export async function increasePartitions(
  steps: readonly PlanStepOf<"increase-partitions">[],
  run: ApplyRun,
): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: steps.map(({ change: { topic, partitions } }) => ({ topic, partitions })),
    keyOf: ({ topic }) => topic,
    change: (increases) => run.admin.createPartitions(increases),
  });
  const outcomes = await verified(steps, run, failures);
  // Engines ask for the counts now and then anyway.
  if (outcomes.some(({ kind }) => kind === "done"))
    await createBundleStore(run.store)
      .announcePartitions()
      .catch(() => undefined);
  return outcomes;
}

/** Sets the declared keys in one batched call, leaving all others, then waits until the brokers show them. */
export async function alterConfigs(
  steps: readonly PlanStepOf<"alter-config">[],
  run: ApplyRun,
): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: steps.map(({ change: { topic, configs } }) => ({ topic, set: configs })),
    keyOf: ({ topic }) => topic,
    change: (changes) => run.admin.alterTopicConfigs(changes),
  });
  return verified(steps, run, failures);
}

/** What a topic is like decides: a request may have succeeded though its answer was lost. */
async function verified(
  steps: readonly AlterStep[],
  { admin, pace, limits }: ApplyRun,
  failures: ReadonlyMap<string, KafkaError>,
): Promise<readonly StepOutcome[]> {
  const isAlteredIn = (topics: ReadonlyMap<string, ObservedTopic>, step: AlterStep): boolean => {
    const topic = topics.get(step.change.topic);
    return topic !== undefined && isAltered(step, topic);
  };
  const topics = await poll(pace, {
    read: async () => {
      const found = await admin.describeTopics(steps.map(({ change }) => change.topic));
      return new Map<string, ObservedTopic>(found.map((topic) => [topic.name, topic]));
    },
    isEnough: (found) => steps.every((step) => failures.has(step.change.topic) || isAlteredIn(found, step)),
    everyMs: pollMs,
    withinMs: limits.visibleMs,
  });
  return steps.map((step): StepOutcome => {
    if (isAlteredIn(topics, step)) return { kind: "done", step };
    const reason =
      failures.get(step.change.topic)?.message ?? `the brokers don't show it within ${limits.visibleMs} ms`;
    return { kind: "failed", step, reason };
  });
}

function isAltered({ change }: AlterStep, topic: ObservedTopic): boolean {
  if (change.kind === "increase-partitions") return topic.partitions === change.partitions;
  return Object.entries(change.configs).every(([key, value]) => {
    const current = topic.configs[key];
    return current !== undefined && isSameConfig(value, current);
  });
}
