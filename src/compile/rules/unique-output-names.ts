import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";
import type { InternalOutputConfig, OutputConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";

type NamedOutput = OutputConfig | InternalOutputConfig;

/** A step's outputs have different names: they are what processors emit to. */
export const uniqueOutputNames: Rule = function* ({ configuration }) {
  for (const { document, steps } of configuration.pipelines) {
    for (const step of steps) {
      const byName = new Map<string, NamedOutput>();
      for (const output of [...step.outputs, ...step.internalOutputs]) {
        const first = byName.get(output.name);
        if (first === undefined) {
          byName.set(output.name, output);
          continue;
        }
        const placeOf = ({ path, span, declaresName }: NamedOutput): Span =>
          declaresName ? document.spanOf([...path, "name"]) : span;
        const related = [{ message: "has the name first", span: placeOf(first) }];
        yield diagnostic("SLW1406", { step: step.name, output: output.name }, { span: placeOf(output), related });
      }
    }
  }
};
