import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** Producers from outside need an entry step that they can write into. */
export const producersHaveEntry: Rule = function* ({ configuration }) {
  for (const { document, name, producers, steps } of configuration.pipelines) {
    if (producers.length === 0 || steps.some((step) => step.type === "INITIAL_PIPELINE")) continue;
    yield diagnostic("SLW1412", { pipeline: name }, { span: document.spanOf(["producers"], "key") });
  }
};
