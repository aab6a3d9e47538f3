import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** A sink is where records end: it has no outputs. */
export const sinkWithoutOutputs: Rule = function* ({ configuration }) {
  for (const { document, steps } of configuration.pipelines) {
    for (const step of steps) {
      if (step.type !== "SINK" || !step.declaresOutputs) continue;
      yield diagnostic("SLW1403", { step: step.name }, { span: document.spanOf([...step.path, "outputs"], "key") });
    }
  }
};
