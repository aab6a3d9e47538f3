import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { DesiredTopic } from "../model/desired.ts";
import type { ObservedTopic } from "../model/observed.ts";
import type { PlanStep } from "./plan-document.ts";
import type { Blocked, PlanInput, PlanPart } from "./plan-input.ts";
import { differences } from "./topic-differences.ts";

/** The id of the plan step that creates a topic. */
export const createTopicId = (name: string): string => `create-topic/${name}`;

/**
 * Missing topics are created, differing ones are warned about and never modified, orphans are reported and never
 * deleted (specification, "Topic Configuration Verification"). A topic that an applied revision had and that is gone
 * is never recreated empty.
 */
export function planTopics(input: PlanInput): PlanPart {
  const observed = new Map<string, ObservedTopic>(input.observed.topics.map((topic) => [topic.name, topic]));
  const parts = input.desired.topics.map((topic) => planTopic(topic, observed.get(topic.name), input));
  return {
    steps: parts.flatMap(({ steps }) => steps),
    diagnostics: [...parts.flatMap(({ diagnostics }) => diagnostics), ...orphans(input, observed)],
    blocked: parts.flatMap(({ blocked }) => blocked),
  };
}

function planTopic(topic: DesiredTopic, existing: ObservedTopic | undefined, input: PlanInput): PlanPart {
  if (existing !== undefined) return { steps: [], diagnostics: mismatches(topic, existing), blocked: [] };
  const problem = missingProblem(topic, input);
  if (problem === undefined) return { steps: [createStep(topic)], diagnostics: [], blocked: [] };
  return { steps: [], diagnostics: [problem], blocked: blockedBy(topic, problem) };
}

const blockedBy = (topic: DesiredTopic, problem: Diagnostic): readonly Blocked[] =>
  topic.neededBy.map((pipeline) => ({ pipeline, reason: problem.message }));

/** Why a missing topic is not created, or undefined where it is. */
function missingProblem(topic: DesiredTopic, { appliedTopics, observed }: PlanInput): Diagnostic | undefined {
  const span = topic.source;
  if (topic.management === "verified")
    return diagnostic("SLW2002", { topic: topic.name, pipelines: topic.neededBy.join(", ") }, { span });
  if (appliedTopics.has(topic.name)) return diagnostic("SLW2005", { topic: topic.name }, { span });
  const { replicationFactor = 1 } = topic;
  if (replicationFactor > observed.brokers)
    return diagnostic("SLW2004", { topic: topic.name, replicationFactor, brokers: observed.brokers }, { span });
  return undefined;
}

function createStep(topic: DesiredTopic): PlanStep {
  return {
    id: createTopicId(topic.name),
    change: {
      kind: "create-topic",
      topic: topic.name,
      partitions: topic.partitions ?? 1,
      replicationFactor: topic.replicationFactor ?? 1,
      configs: topic.configs,
    },
    pipelines: topic.neededBy,
    risk: "safe",
    reason: topic.reason,
    source: topic.source,
    dependsOn: [],
  };
}

const mismatches = (topic: DesiredTopic, existing: ObservedTopic): readonly Diagnostic[] =>
  differences(topic, existing).map((found) =>
    diagnostic("SLW2001", { topic: topic.name, ...found }, { span: topic.source }),
  );

/** Topics that earlier revisions created, that still exist, and that nobody asks for any more. */
function orphans(
  { desired, previous }: PlanInput,
  observed: ReadonlyMap<string, ObservedTopic>,
): readonly Diagnostic[] {
  const wanted = new Set<string>(desired.topics.map(({ name }) => name));
  const earlier = (previous ?? []).flatMap(({ topics }) => topics.filter(({ management }) => management === "created"));
  const names = new Set(earlier.map(({ name }) => name));
  return [...names]
    .filter((name) => observed.has(name) && !wanted.has(name))
    .toSorted()
    .map((topic) => diagnostic("SLW2003", { topic }));
}
