import type { PipelineName, StepName, TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import type { TopicRole } from "../../model/standard-topic.ts";
import { standardTopicName } from "../../model/standard-topic.ts";
import type { Naming } from "./naming.ts";

/** The names of a step's own topics. */
export type OwnTopics = Readonly<Record<TopicRole, TopicName>>;

export interface OwnTopicsContext {
  readonly naming: Naming;
  readonly pipeline: PipelineName;
  /** The topics of steps that were asked for before; undefined where the names would be too long. */
  readonly ownTopics: Map<StepName, OwnTopics | undefined>;
}

/** The names of a step's topics, or undefined where one would be too long, now or under the prefix before. */
export function ownTopicsOf(step: StepName, context: OwnTopicsContext): OwnTopics | undefined {
  const { ownTopics, naming, pipeline } = context;
  if (ownTopics.has(step)) return ownTopics.get(step);
  const named = (role: TopicRole, prefix = naming.prefix): TopicName | undefined => {
    const name = parseTopicName(standardTopicName(prefix, { pipeline, step, role }));
    return name.ok ? name.value : undefined;
  };
  const [input, output, error, deadLetter] = [named("input"), named("output"), named("error"), named("dead-letter")];
  const isNamed = input !== undefined && output !== undefined && error !== undefined && deadLetter !== undefined;
  // The longest role stands for the others.
  const wasNamed = naming.migrateFrom === undefined || named("dead-letter", naming.migrateFrom) !== undefined;
  const topics = isNamed && wasNamed ? { input, output, error, "dead-letter": deadLetter } : undefined;
  ownTopics.set(step, topics);
  return topics;
}
