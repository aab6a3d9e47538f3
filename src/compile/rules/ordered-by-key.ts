import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { declaredSetting } from "./declared-setting.ts";
import type { Rule } from "./rule.ts";

/** Order by key needs the records of a key in one partition: not where somebody writes the topic round-robin. */
export const orderedByKey: Rule = function* ({ configuration }) {
  for (const pipeline of configuration.pipelines) {
    for (const step of pipeline.steps) {
      if (step.ordering !== "key") continue;
      const span = declaredSetting(["ordering"], pipeline, step)?.spanOf() ?? step.span;
      for (const { topic } of step.inputs) {
        const uses = configuration.usesByTopic.get(topic) ?? [];
        const spread = uses.find((use) => use.partitioning === "round-robin");
        if (spread === undefined) continue;
        const writer = `${spread.pipeline.name}/${spread.step.name}`;
        const related = [{ message: `is where "${spread.step.name}" writes it`, span: spread.span }];
        yield diagnostic("SLW1423", { step: step.name, topic, writer }, { span, related });
      }
    }
  }
};
