import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { standardTopicSettings } from "../lower/topic-settings.ts";
import type { Rule } from "./rule.ts";

/** Error and dead-letter topics have as many partitions as the step's main topic (specification, "Error Topic Creation"). */
export const consistentPartitions: Rule = function* ({ configuration }) {
  const { cluster } = configuration;
  for (const pipeline of configuration.pipelines) {
    for (const step of pipeline.steps) {
      const { partitions } = standardTopicSettings("input", step, { cluster, pipeline });
      for (const role of ["error", "dead-letter"] as const) {
        const own = step.topics[role]?.partitions;
        const declared = own ?? pipeline.topicDefaults[role]?.partitions;
        if (declared === undefined || declared === partitions) continue;
        const level = own === undefined ? ["defaults"] : step.path;
        const span = pipeline.document.spanOf([...level, "topics", role, "partitions"]);
        yield diagnostic("SLW1311", { role, step: step.name, declared, partitions }, { span });
      }
    }
  }
};
