import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { DesiredTopic } from "../model/desired.ts";
import { invariant } from "../model/invariant.ts";
import type { ObservedTopic } from "../model/observed.ts";
import type { Blockers } from "./blockers.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { orphanTopics } from "./leftovers.ts";
import { ownMember } from "./own-member.ts";
import type { PlanInput } from "./plan-input.ts";
import { alterations } from "./topic-alterations.ts";
import { differences } from "./topic-differences.ts";

/** What is to be done about topics, and what is only to be said. */
export interface TopicFindings {
  readonly steps: readonly DraftStep[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Missing topics of ours are created; ones that an applied revision had are held, because to recreate them empty would
 * hide the loss of their data. Mismatches are said and never changed (specification, "Topic Configuration
 * Verification") unless the cluster's document says `alter`; orphans always are.
 * Pipelines that can't do without a topic are blocked.
 */
export function planTopics(input: PlanInput, blockers: Blockers): TopicFindings {
  const observed = new Map(input.observed.topics.map((topic) => [topic.name, topic]));
  const canAlter = input.desired.management?.topicMismatch === "alter";
  const hasVanished = vanishedFrom(input);
  const { brokers } = input.observed;
  const steps: DraftStep[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const topic of input.desired.topics) {
    const found = observed.get(topic.name);
    if (found !== undefined) {
      const altered = canAlter && topic.management === "created" ? alterations(topic, found) : undefined;
      steps.push(...(altered?.steps ?? []));
      diagnostics.push(...(altered?.diagnostics ?? mismatches(topic, found)));
      continue;
    }
    const problem = problemOfMissing(topic, { hasVanished, brokers });
    if (problem === undefined) steps.push(creation(topic));
    else {
      diagnostics.push(problem.diagnostic);
      blockers.block(topic.neededBy, problem.reason);
    }
  }
  const orphans = orphanTopics(input).map(({ name }) => diagnostic("SLW2003", { topic: name }));
  return { steps, diagnostics: [...diagnostics, ...orphans] };
}

interface Problem {
  readonly diagnostic: Diagnostic;
  readonly reason: string;
}

function problemOfMissing(
  topic: DesiredTopic,
  { hasVanished, brokers }: { readonly hasVanished: HasVanished; readonly brokers: number },
): Problem | undefined {
  const { name, neededBy, replicationFactor = 1, source: span } = topic;
  if (topic.management === "verified")
    return {
      diagnostic: diagnostic("SLW2002", { topic: name, pipelines: neededBy.join(", ") }, { span }),
      reason: `the topic ${name} doesn't exist`,
    };
  if (hasVanished(topic))
    return {
      diagnostic: diagnostic("SLW2005", { topic: name }, { span }),
      reason: `the topic ${name} has vanished`,
    };
  if (replicationFactor > brokers)
    return {
      diagnostic: diagnostic("SLW2004", { topic: name, replicationFactor, brokers }, { span }),
      reason: `the topic ${name} asks for ${replicationFactor} replicas on ${brokers} brokers`,
    };
  return undefined;
}

/** Whether a topic is known to have been there: an applied revision had it, or a published bundle was made for it. */
type HasVanished = (missing: DesiredTopic) => boolean;

function vanishedFrom({ desired, observed, previous }: PlanInput): HasVanished {
  const created = (previous.lastApplied?.topics ?? []).filter(({ management }) => management === "created");
  const applied = new Set(created.map(({ name }) => name));
  const running = new Set(
    desired.pipelines
      .filter(({ name, bundle }) => ownMember(observed.published, name) === bundle.digest)
      .map(({ name }) => name),
  );
  return ({ name, neededBy }) => applied.has(name) || neededBy.some((pipeline) => running.has(pipeline));
}

function creation(topic: DesiredTopic): DraftStep {
  const { name, partitions, replicationFactor, configs } = topic;
  invariant(partitions !== undefined && replicationFactor !== undefined, `${name} is created with a size`);
  return draftStep(
    { kind: "create-topic", topic: name, partitions, replicationFactor, configs },
    { pipelines: topic.neededBy, reason: topic.reason, source: topic.source },
  );
}

const mismatches = (topic: DesiredTopic, existing: ObservedTopic): readonly Diagnostic[] =>
  differences(topic, existing).map((found) =>
    diagnostic("SLW2001", { topic: topic.name, ...found }, { span: topic.source }),
  );
