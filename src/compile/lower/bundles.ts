import type { Bundle, BundleFile, BundleStep, PayloadSchema } from "../../model/bundle.ts";
import { bundleFormatVersion } from "../../model/bundle.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { DesiredPipeline } from "../../model/desired.ts";
import type { Configuration, DeclaredSchema, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { groupOf } from "./groups.ts";
import type { LowerContext } from "./lower-context.ts";
import type { LoweredProcessor } from "./processors.ts";
import { lowerSchema } from "./payload-schemas.ts";
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
  const needs = capabilitiesOf(pipeline);
  const files = new Map<string, BundleFile>();
  const schema = (declared: DeclaredSchema | undefined): { readonly schema?: PayloadSchema } => {
    const result = declared === undefined ? undefined : lowerSchema(declared, pipeline, context);
    for (const file of result?.files ?? []) files.set(file.digest, file);
    return result === undefined ? {} : { schema: result.schema };
  };
  // Nothing is encoded between steps of one process: their schemas are checked, and not shipped.
  for (const step of pipeline.steps)
    for (const { schema: declared } of [...step.internalInputs, ...step.internalOutputs])
      if (declared !== undefined) lowerSchema(declared, pipeline, context);
  const bundle: Bundle = {
    formatVersion: bundleFormatVersion,
    pipeline: pipeline.name,
    principal: pipeline.principal,
    steps: lowered.map(({ step, processor }) => bundleStep(step, processor, { pipeline, configuration, schema })),
    ...(needs.length === 0 ? {} : { needs }),
  };
  const bytes = new TextEncoder().encode(canonicalJson(bundle));
  for (const { module } of lowered.map(({ processor }) => processor))
    if (module !== undefined) files.set(module.digest, module);
  return {
    name: pipeline.name,
    principal: pipeline.principal,
    bundle: { digest: context.hash(bytes), bytes },
    modules: sortedBy(files.values(), (file) => file.digest),
    source: pipeline.span,
  };
}

interface StepPlace {
  readonly pipeline: PipelineConfig;
  readonly configuration: Configuration;
  readonly schema: (declared: DeclaredSchema | undefined) => { readonly schema?: PayloadSchema };
}

function bundleStep(
  step: StepConfig,
  { processor }: LoweredProcessor,
  { pipeline, configuration, schema }: StepPlace,
): BundleStep {
  return {
    name: step.name,
    type: step.type,
    processor,
    inputs: sortedBy(step.inputs, (input) => input.topic).map((input) => {
      const group = groupOf(input, pipeline, configuration);
      return {
        topic: input.topic,
        group: group.id,
        groupOwner: group.owner,
        start: input.start,
        ...(input.migratesFrom === undefined ? {} : { migratesFrom: input.migratesFrom }),
        ...schema(input.schema),
      };
    }),
    outputs: sortedBy(step.outputs, (output) => output.name).map((output) => ({
      name: output.name,
      topic: output.topic,
      partitioning: output.partitioning,
      ...schema(output.schema),
    })),
    errorTopic: step.ownTopics.error,
    deadLetterTopic: step.ownTopics["dead-letter"],
    retry: step.retry,
    timeoutMs: step.timeoutMs,
    producerProfile: step.producerProfile,
    consumerProfile: step.consumerProfile,
    ...exceptions(step),
  };
}

/** What most steps don't have isn't in the bundle either: a new feature of the language changes no other bundle. */
function exceptions(step: StepConfig): Partial<BundleStep> {
  const { internalOutputs, ordering, concurrency, threads, delivery, deadLetterHeaders } = step;
  const handedOver = sortedBy(internalOutputs, (output) => output.name);
  return {
    ...(handedOver.length === 0
      ? {}
      : { internalOutputs: handedOver.map(({ name, targetStep }) => ({ name, targetStep })) }),
    ...(ordering === "partition" ? {} : { ordering, concurrency }),
    ...(threads === 1 ? {} : { threads }),
    ...(delivery === "at-least-once" ? {} : { delivery }),
    ...(deadLetterHeaders === "sluiceway" ? {} : { deadLetterHeaders }),
  };
}
