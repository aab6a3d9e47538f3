import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DocumentPath } from "../../source/document.ts";
import type { StepConfig } from "../read/configuration.ts";
import { memberOf, pathText } from "../schema/path-text.ts";
import type { Rule } from "./rule.ts";

interface Meaningless {
  readonly settings: readonly DocumentPath[];
  readonly isMeaningless: (step: StepConfig) => boolean;
  readonly why: string;
}

const table: readonly Meaningless[] = [
  {
    settings: [["ordering"], ["concurrency"], ["start"], ["consumer"], ["retry", "tiers"]],
    isMeaningless: (step) => step.inputs.length === 0 && step.isComplete,
    why: "the step reads no topic, and goes with the one that hands records to it",
  },
  {
    settings: [["concurrency"]],
    isMeaningless: (step) => step.ordering === "partition" && step.inputs.length > 0,
    why: "under ordering: partition one record is processed at a time",
  },
  {
    settings: [["threads"]],
    isMeaningless: (step) => step.processor.module === undefined,
    why: "only modules run in worker threads",
  },
];

/** Steps declare nothing that changes nothing. What defaults say is for whichever steps it has a meaning for. */
export const settingsWithMeaning: Rule = function* ({ configuration }) {
  for (const { document, steps } of configuration.pipelines) {
    for (const step of steps) {
      for (const { settings, isMeaningless, why } of table) {
        if (!isMeaningless(step)) continue;
        for (const setting of settings) {
          const path = [...step.path, ...setting];
          if (path.reduce<unknown>(memberOf, document.value) === undefined) continue;
          const parameters = { setting: pathText(setting), step: step.name, why };
          yield diagnostic("SLW1419", parameters, { span: document.spanOf(path, "key") });
        }
      }
    }
  }
};
