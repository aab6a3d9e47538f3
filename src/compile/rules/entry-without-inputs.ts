import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** The input of an entry step is written from outside: it declares none. */
export const entryWithoutInputs: Rule = function* ({ configuration }) {
  for (const { document, steps } of configuration.pipelines) {
    for (const step of steps) {
      if (step.type !== "INITIAL_PIPELINE" || !step.declaresInputs) continue;
      yield diagnostic("SLW1402", { step: step.name }, { span: document.spanOf([...step.path, "inputs"], "key") });
    }
  }
};
