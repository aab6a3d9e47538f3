import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Rule } from "./rule.ts";

/** The step that an input names as its source writes the topic that the input reads. */
export const sourcesWrite: Rule = function* ({ configuration }) {
  for (const { steps } of configuration.pipelines) {
    for (const step of steps) {
      for (const { sourceStep, topic, span } of step.inputs) {
        const source = steps.find((candidate) => candidate.name === sourceStep);
        if (source?.isComplete !== true) continue;
        const written = [...source.outputs.map((output) => output.topic), ...implicitlyWritten(source.ownTopics)];
        if (written.includes(topic)) continue;
        const related = [{ message: "is the source", span: source.span }];
        yield diagnostic("SLW1408", { step: step.name, source: source.name, topic }, { span, related });
      }
    }
  }
};

/** What the engine writes for every step. */
function implicitlyWritten<T>(ownTopics: Readonly<Record<"error" | "dead-letter", T>>): T[] {
  return [ownTopics.error, ownTopics["dead-letter"]];
}
