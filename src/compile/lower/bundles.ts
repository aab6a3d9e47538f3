import type { Bundle, BundleFile, BundleStep } from "../../model/bundle.ts";
import { bundleFormatVersion } from "../../model/bundle.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { DesiredPipeline } from "../../model/desired.ts";
import type { Configuration, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { groupOf } from "./groups.ts";
import type { LowerContext } from "./lower-context.ts";
import type { LoweredProcessor } from "./processors.ts";
import { lowerProcessor } from "./processors.ts";

/** The pipelines with their bundles. A step whose processor is at fault is reported and left out. */
export function desiredPipelines(configuration: Configuration, context: LowerContext): DesiredPipeline[] {
  return configuration.pipelines.map((pipeline) => desiredPipeline(pipeline, configuration, context));
}

function desiredPipeline(
  pipeline: PipelineConfig,
  configuration: Configuration,
  context: LowerContext,
): DesiredPipeline {
  const lowered = sortedBy(pipeline.steps, (step) => step.name).flatMap((step) => {
    const processor = lowerProcessor(step, pipeline, context);
    return processor === undefined ? [] : [{ step, processor }];
  });
  const bundle: Bundle = {
    formatVersion: bundleFormatVersion,
    pipeline: pipeline.name,
    principal: pipeline.principal,
    steps: lowered.map(({ step, processor }) => bundleStep(step, processor, { pipeline, configuration })),
  };
  const bytes = new TextEncoder().encode(canonicalJson(bundle));
  const modules = new Map<string, BundleFile>();
  for (const { module } of lowered.map(({ processor }) => processor))
    if (module !== undefined) modules.set(module.digest, module);
  return {
    name: pipeline.name,
    principal: pipeline.principal,
    bundle: { digest: context.hash(bytes), bytes },
    modules: sortedBy(modules.values(), (module) => module.digest),
    source: pipeline.span,
  };
}

function bundleStep(
  step: StepConfig,
  { processor }: LoweredProcessor,
  { pipeline, configuration }: { readonly pipeline: PipelineConfig; readonly configuration: Configuration },
): BundleStep {
  return {
    name: step.name,
    type: step.type,
    processor,
    inputs: sortedBy(step.inputs, (input) => input.topic).map((input) => {
      const group = groupOf(input, pipeline, configuration);
      return { topic: input.topic, group: group.id, groupOwner: group.owner, start: input.start };
    }),
    outputs: sortedBy(step.outputs, (output) => output.name).map(({ name, topic, partitioning }) => ({
      name,
      topic,
      partitioning,
    })),
    errorTopic: step.ownTopics.error,
    deadLetterTopic: step.ownTopics["dead-letter"],
    retry: step.retry,
    timeoutMs: step.timeoutMs,
    producerProfile: step.producerProfile,
    consumerProfile: step.consumerProfile,
  };
}
