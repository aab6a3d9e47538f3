import type { DesiredTopic } from "../../model/desired.ts";
import type { PipelineName, TopicName } from "../../model/names.ts";
import type { StepTopicRole } from "../../model/standard-topic.ts";
import { parseStandardTopic } from "../../model/standard-topic.ts";
import type { Configuration, PipelineConfig, StepConfig, TopicUse } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import type { ResolvedTopicSettings } from "./topic-settings.ts";
import { customTopicSettings, standardTopicSettings } from "./topic-settings.ts";

/**
 * The topics that exist (design, section 4): those that steps read or write, each step's error and dead-letter topic,
 * and the custom topics that the cluster declares. Standard topics of our pipelines and declared custom topics are
 * created; all others belong to their operators and are verified.
 */
export function desiredTopics(configuration: Configuration): DesiredTopic[] {
  const { usesByTopic } = configuration;
  const used = [...usesByTopic].flatMap(([name, uses]) => {
    const topic = desiredTopic(name, uses, configuration);
    const former = topic.management === "created" ? uses[0]?.migratesFrom : undefined;
    return former === undefined ? [topic] : [topic, { ...topic, name: former, reason: `${topic.reason}, before` }];
  });
  const unused = [...configuration.cluster.topics.keys()]
    .filter((name) => !usesByTopic.has(name))
    .map((name) => desiredTopic(name, [], configuration));
  return sortedBy([...used, ...unused], (topic) => topic.name);
}

interface StepOwner {
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
}

/** The pipeline and step of this configuration whose standard topic a use names. */
export function ownerOf(use: Pick<TopicUse, "standard">, configuration: Configuration): StepOwner | undefined {
  const pipeline = use.standard === undefined ? undefined : configuration.pipelinesByName.get(use.standard.pipeline);
  const step = pipeline?.steps.find((candidate) => candidate.name === use.standard?.step);
  return pipeline === undefined || step === undefined ? undefined : { pipeline, step };
}

/** Whether this repository creates a topic, so that its consumer groups are ours too. */
export function isOwned(use: Pick<TopicUse, "topic" | "standard">, configuration: Configuration): boolean {
  return configuration.cluster.topics.has(use.topic) || ownerOf(use, configuration) !== undefined;
}

/** A retry topic has as many partitions as what the step reads: each of them is one slot with it. */
function stepTopicSettings(role: StepTopicRole, owner: StepOwner, configuration: Configuration): ResolvedTopicSettings {
  const { step, pipeline } = owner;
  const settings = standardTopicSettings(role, step, { cluster: configuration.cluster, pipeline });
  const [input] = step.inputs;
  if (role !== "retry" || input === undefined) return settings;
  return {
    ...settings,
    partitions: createdTopicSettings(input.topic, configuration)?.partitions ?? settings.partitions,
  };
}

/** The settings of a topic that this repository creates; undefined for those of others, of which we know none. */
export function createdTopicSettings(name: TopicName, configuration: Configuration): ResolvedTopicSettings | undefined {
  const { cluster } = configuration;
  const standard = parseStandardTopic(cluster.naming.prefix, name);
  const owner = ownerOf({ standard }, configuration);
  if (owner !== undefined && standard !== undefined)
    return standardTopicSettings(standard.role, owner.step, { cluster, pipeline: owner.pipeline });
  const custom = cluster.topics.get(name);
  return custom === undefined ? undefined : customTopicSettings(custom, cluster);
}

function desiredTopic(name: TopicName, uses: readonly TopicUse[], configuration: Configuration): DesiredTopic {
  const [first] = uses;
  const owner = first === undefined ? undefined : ownerOf(first, configuration);
  const neededBy = pipelinesOf(uses);
  const custom = configuration.cluster.topics.get(name);
  if (owner !== undefined && first?.standard !== undefined) {
    const { role } = first.standard;
    const { pipeline, step } = owner;
    const written = step.outputs.find((output) => output.topic === name);
    return {
      name,
      management: "created",
      ...stepTopicSettings(role, owner, configuration),
      neededBy: neededBy.includes(pipeline.name) ? neededBy : [...neededBy, pipeline.name].toSorted(),
      reason: `${role === "retry" ? name.slice(name.lastIndexOf(".") + 1) : role} of step ${step.name} of ${pipeline.name}`,
      source: role === "output" && written !== undefined ? written.span : step.span,
    };
  }
  if (custom !== undefined)
    return {
      name,
      management: "created",
      ...customTopicSettings(custom, configuration.cluster),
      neededBy,
      reason: `custom topic of the cluster ${configuration.cluster.name}`,
      source: custom.span,
    };
  return {
    name,
    management: "verified",
    configs: {},
    neededBy,
    reason: `used by ${neededBy.join(", ")}, owned by its operator`,
    source: first?.span ?? configuration.cluster.document.spanOf([]),
  };
}

function pipelinesOf(uses: readonly TopicUse[]): PipelineName[] {
  const [first] = uses;
  if (first !== undefined && uses.every((use) => use.pipeline === first.pipeline)) return [first.pipeline.name];
  return [...new Set(uses.map((use) => use.pipeline.name))].toSorted();
}
