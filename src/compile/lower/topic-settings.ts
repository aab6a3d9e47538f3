import type { StepTopicRole } from "../../model/standard-topic.ts";
import type { ClusterConfig, CustomTopicConfig, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { TopicLevel } from "../read/topic-level.ts";
import { mergeLevels, topicLevel } from "../read/topic-level.ts";

/** The settings of a topic that is created. */
export interface ResolvedTopicSettings {
  readonly partitions: number;
  readonly replicationFactor: number;
  readonly configs: Readonly<Record<string, string>>;
}

const builtinLevel: TopicLevel = { partitions: 1, replicationFactor: 1, ...topicLevel({ retention: "7d" }) };
const defaultErrorRetention = "1d";
const deadLetterRetention = -1;

/** The settings of a step's topic: cluster, then the pipeline's defaults, then the step's own (design, section 4). */
export function standardTopicSettings(
  role: StepTopicRole,
  step: StepConfig,
  owner: { readonly cluster: ClusterConfig; readonly pipeline: PipelineConfig },
): ResolvedTopicSettings {
  const levels = clusterLevels(owner.cluster);
  const levelsOf = (name: StepTopicRole): TopicLevel[] => [
    topicLevel(owner.pipeline.topicDefaults[name]),
    topicLevel(step.topics[name]),
  ];
  const input = mergeLevels(levels.input, ...levelsOf("input"));
  if (role === "input") return resolved(input);
  if (role === "output" || role === "retry") return resolved(mergeLevels(input, ...levelsOf(role)));
  const { partitions } = resolved(input);
  return { ...resolved(mergeLevels(levels[role], ...levelsOf(role))), partitions };
}

interface ClusterLevels {
  readonly input: TopicLevel;
  readonly error: TopicLevel;
  readonly "dead-letter": TopicLevel;
}

const levelsByCluster = new WeakMap<ClusterConfig, ClusterLevels>();

/** What a cluster says about all topics of a role: most topics have no other settings. */
function clusterLevels(cluster: ClusterConfig): ClusterLevels {
  const known = levelsByCluster.get(cluster);
  if (known !== undefined) return known;
  const input = mergeLevels(builtinLevel, cluster.topicDefaults);
  const kept = (retention: string | number): TopicLevel => mergeLevels(input, topicLevel({ retention }));
  const levels = {
    input,
    error: kept(cluster.errorRetention ?? defaultErrorRetention),
    "dead-letter": kept(deadLetterRetention),
  };
  levelsByCluster.set(cluster, levels);
  return levels;
}

/** The settings of a custom topic that this repository owns. */
export function customTopicSettings(topic: CustomTopicConfig, cluster: ClusterConfig): ResolvedTopicSettings {
  return resolved(mergeLevels(builtinLevel, cluster.topicDefaults, topic.settings));
}

function resolved(level: TopicLevel): ResolvedTopicSettings {
  return { partitions: level.partitions ?? 1, replicationFactor: level.replicationFactor ?? 1, configs: level.configs };
}
