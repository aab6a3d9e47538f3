import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { GroupId, TopicName } from "../model/names.ts";
import type { ObservedForeignGroup, ObservedTopic } from "../model/observed.ts";
import type { Span } from "../model/span.ts";
import type { DraftStep } from "./draft-step.ts";
import type { PlanInput } from "./plan-input.ts";

const keyOf = (group: GroupId, topic: TopicName): string => JSON.stringify([group, topic]);

/** What a group is needed for. */
interface Need {
  readonly pipeline: string;
  readonly span: Span | undefined;
}

/**
 * What there is to say about groups that aren't ours: an operator's group from which a pipeline reads and that isn't ready
 * for it, and a group to take over from that has nothing. None of them is ever created or moved.
 */
export function foreignGroupFindings(
  { desired, observed }: PlanInput,
  starts: readonly DraftStep[],
): readonly Diagnostic[] {
  const topics = new Map(observed.topics.map((topic) => [topic.name, topic]));
  const found = new Map((observed.foreignGroups ?? []).map((one) => [keyOf(one.group, one.topic), one]));
  const operators = (desired.operatorGroups ?? []).flatMap(({ group, topic, pipeline, source }) => {
    const [seen, existing] = [found.get(keyOf(group, topic)), topics.get(topic)];
    return seen === undefined || existing === undefined
      ? []
      : operatorFindings(seen, existing, { pipeline, span: source });
  });
  const sources = starts.flatMap(({ change, pipelines, source }) => {
    if (change.kind !== "start-group" || change.start.kind !== "from-group") return [];
    const seen = found.get(keyOf(change.start.group, change.topic));
    return seen === undefined
      ? []
      : sourceFindings(seen, change.partitions, { pipeline: pipelines.join(", "), span: source });
  });
  return [...operators, ...sources];
}

function operatorFindings(
  seen: ObservedForeignGroup,
  { partitions }: ObservedTopic,
  { pipeline, span }: Need,
): readonly Diagnostic[] {
  const { group, topic, state, members } = seen;
  if (seen.refusal !== undefined) return [refused(seen, span)];
  const missing = missingIn(
    seen,
    Array.from({ length: partitions }, (_, partition) => partition),
  );
  const isUnknown = missing.length === partitions && members.length === 0 && state === "Dead";
  const live =
    members.length === 0
      ? []
      : [diagnostic("SLW2032", { group, topic, members: members.join(", "), pipeline }, { span })];
  if (isUnknown) return [diagnostic("SLW2030", { group, topic, pipeline }, { span })];
  return missing.length === 0
    ? live
    : [...live, diagnostic("SLW2031", { group, topic, partitions: missing.join(", "), pipeline }, { span })];
}

function sourceFindings(
  seen: ObservedForeignGroup,
  started: readonly number[],
  { pipeline, span }: Need,
): readonly Diagnostic[] {
  const { group, topic } = seen;
  if (seen.refusal !== undefined) return [refused(seen, span)];
  const missing = missingIn(seen, started);
  return missing.length === 0
    ? []
    : [diagnostic("SLW2033", { group, topic, partitions: missing.join(", "), pipeline }, { span })];
}

function missingIn({ committedPartitions }: ObservedForeignGroup, wanted: readonly number[]): readonly number[] {
  const committed = new Set(committedPartitions);
  return wanted.filter((partition) => !committed.has(partition));
}

const refused = ({ group, topic, refusal = "" }: ObservedForeignGroup, span: Span | undefined): Diagnostic =>
  diagnostic("SLW2034", { group, topic, reason: refusal }, { span });
