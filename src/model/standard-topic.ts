import type { PipelineName, StepName, TopicName } from "./names.ts";
import { parsePipelineName, parseStepName } from "./names.ts";

/** The roles that a standard topic can have (specification, "Standard Naming Pattern"). */
export const topicRoles = ["input", "output", "error", "dead-letter"] as const;
export type TopicRole = (typeof topicRoles)[number];
/** The roles of a step's topics, with that of its retry topics, which no author may name. */
export type StepTopicRole = TopicRole | "retry";

/** What the name of a standard topic says. */
export interface StandardTopic {
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly role: TopicRole;
}

const isRole = (text: string): text is TopicRole => (topicRoles as readonly string[]).includes(text);

/**
 * The name `${prefix}pipeline.<pipeline>.step.<step>.<role>` (specification, "Standard Naming Pattern").
 * The result can exceed Kafka's length limit: check it with `parseTopicName`.
 */
export function standardTopicName(prefix: string, topic: StandardTopic): string {
  return `${prefix}pipeline.${topic.pipeline}.step.${topic.step}.${topic.role}`;
}

/** The parts of a standard topic's name under `prefix`, or `undefined` where the name doesn't follow the pattern. */
export function parseStandardTopic(prefix: string, name: TopicName | string): StandardTopic | undefined {
  if (!name.startsWith("pipeline.", prefix.length) || !name.startsWith(prefix)) return undefined;
  const parts = name.slice(prefix.length).split(".");
  const [, pipelineText, stepWord, stepText, role] = parts;
  if (parts.length !== 5 || stepWord !== "step") return undefined;
  const pipeline = parsePipelineName(pipelineText ?? "");
  const step = parseStepName(stepText ?? "");
  if (!pipeline.ok || !step.ok || role === undefined || !isRole(role)) return undefined;
  return { pipeline: pipeline.value, step: step.value, role };
}

/** The name of a step's retry topic of a tier, counted from 1: an addition of the engine's, reserved (design, section 4). */
export function retryTopicName(prefix: string, step: Omit<StandardTopic, "role">, tier: number): string {
  return `${prefix}pipeline.${step.pipeline}.step.${step.step}.retry-${tier}`;
}

/** Whether a name lies in the space that is reserved for standard topics (design, section 4). */
export function isReservedForStandardTopics(prefix: string, name: string): boolean {
  return name.startsWith("pipeline.") || name.startsWith(`${prefix}pipeline.`);
}
