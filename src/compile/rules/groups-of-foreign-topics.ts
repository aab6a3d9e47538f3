import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { consumerGroupOf } from "../../model/names.ts";
import { groupOf } from "../lower/groups.ts";
import type { Rule } from "./rule.ts";

/** `consumerGroup` names the operator's group of a topic that isn't ours, and only of such a one (design, section 4). */
export const groupsOfForeignTopics: Rule = function* ({ configuration }) {
  for (const pipeline of configuration.pipelines) {
    for (const input of pipeline.steps.flatMap((step) => step.inputs)) {
      const { topic, consumerGroup, path, span } = input;
      const { owner } = groupOf(input, pipeline, configuration);
      if (owner === "operator" && consumerGroup === undefined)
        yield diagnostic("SLW1410", { topic, group: consumerGroupOf(pipeline.name) }, { span });
      if (owner === "pipeline" && consumerGroup !== undefined) {
        const place = { span: pipeline.document.spanOf([...path, "consumerGroup"]) };
        yield diagnostic("SLW1411", { topic, group: consumerGroup }, place);
      }
    }
  }
};
