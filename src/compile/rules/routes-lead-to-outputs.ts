import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Rule } from "./rule.ts";

/** The outputs that the builtin `route` sends records to are outputs of its step. */
export const routesLeadToOutputs: Rule = function* ({ configuration }) {
  for (const { document, steps } of configuration.pipelines) {
    for (const step of steps) {
      if (step.processor.builtin !== "route" || !step.isComplete) continue;
      const { config } = step.processor;
      const names = [...step.outputs, ...step.internalOutputs].map((output) => output.name);
      const routes = Object.entries((memberOf(config, "routes") ?? {}) as object).map(
        ([value, output]: [string, unknown]) => ({ path: ["routes", value], output }),
      );
      for (const { path, output } of [...routes, { path: ["otherwise"], output: memberOf(config, "otherwise") }]) {
        if (typeof output !== "string" || names.includes(output)) continue;
        const place = { span: document.spanOf([...step.path, "processor", "config", ...path]) };
        const known = names.join(", ") || "none";
        yield diagnostic("SLW1508", { output, step: step.name, known }, { ...place, hint: didYouMean(output, names) });
      }
    }
  }
};
