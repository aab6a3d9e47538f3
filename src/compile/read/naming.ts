import type { PipelineName, TopicName } from "../../model/names.ts";
import { parseTopicName, parsed } from "../../model/names.ts";
import type { StandardTopic } from "../../model/standard-topic.ts";
import { parseStandardTopic, retryTopicName, standardTopicName } from "../../model/standard-topic.ts";

/** The prefix of standard topics where the cluster declares none (specification, "Standard Naming Pattern"). */
export const defaultPrefix = "yappy.";

/** How the standard topics of the pipelines of this repository are named, and were named before. */
export interface Naming {
  readonly prefix: string;
  readonly migrateFrom: string | undefined;
  readonly pipelines: ReadonlySet<PipelineName | string>;
}

/**
 * What a topic is called now whose name follows the pattern under the prefix before; undefined for any other name, and
 * for topics of pipelines that aren't declared here: those are migrated where they are declared.
 */
export function renamedTopic(name: TopicName, naming: Naming): string | undefined {
  const { prefix, migrateFrom, pipelines } = naming;
  if (migrateFrom === undefined || migrateFrom === prefix) return undefined;
  const standard = parseStandardTopic(migrateFrom, name);
  return standard !== undefined && pipelines.has(standard.pipeline) ? standardTopicName(prefix, standard) : undefined;
}

/** What a standard topic of these pipelines was called under the prefix before, while that is migrated. */
export function formerName(topic: StandardTopic, naming: Naming): TopicName | undefined {
  const { prefix, migrateFrom, pipelines } = naming;
  if (migrateFrom === undefined || migrateFrom === prefix || !pipelines.has(topic.pipeline)) return undefined;
  return parsed(parseTopicName(standardTopicName(migrateFrom, topic)));
}

/** The same for the retry topic of a tier, counted from 1. */
export function formerRetryName(
  step: Omit<StandardTopic, "role">,
  tier: number,
  { prefix, migrateFrom }: Naming,
): TopicName | undefined {
  if (migrateFrom === undefined || migrateFrom === prefix) return undefined;
  return parsed(parseTopicName(retryTopicName(migrateFrom, step, tier)));
}
