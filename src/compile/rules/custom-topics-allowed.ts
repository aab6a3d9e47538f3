import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { parseStandardTopic } from "../../model/standard-topic.ts";
import { ownerOf } from "../lower/topics.ts";
import type { Rule } from "./rule.ts";

/** Topics under `topics:` are custom ones, and listed under allowedKafkaTopics. */
export const customTopicsAllowed: Rule = function* ({ configuration }) {
  const { cluster } = configuration;
  for (const { name, span } of cluster.topics.values()) {
    const owner = ownerOf({ standard: parseStandardTopic(cluster.naming.prefix, name) }, configuration);
    if (owner !== undefined) yield diagnostic("SLW1310", { topic: name, step: owner.step.name }, { span });
    else if (!cluster.allowedTopics.has(name)) yield diagnostic("SLW1306", { topic: name }, { span });
  }
};
