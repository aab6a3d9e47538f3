import type { DesiredGroup, GroupInput } from "../model/desired.ts";
import type { PlanStep } from "./plan-document.ts";
import type { PlanInput, PlanPart } from "./plan-input.ts";
import { createTopicId } from "./topics.ts";

/**
 * Groups begin where the configuration says, on the partitions that have no offset: what is produced between the apply
 * and the engine's start is not lost, and progress is never overwritten (design, section 5).
 */
export function planGroups(input: PlanInput): PlanPart {
  const steps = input.desired.groups.flatMap((group) =>
    group.inputs.flatMap((one) => startStep(group, one, partitionsWithoutOffset(group, one, input))),
  );
  return { steps, diagnostics: [], blocked: [] };
}

function partitionsWithoutOffset(
  group: DesiredGroup,
  { topic }: GroupInput,
  { observed, desired }: PlanInput,
): readonly number[] {
  const count =
    observed.topics.find(({ name }) => name === topic)?.partitions ??
    desired.topics.find(({ name }) => name === topic)?.partitions ??
    0;
  const found = observed.groupInputs.find((one) => one.group === group.id && one.topic === topic);
  const committed = new Set(found?.committedPartitions ?? []);
  return Array.from({ length: count }, (_, partition) => partition).filter((partition) => !committed.has(partition));
}

function startStep(
  group: DesiredGroup,
  { topic, start }: GroupInput,
  partitions: readonly number[],
): readonly PlanStep[] {
  if (partitions.length === 0) return [];
  return [
    {
      id: `start-group/${group.id}/${topic}`,
      change: { kind: "start-group", group: group.id, topic, start, partitions },
      pipelines: [group.pipeline],
      risk: "safe",
      reason: `${group.pipeline} reads ${topic}`,
      source: group.source,
      dependsOn: [createTopicId(topic)],
    },
  ];
}
