import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TopicName } from "../../model/names.ts";
import type { InputConfig, StepConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";

/** A topic is read once in a pipeline: its group has one offset for each partition (design, section 4). */
export const oneReaderPerPipeline: Rule = function* ({ configuration }) {
  for (const { steps } of configuration.pipelines) {
    const readers = new Map<TopicName, { readonly step: StepConfig; readonly input: InputConfig }>();
    for (const step of steps) {
      for (const input of step.inputs) {
        const { topic, span } = input;
        const first = readers.get(topic);
        if (first === undefined) {
          readers.set(topic, { step, input });
          continue;
        }
        const related = [{ message: "reads it first", span: first.input.span }];
        yield first.step === step
          ? diagnostic("SLW1409", { step: step.name, topic }, { span, related })
          : diagnostic("SLW1404", { topic, first: first.step.name, second: step.name }, { span, related });
      }
    }
  }
};
