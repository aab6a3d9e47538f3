import { parseRetention } from "../../model/duration.ts";

/** Settings of topics that are declared at one level (cluster, pipeline, step): absent ones come from the level below. */
export interface TopicLevel {
  readonly partitions?: number;
  readonly replicationFactor?: number;
  /** Under Kafka's own names, values as Kafka prints them. */
  readonly configs: Readonly<Record<string, string>>;
}

interface DeclaredSettings {
  readonly partitions?: number;
  readonly replicationFactor?: number;
  readonly retention?: string | number;
  readonly config?: Readonly<Record<string, unknown>>;
}

const emptyLevel: TopicLevel = { configs: {} };

/** The level that a document's settings declare. The document is valid: what doesn't parse was reported before. */
export function topicLevel(declared: DeclaredSettings | undefined): TopicLevel {
  if (declared === undefined) return emptyLevel;
  const { partitions, replicationFactor, retention, config } = declared;
  const retentionMs = retention === undefined ? undefined : parseRetention(retention);
  return {
    ...(partitions === undefined ? {} : { partitions }),
    ...(replicationFactor === undefined ? {} : { replicationFactor }),
    configs: {
      ...(retentionMs?.ok === true ? { "retention.ms": String(retentionMs.value) } : {}),
      ...Object.fromEntries(Object.entries(config ?? {}).map(([key, value]) => [key, String(value)])),
    },
  };
}

/** Levels from the weakest to the strongest, as one. */
export function mergeLevels(...levels: readonly TopicLevel[]): TopicLevel {
  return levels.reduce<TopicLevel>((merged, level) => {
    // Most levels are empty, and there is one for each topic of each step.
    if (level === emptyLevel) return merged;
    if (merged === emptyLevel) return level;
    return { ...merged, ...level, configs: { ...merged.configs, ...level.configs } };
  }, emptyLevel);
}
