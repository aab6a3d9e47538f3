import type { TopicPartition } from "../../kafka/offsets.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll } from "../retry.ts";

type DeleteStep = PlanStepOf<"delete-offsets">;

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;

/** Deletes offsets that nothing reads from any more, one request a group and topic. */
export async function deleteOffsets(steps: readonly DeleteStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const outcomes: StepOutcome[] = [];
  for (const step of steps) outcomes.push(await deleteOf(step, run));
  return outcomes;
}

async function deleteOf(step: DeleteStep, { admin, pace }: ApplyRun): Promise<StepOutcome> {
  const { group, topic, partitions } = step.change;
  const failures = await changeAll(pace, {
    elements: partitions.map((partition): TopicPartition => ({ topic, partition })),
    keyOf,
    change: (some) => admin.deleteGroupOffsets(group, some),
  });
  const [failure] = failures.values();
  return failure === undefined ? { kind: "done", step } : { kind: "failed", step, reason: failure.message };
}
