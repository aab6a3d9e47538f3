import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { formatDuration, parseDuration } from "../../model/duration.ts";
import { standardTopicSettings } from "../lower/topic-settings.ts";
import type { Configuration, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { DeclaredSetting } from "./declared-setting.ts";
import { declaredSetting } from "./declared-setting.ts";
import type { Rule } from "./rule.ts";

/**
 * Tiers grow, say what becomes of the order, and belong to one input, whose partitions theirs are; no record is dropped
 * from a retry topic before it is due. What defaults say wrong is said once.
 */
export const retryTiers: Rule = function* ({ configuration }) {
  for (const pipeline of configuration.pipelines) {
    const said = new Set<string>();
    for (const step of pipeline.steps) {
      const tiers = declaredSetting(["retry", "tiers"], pipeline, step);
      if (tiers === undefined || !Array.isArray(tiers.value) || tiers.value.length === 0) continue;
      const order = declaredSetting(["retry", "order"], pipeline, step);
      for (const found of problemsOf({ tiers, order }, step, { pipeline, configuration })) {
        const key = `${found.code} ${found.span?.start ?? ""}`;
        if (!said.has(key)) yield found;
        said.add(key);
      }
    }
  }
};

interface DeclaredTiers {
  readonly tiers: DeclaredSetting;
  readonly order: DeclaredSetting | undefined;
}

function* problemsOf(
  { tiers, order }: DeclaredTiers,
  step: StepConfig,
  place: { readonly pipeline: PipelineConfig; readonly configuration: Configuration },
): Iterable<Diagnostic> {
  if (order === undefined) yield diagnostic("SLW1420", { step: step.name }, { span: tiers.spanOf() });
  const delaysMs = (tiers.value as readonly (string | number)[]).map((delay) => {
    const parsed = parseDuration(delay);
    return parsed.ok ? parsed.value : 0;
  });
  for (const [index, delayMs] of delaysMs.entries()) {
    const before = delaysMs[index - 1];
    if (before === undefined ? delayMs > 0 : delayMs > before) continue;
    const parameters = { delay: formatDuration(delayMs), before: formatDuration(before ?? 0) };
    yield diagnostic("SLW1421", parameters, { span: tiers.spanOf([index]) });
  }
  if (step.retry.tiers === undefined || step.retry.tiers.order === "block") return;
  const [, second] = step.inputs;
  if (second !== undefined) {
    const related = [{ message: "is another input", span: second.span }];
    yield diagnostic("SLW1422", { step: step.name }, { span: tiers.spanOf(), related });
  }
  const owner = { pipeline: place.pipeline, cluster: place.configuration.cluster };
  const retentionMs = Number(standardTopicSettings("retry", step, owner).configs["retention.ms"]);
  for (const [index, { delayMs }] of step.retry.tiers.topics.entries()) {
    if (retentionMs === -1 || delayMs < retentionMs) continue;
    const parameters = { delay: formatDuration(delayMs), retention: formatDuration(retentionMs) };
    yield diagnostic("SLW1424", parameters, { span: tiers.spanOf([index]) });
  }
}
