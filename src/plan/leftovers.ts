import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { compareTexts } from "../model/compare-texts.ts";
import type { Desired } from "../model/desired.ts";
import type { LeftoverInput, Leftovers } from "../model/leftovers.ts";
import type { GroupId, TopicName } from "../model/names.ts";
import { consumerGroupOf } from "../model/names.ts";
import type { Observed, ObservedTopic } from "../model/observed.ts";
import type { Blockers } from "./blockers.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { ownTopicsOf } from "./own-topics.ts";
import type { PlanInput } from "./plan-input.ts";
import type { Previous } from "./previous.ts";
import { earlierStates } from "./previous.ts";

type States = Pick<PlanInput, "desired" | "previous">;

/** Topics that a revision of ours had and this one doesn't ask for, by name: never deleted by a plan. */
export function orphanTopics({
  desired,
  previous,
  observed,
}: States & { readonly observed: Observed }): readonly ObservedTopic[] {
  const wanted = new Set<TopicName>(desired.topics.map(({ name }) => name));
  const own = ownTopicsOf([desired, ...earlierStates(previous)]);
  const kept = new Set<TopicName>(previous.leftovers?.topics);
  return observed.topics
    .filter(({ name }) => (own.owns(name) || kept.has(name)) && !wanted.has(name))
    .toSorted((a, b) => compareTexts(a.name, b.name));
}

const keyOf = ({ group, topic }: { readonly group: GroupId; readonly topic: TopicName }): string =>
  JSON.stringify([group, topic]);

/** What pipelines' groups read by an earlier revision and nothing of this one reads, sorted. */
export function leftoverInputs({ desired, previous }: States): readonly LeftoverInput[] {
  const used = new Set(usedInputs(desired).map(keyOf));
  // Where nothing has changed, what was applied is what is desired.
  const others = earlierStates(previous).filter((state) => state !== desired);
  const earlier = others.flatMap(({ groups }) =>
    groups.flatMap(({ pipeline, inputs }) =>
      inputs.map(({ topic }) => ({ group: consumerGroupOf(pipeline), topic, pipeline })),
    ),
  );
  const left = new Map(
    [...(previous.leftovers?.inputs ?? []), ...earlier].map((input) => [keyOf(input), input] as const),
  );
  return [...left]
    .filter(([key]) => !used.has(key))
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([, input]) => input);
}

/** Every group and topic whose offsets this revision needs: its own, its operators', and those that are taken over. */
function usedInputs({ groups, operatorGroups = [] }: Desired): readonly { group: GroupId; topic: TopicName }[] {
  return [
    ...operatorGroups,
    ...groups.flatMap(({ id, inputs }) =>
      inputs.flatMap(({ topic, start }) => [
        { group: id, topic },
        ...(start.kind === "from-group" ? [{ group: start.group, topic }] : []),
      ]),
    ),
  ];
}

/**
 * Offsets that are left behind, as plan steps that nobody has to take: each is said, and done once it is approved. Without
 * them a group that reads the topic again begins anew; with them it goes on where it was.
 */
export function planLeftoverOffsets(input: PlanInput, blockers: Blockers): readonly DraftStep[] {
  const committed = new Map(input.observed.groupInputs.map((one) => [keyOf(one), one.committedPartitions]));
  return leftoverInputs(input).flatMap((left) => {
    const partitions = (committed.get(keyOf(left)) ?? []).toSorted((a, b) => a - b);
    // The engines go on with what is published, which may read it.
    if (partitions.length === 0 || blockers.has(left.pipeline) || input.previous.lost.length > 0) return [];
    const { group, topic, pipeline } = left;
    return [
      draftStep(
        { kind: "delete-offsets", group, topic, partitions },
        {
          pipelines: [pipeline],
          reason: `no step of ${pipeline} reads it any more`,
          notReverted: `where ${group} was in ${topic}`,
          isOffered: true,
        },
      ),
    ];
  });
}

/** What is said about offered plan steps. */
export function leftoverFinding({ id, change }: DraftStep): readonly Diagnostic[] {
  if (change.kind !== "delete-offsets") return [];
  return [diagnostic("SLW2035", { group: change.group, topic: change.topic, step: id })];
}

/** What is to be remembered once this revision is the last applied one, and those before it are forgotten. */
export function leftoversAfter(input: States & { readonly observed: Observed }): Leftovers {
  const committed = new Set(
    input.observed.groupInputs.filter(({ committedPartitions }) => committedPartitions.length > 0).map(keyOf),
  );
  const known = new Set((input.previous.leftovers?.inputs ?? []).map(keyOf));
  const isNew = (left: LeftoverInput): boolean => !known.has(keyOf(left));
  const existing = new Set(input.observed.topics.map(({ name }) => name));
  return {
    topics: orphanTopics(input).map(({ name }) => name),
    inputs: leftoverInputs(input).filter(
      (left) => existing.has(left.topic) && (isNew(left) || committed.has(keyOf(left))),
    ),
  };
}

/** The names beside the revisions' own that a plan has to look at. */
export const leftoverNames = ({ leftovers }: Previous): readonly TopicName[] => [
  ...(leftovers?.topics ?? []),
  ...(leftovers?.inputs ?? []).map(({ topic }) => topic),
];
