import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatDuration } from "../../model/duration.ts";
import { standardTopicSettings } from "../lower/topic-settings.ts";
import type { ClusterConfig, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";
import { settingPlace } from "./setting-place.ts";

/**
 * Error topics are for looking at failures and keep their records no longer than the step's main topic does
 * (specification, "Error Topic Creation"). One declaration that is wrong for many steps is reported once.
 */
export const errorRetention: Rule = function* ({ configuration }) {
  const { cluster } = configuration;
  const reported = new Set<string>();
  for (const pipeline of configuration.pipelines) {
    for (const step of pipeline.steps) {
      const owner = { step, pipeline, cluster };
      const [errorMs, mainMs] = [retentionMs("error", owner), retentionMs("input", owner)];
      if (mainMs === -1 || (errorMs !== -1 && errorMs <= mainMs)) continue;
      const error = settingPlace("error", ["retention"], owner);
      const main = settingPlace("input", ["retention"], owner);
      // Of the two declarations the nearer one to the step is the exception to the other.
      const [near, far] = error.level <= main.level ? [error, main] : [main, error];
      if (near.span === undefined) continue;
      const place = `${near.span.file}:${near.span.start}`;
      if (reported.has(place)) continue;
      reported.add(place);
      const message =
        far === main ? "declares how long the input keeps them" : "declares how long the error topic keeps them";
      const related = far.span === undefined ? [] : [{ message, span: far.span }];
      yield diagnostic(
        "SLW1314",
        { step: step.name, error: text(errorMs), main: text(mainMs) },
        { span: near.span, related },
      );
    }
  }
};

interface Owner {
  readonly step: StepConfig;
  readonly pipeline: PipelineConfig;
  readonly cluster: ClusterConfig;
}

function retentionMs(role: "input" | "error", { step, pipeline, cluster }: Owner): number {
  return Number(standardTopicSettings(role, step, { pipeline, cluster }).configs["retention.ms"]);
}

const text = (ms: number): string => (ms === -1 ? "for ever" : `for ${formatDuration(ms)}`);
