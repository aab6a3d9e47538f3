import type { Bundle, BundleStep, PayloadSchema } from "../../model/bundle.ts";
import { bundleFormatVersion } from "../../model/bundle.ts";
import { canonicalJson } from "../../model/canonical-json.ts";
import type { DesiredPipeline } from "../../model/desired.ts";
import type { Configuration, DeclaredSchema, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { groupOf } from "./groups.ts";
import { lazy } from "./lazy.ts";
import type { LowerContext } from "./lower-context.ts";
import type { LoweredProcessor } from "./processors.ts";
import type { LoweredSchema } from "./payload-schemas.ts";
import { lowerSchema } from "./payload-schemas.ts";
import { lowerProcessor } from "./processors.ts";

/** The pipelines with their bundles, each made when it is asked for first. A step whose processor is at fault is reported and left out. */
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
  const schemas = new Map<DeclaredSchema, LoweredSchema>();
  for (const { step } of lowered) {
    for (const { schema, topic } of [...step.inputs, ...step.outputs]) {
      const result = schema && lowerSchema({ schema, topic, pipeline }, context);
      if (schema !== undefined && result !== undefined) schemas.set(schema, result);
    }
  }
  // Nothing is encoded between steps of one process: their schemas are checked, and not shipped.
  for (const step of pipeline.steps)
    for (const { schema } of [...step.internalInputs, ...step.internalOutputs])
      if (schema !== undefined) lowerSchema({ schema, topic: undefined, pipeline }, context);
  const bundle = lazy(() => {
    const needs = capabilitiesOf(pipeline);
    const value: Bundle = {
      formatVersion: bundleFormatVersion,
      pipeline: pipeline.name,
      principal: pipeline.principal,
      steps: lowered.map(({ step, processor }) => bundleStep(step, processor, { pipeline, configuration, schemas })),
      ...(needs.length === 0 ? {} : { needs }),
    };
    const bytes = new TextEncoder().encode(canonicalJson(value));
    return { digest: context.hash(bytes), bytes };
  });
  const modules = lowered.flatMap(({ processor }) => processor.module ?? []);
  const named = [...modules, ...[...schemas.values()].flatMap((schema) => schema.files)];
  const files = new Map(named.map((file) => [file.digest, file]));
  return {
    name: pipeline.name,
    principal: pipeline.principal,
    get bundle() {
      return bundle();
    },
    modules: sortedBy(files.values(), (file) => file.digest),
    source: pipeline.span,
  };
}

interface StepPlace {
  readonly pipeline: PipelineConfig;
  readonly configuration: Configuration;
  readonly schemas: ReadonlyMap<DeclaredSchema, LoweredSchema>;
}

function bundleStep(
  step: StepConfig,
  { processor }: LoweredProcessor,
  { pipeline, configuration, schemas }: StepPlace,
): BundleStep {
  const schemaOf = (declared: DeclaredSchema | undefined): { readonly schema?: PayloadSchema } => {
    const found = declared && schemas.get(declared);
    return found === undefined ? {} : { schema: found.schema };
  };
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
        ...schemaOf(input.schema),
      };
    }),
    outputs: sortedBy(step.outputs, (output) => output.name).map((output) => ({
      name: output.name,
      topic: output.topic,
      partitioning: output.partitioning,
      ...schemaOf(output.schema),
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
