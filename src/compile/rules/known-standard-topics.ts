import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Rule } from "./rule.ts";

/** A standard topic of a pipeline that this repository declares belongs to a step that the pipeline has. */
export const knownStandardTopics: Rule = function* ({ configuration }) {
  for (const { standard, isNamed, span } of configuration.uses) {
    if (standard === undefined || !isNamed) continue;
    const pipeline = configuration.pipelinesByName.get(standard.pipeline);
    if (pipeline === undefined || pipeline.steps.some((step) => step.name === standard.step)) continue;
    const hint = didYouMean(
      standard.step,
      pipeline.steps.map((step) => step.name),
    );
    yield diagnostic("SLW1401", { target: standard.step, pipeline: pipeline.name }, { span, hint });
  }
};
