import type { Desired, DesiredGroup, GroupInput } from "../model/desired.ts";
import type { Digest, PipelineName, TopicName } from "../model/names.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { ownMember } from "./own-member.ts";
import type { PlanInput } from "./plan-input.ts";
import type { Previous } from "./previous.ts";
import { earlierStates } from "./previous.ts";

/** One topic of a pipeline's group whose start is the plan's to make. */
export interface StartableInput extends GroupInput {
  readonly group: DesiredGroup;
}

export interface StartableOf {
  readonly desired: Desired;
  readonly previous: Previous;
  readonly published: Readonly<Record<PipelineName, Digest>>;
}

/**
 * The inputs whose groups may be started from outside: those that no published bundle names, so that no engine can own
 * their slots. The others are started by their engines, under the slot's claim (design, section 5).
 */
export function startableInputs({ desired, previous, published }: StartableOf): readonly StartableInput[] {
  const named = inputsByBundle([...earlierStates(previous), desired]);
  return desired.groups.flatMap((group) => {
    const digest = ownMember(published, group.pipeline);
    // Of a bundle that no revision at hand has, nobody knows what it reads.
    const known = digest === undefined ? new Set<TopicName>() : named.get(`${group.pipeline} ${digest}`);
    return group.inputs
      .filter(({ topic }) => known !== undefined && !known.has(topic))
      .map((input) => ({ ...input, group }));
  });
}

/** The topics that each pipeline's bundle reads, by pipeline and digest. */
function inputsByBundle(states: readonly Desired[]): ReadonlyMap<string, ReadonlySet<TopicName>> {
  return new Map(
    states.flatMap(({ pipelines, groups }) => {
      const inputs = new Map(groups.map((group) => [group.pipeline, group.inputs]));
      return pipelines.map(({ name, bundle }): [string, ReadonlySet<TopicName>] => [
        `${name} ${bundle.digest}`,
        new Set((inputs.get(name) ?? []).map(({ topic }) => topic)),
      ]);
    }),
  );
}

/** The groups' start positions, for exactly the partitions that have no offset: so never over progress. */
export function planGroups({ desired, observed, previous }: PlanInput): readonly DraftStep[] {
  const existing = new Map(observed.topics.map((topic) => [topic.name, topic.partitions]));
  const declared = new Map(desired.topics.map((topic) => [topic.name, topic.partitions ?? 0]));
  const committed = new Map(
    observed.groupInputs.map((input) => [`${input.topic}/${input.group}`, new Set(input.committedPartitions)]),
  );
  return startableInputs({ desired, previous, published: observed.published }).flatMap(({ group, topic, start }) => {
    const count = existing.get(topic) ?? declared.get(topic) ?? 0;
    const known = committed.get(`${topic}/${group.id}`);
    const partitions = Array.from({ length: count }, (_, partition) => partition).filter(
      (partition) => known?.has(partition) !== true,
    );
    if (partitions.length === 0) return [];
    const reason = `${partitions.length} of ${count} partitions have no committed offset`;
    const change = { kind: "start-group", group: group.id, topic, start, partitions } as const;
    return [draftStep(change, { pipelines: [group.pipeline], reason, source: group.source })];
  });
}
