import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** The step that an output names as its target reads the topic that the output writes. */
export const targetsRead: Rule = function* ({ configuration }) {
  for (const { steps } of configuration.pipelines) {
    for (const step of steps) {
      for (const { targetStep, topic, span } of step.outputs) {
        const target = steps.find((candidate) => candidate.name === targetStep);
        if (target?.isComplete !== true || target.inputs.some((input) => input.topic === topic)) continue;
        const related = [{ message: "is the target", span: target.span }];
        yield diagnostic("SLW1405", { step: step.name, target: target.name, topic }, { span, related });
      }
    }
  }
};
