import type { Desired, DesiredGroup, GroupInput } from "../model/desired.ts";
import type { Digest, PipelineName, TopicName } from "../model/names.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { ownMember } from "./own-member.ts";
import type { PlanInput } from "./plan-input.ts";
import type { EarlierState, Previous } from "./previous.ts";
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
  // Mostly what is published is what is desired; then no bundle of an earlier revision has to be made.
  const readers = [desired, ...earlierStates(previous).toReversed()].map(topicsReadIn);
  return desired.groups.flatMap((group) => {
    const digest = ownMember(published, group.pipeline);
    const known = digest === undefined ? new Set<TopicName>() : firstKnown(readers, group.pipeline, digest);
    // Of a bundle that no revision at hand has, nobody knows what it reads.
    if (known === undefined) return [];
    return group.inputs.filter(({ topic }) => !known.has(topic)).map((input) => ({ ...input, group }));
  });
}

/** The topics that a pipeline's bundle reads; undefined where a state doesn't have that bundle. */
type TopicsRead = (pipeline: PipelineName, digest: Digest) => ReadonlySet<TopicName> | undefined;

function topicsReadIn(state: EarlierState): TopicsRead {
  const pipelines = new Map(state.pipelines.map((pipeline) => [pipeline.name, pipeline]));
  let groups: ReadonlyMap<PipelineName, EarlierState["groups"][number]["inputs"]> | undefined;
  return (name, digest) => {
    if (pipelines.get(name)?.bundle.digest !== digest) return undefined;
    groups ??= new Map(state.groups.map(({ pipeline, inputs }) => [pipeline, inputs]));
    return new Set((groups.get(name) ?? []).map(({ topic }) => topic));
  };
}

function firstKnown(
  readers: readonly TopicsRead[],
  pipeline: PipelineName,
  digest: Digest,
): ReadonlySet<TopicName> | undefined {
  for (const topicsOf of readers) {
    const topics = topicsOf(pipeline, digest);
    if (topics !== undefined) return topics;
  }
  return undefined;
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
