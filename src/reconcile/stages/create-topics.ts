import type { NewTopic } from "../../kafka/admin.ts";
import type { KafkaError } from "../../kafka/errors.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, poll } from "../retry.ts";

type CreateStep = PlanStepOf<"create-topic">;

const pollMs = 200;

/** Creates all topics in one batched call, then waits until the brokers show them. */
export async function createTopics(steps: readonly CreateStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: steps.map(newTopic),
    keyOf: ({ name }) => name,
    change: (topics) => run.admin.createTopics(topics),
  });
  // A topic that exists may be our own, created by a request whose answer was lost: what it is like decides.
  const expected = steps.filter(({ change }) => {
    const failure = failures.get(change.topic);
    return failure === undefined || failure.kind === "topic-exists";
  });
  const visible = await visibleTopics(expected, run);
  return steps.map((step) => {
    const { topic } = step.change;
    return outcomeOf(step, { failure: failures.get(topic), found: visible.get(topic), limitMs: run.limits.visibleMs });
  });
}

const newTopic = ({ change }: CreateStep): NewTopic => ({
  name: change.topic,
  partitions: change.partitions,
  replicationFactor: change.replicationFactor,
  configs: change.configs,
});

async function visibleTopics(
  steps: readonly CreateStep[],
  { admin, pace, limits }: ApplyRun,
): Promise<ReadonlyMap<string, TopicDetails>> {
  if (steps.length === 0) return new Map();
  const topics = await poll(pace, {
    read: () => admin.describeTopicDetails(steps.map(({ change }) => change.topic)),
    isEnough: (found) => found.length === steps.length,
    // A broker makes the logs of thousands of topics one after the other, and shows them as it goes.
    progressOf: (found) => found.length,
    everyMs: pollMs,
    withinMs: limits.visibleMs,
  });
  return new Map(topics.map((topic) => [topic.name, topic]));
}

interface Finding {
  readonly failure: KafkaError | undefined;
  readonly found: TopicDetails | undefined;
  readonly limitMs: number;
}

function outcomeOf(step: CreateStep, { failure, found, limitMs }: Finding): StepOutcome {
  const { change } = step;
  if (found === undefined) {
    const reason = failure?.message ?? `the brokers don't show it within ${limitMs} ms`;
    return { kind: "failed", step, reason };
  }
  if (found.partitions === change.partitions && found.replicationFactor === change.replicationFactor)
    return { kind: "done", step };
  const size = `${found.partitions} partitions and replication factor ${found.replicationFactor}`;
  return { kind: "failed", step, reason: `somebody else created it meanwhile, with ${size}` };
}
