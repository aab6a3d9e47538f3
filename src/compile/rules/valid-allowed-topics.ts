import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { reservedNameProblem } from "./reserved-topics.ts";
import type { Rule } from "./rule.ts";

/** Lists hold no reserved names, and nothing that nobody uses. */
export const validAllowedTopics: Rule = function* ({ configuration }) {
  const { cluster, pipelines, usesByTopic } = configuration;
  for (const [topic, span] of cluster.allowedTopics) {
    const problem = reservedNameProblem(topic, cluster.naming.prefix, span);
    if (problem !== undefined) yield problem;
    else if (!usesByTopic.has(topic)) yield diagnostic("SLW1309", { topic }, { span });
  }
  for (const pipeline of pipelines) {
    for (const [topic, span] of pipeline.allowedTopics ?? []) {
      const isUsed = usesByTopic.get(topic)?.some((use) => use.pipeline === pipeline) === true;
      if (!isUsed) yield diagnostic("SLW1312", { topic, pipeline: pipeline.name }, { span });
    }
  }
};
