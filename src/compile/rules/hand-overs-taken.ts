import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { StepConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";

/** What an output of type INTERNAL hands over is taken, and what an input of that type takes is handed over. */
export const handOversTaken: Rule = function* ({ configuration }) {
  for (const { steps } of configuration.pipelines) {
    for (const step of steps) {
      yield* outputsNotTaken(step, steps);
      yield* inputsNotGiven(step, steps);
    }
  }
};

function* outputsNotTaken(step: StepConfig, steps: readonly StepConfig[]): Iterable<Diagnostic> {
  for (const { targetStep, span } of step.internalOutputs) {
    const target = steps.find((candidate) => candidate.name === targetStep);
    if (target?.isComplete !== true) continue;
    if (target.internalInputs.some((input) => (input.sourceStep ?? step.name) === step.name)) continue;
    const isEntry = target.type === "INITIAL_PIPELINE";
    const why = isEntry ? "is an entry, written from outside" : "has no such input of type INTERNAL";
    const related = [{ message: "is the target", span: target.span }];
    yield diagnostic("SLW1417", { step: step.name, target: targetStep, why }, { span, related });
  }
}

function* inputsNotGiven(step: StepConfig, steps: readonly StepConfig[]): Iterable<Diagnostic> {
  for (const { sourceStep, span } of step.internalInputs) {
    const sources = sourceStep === undefined ? steps : steps.filter((source) => source.name === sourceStep);
    const isGiven = sources.some(
      (source) => !source.isComplete || source.internalOutputs.some((output) => output.targetStep === step.name),
    );
    if (!isGiven) yield diagnostic("SLW1425", { step: step.name, source: sourceStep ?? "" }, { span });
  }
}
