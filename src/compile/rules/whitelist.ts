import type { Diagnostic, RelatedPlace } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { StepName, TopicName } from "../../model/names.ts";
import type { StandardTopic } from "../../model/standard-topic.ts";
import type { Configuration, PipelineConfig, StepConfig, TopicUse } from "../read/configuration.ts";
import { reservedNameProblem } from "./reserved-topics.ts";
import type { Rule } from "./rule.ts";

/**
 * The specification's WhitelistValidator ("Validation Steps"), on inputs and outputs alike. Variables are resolved
 * before (step 1); then a named topic is allowed where it is listed explicitly (step 2: by the cluster, and by the
 * pipeline where that has a list of its own), or follows the standard pattern (step 3) in the current context (step 4:
 * this pipeline, and this step or one that it declares as target or source). A topic between pipelines is in the list
 * of the cluster and in those of both pipelines.
 */
export const whitelist: Rule = function* ({ configuration }) {
  for (const use of configuration.uses) {
    const problem = use.isNamed ? problemOf(use, configuration) : undefined;
    if (problem !== undefined) yield problem;
  }
  for (const [topic, uses] of configuration.usesByTopic) {
    if (configuration.cluster.allowedTopics.has(topic) && crossesPipelines(uses)) yield* missingSides(topic, uses);
  }
};

function problemOf(use: TopicUse, configuration: Configuration): Diagnostic | undefined {
  const { topic, pipeline, step, span } = use;
  const { allowedTopics, naming } = configuration.cluster;
  const isListedByCluster = allowedTopics.has(topic);
  const isListedByPipeline = pipeline.allowedTopics?.has(topic) ?? true;
  if (isListedByCluster && isListedByPipeline) return undefined;
  const reserved = reservedNameProblem(topic, naming.prefix, span);
  if (reserved !== undefined) return reserved;
  // The missing side of a topic between pipelines is reported by name, below.
  if (isListedByCluster && crossesPipelines(configuration.usesByTopic.get(topic) ?? [])) return undefined;
  if (use.standard === undefined) {
    const hint = missingListHint(isListedByCluster) ?? didYouMean(topic, [...allowedTopics.keys()]);
    return diagnostic("SLW1302", { topic, pipeline: pipeline.name }, { span, hint });
  }
  return isInContext(use.standard, use)
    ? undefined
    : diagnostic("SLW1303", { topic, pipeline: pipeline.name, step: step.name }, { span });
}

function isInContext(standard: Pick<StandardTopic, "pipeline" | "step">, { pipeline, step }: TopicUse): boolean {
  return standard.pipeline === pipeline.name && contextOf(step).has(standard.step);
}

function missingListHint(isListedByCluster: boolean): string | undefined {
  return isListedByCluster
    ? "The cluster lists it, but the pipeline has an allowedKafkaTopics of its own, which lacks it."
    : undefined;
}

function contextOf(step: StepConfig): ReadonlySet<StepName | string> {
  const targets = step.outputs.map((output) => output.targetStep);
  const sources = step.inputs.map((input) => input.sourceStep);
  return new Set([step.name, ...targets, ...sources].filter((name) => name !== undefined));
}

/** Whether one pipeline writes what another one reads. */
function crossesPipelines(uses: readonly TopicUse[]): boolean {
  const names = (access: TopicUse["access"]): Set<string> =>
    new Set(uses.filter((use) => use.access === access).map((use) => use.pipeline.name));
  const [writers, readers] = [names("write"), names("read")];
  return writers.size > 0 && readers.size > 0 && new Set([...writers, ...readers]).size > 1;
}

function* missingSides(topic: TopicName, uses: readonly TopicUse[]): Iterable<Diagnostic> {
  const usesByPipeline = new Map<PipelineConfig, TopicUse>();
  for (const use of uses) if (!usesByPipeline.has(use.pipeline) || use.isNamed) usesByPipeline.set(use.pipeline, use);
  for (const [pipeline, use] of usesByPipeline) {
    if (pipeline.allowedTopics?.has(topic) === true) continue;
    const other = uses.find((candidate) => candidate.pipeline !== pipeline && candidate.access !== use.access);
    const related: RelatedPlace[] = [missingListPlace(pipeline)];
    if (other !== undefined)
      related.push({ message: `is where "${other.pipeline.name}" ${other.access}s it`, span: other.span });
    const side = use.access === "write" ? "which writes it" : "which reads it";
    yield diagnostic("SLW1305", { topic, pipeline: pipeline.name, side }, { span: use.span, related });
  }
}

/** Where the missing permission belongs. */
function missingListPlace({ document, allowedTopics, span }: PipelineConfig): RelatedPlace {
  return allowedTopics === undefined
    ? { message: "has no allowedKafkaTopics", span }
    : { message: "is the list that lacks it", span: document.spanOf(["allowedKafkaTopics"], "key") };
}
