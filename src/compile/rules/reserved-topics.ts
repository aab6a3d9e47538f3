import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import { isReservedForStandardTopics, parseStandardTopic } from "../../model/standard-topic.ts";

const retryTopic = /(?:^|\.)pipeline\.[^.]+\.step\.[^.]+\.retry-\d+$/;

/**
 * What is wrong with a name that an author wrote, whether or not it is listed: names that begin with `__` are Kafka's
 * own (`__consumer_offsets`, `__transaction_state`), retry topics are the engine's, and names in the space of standard topics follow their pattern, under the prefix or without it (specification, "Custom Topics").
 */
export function reservedNameProblem(topic: TopicName, prefix: string, span: Span): Diagnostic | undefined {
  if (topic.startsWith("__")) return diagnostic("SLW1316", { topic }, { span });
  if (!isReservedForStandardTopics(prefix, topic)) return undefined;
  if (retryTopic.test(topic)) return diagnostic("SLW1308", { topic }, { span });
  const isStandard = [prefix, ""].some((candidate) => parseStandardTopic(candidate, topic) !== undefined);
  return isStandard ? undefined : diagnostic("SLW1304", { topic }, { span });
}
