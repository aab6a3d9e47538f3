import type { PipelineName, TopicName } from "../model/names.ts";
import { parseStandardTopic } from "../model/standard-topic.ts";
import type { EarlierState } from "./previous.ts";

/** Which names of a cluster are this repository's (design, section 5). */
export interface OwnTopics {
  /** Whether some of the states created the topic, or it lies under the standard pattern of one of their pipelines. */
  readonly owns: (name: TopicName) => boolean;
  /** Whether the topic matters to a plan: one of ours, or one that a state names. */
  readonly concerns: (name: TopicName) => boolean;
}

/** The names that these states own or mention together. */
export function ownTopicsOf(given: readonly EarlierState[]): OwnTopics {
  // Where nothing has changed, what was applied is what is desired.
  const states = [...new Set(given)];
  const pipelines = new Set(states.flatMap((state) => state.pipelines.map(({ name }) => name)));
  const topics = states.flatMap((state) => state.topics);
  const created = new Set(topics.filter((topic) => topic.management === "created").map(({ name }) => name));
  const named = new Set(topics.map(({ name }) => name));
  const prefixes = prefixesOf(created, pipelines);
  const owns = (name: TopicName): boolean =>
    created.has(name) ||
    prefixes.some((prefix) => {
      const standard = parseStandardTopic(prefix, name);
      return standard !== undefined && pipelines.has(standard.pipeline);
    });
  return { owns, concerns: (name) => named.has(name) || owns(name) };
}

const standardPattern = /^(.*?)pipeline\.[^.]+\.step\.[^.]+\.[^.]+$/;

/** The prefixes under which the pipelines' standard topics were created. */
function prefixesOf(created: ReadonlySet<TopicName>, pipelines: ReadonlySet<PipelineName>): readonly string[] {
  const prefixes = new Set<string>();
  for (const name of created) {
    const prefix = standardPattern.exec(name)?.[1];
    const standard = prefix === undefined ? undefined : parseStandardTopic(prefix, name);
    if (prefix !== undefined && standard !== undefined && pipelines.has(standard.pipeline)) prefixes.add(prefix);
  }
  return [...prefixes].toSorted();
}
