import type { EngineCapability } from "../../model/engine-capabilities.ts";
import type { DocumentPath } from "../../source/document.ts";
import type { DeclaredSchema, PipelineConfig, StepConfig } from "../read/configuration.ts";

/** What a step asks of engines beyond the plain path of records, and the place that asks for it. */
export interface NeededCapability {
  readonly capability: EngineCapability;
  /** In the pipeline's document; what isn't there was declared for all steps. */
  readonly path: DocumentPath;
}

/** Everything that a step asks of engines beyond the plain path of records. */
export function neededCapabilities(step: StepConfig): readonly NeededCapability[] {
  return needs.flatMap(({ capability, isNeeded, path }) =>
    isNeeded(step) ? [{ capability, path: [...step.path, ...path(step)] }] : [],
  );
}

/** The capabilities that a pipeline's bundle needs, sorted. */
export function capabilitiesOf({ steps }: PipelineConfig): readonly EngineCapability[] {
  const found = new Set(steps.flatMap((step) => neededCapabilities(step).map(({ capability }) => capability)));
  return [...found].toSorted();
}

interface Need {
  readonly capability: EngineCapability;
  readonly isNeeded: (step: StepConfig) => boolean;
  /** Below the step. */
  readonly path: (step: StepConfig) => DocumentPath;
}

/** One row a capability: equal steps need equal things, in this order. */
const needs: readonly Need[] = [
  {
    capability: "internal-transport",
    isNeeded: (step) => step.internalOutputs.length > 0,
    path: (step) => [...(step.internalOutputs[0]?.path.slice(step.path.length) ?? []), "type"],
  },
  { capability: "ordering-key", isNeeded: (step) => step.ordering === "key", path: () => ["ordering"] },
  { capability: "ordering-none", isNeeded: (step) => step.ordering === "none", path: () => ["ordering"] },
  { capability: "threads", isNeeded: (step) => step.threads > 1, path: () => ["threads"] },
  { capability: "exactly-once", isNeeded: (step) => step.delivery === "exactly-once", path: () => ["delivery"] },
  {
    capability: "retry-tiers",
    isNeeded: (step) => step.retry.tiers !== undefined,
    path: () => ["retry", "tiers"],
  },
  {
    capability: "dead-letter-headers",
    isNeeded: (step) => step.deadLetterHeaders !== "sluiceway",
    path: () => ["deadLetterHeaders"],
  },
  {
    capability: "http-processor",
    isNeeded: (step) => step.processor.http !== undefined,
    path: () => ["processor", "http"],
  },
  {
    capability: "grpc-processor",
    isNeeded: (step) => step.processor.grpc !== undefined,
    path: () => ["processor", "grpc"],
  },
  {
    capability: "payload-schemas",
    isNeeded: (step) => schemasOf(step).length > 0,
    path: (step) => schemasOf(step)[0]?.path.slice(step.path.length) ?? [],
  },
  // Declared for the whole cluster: there is no place in the step.
  {
    capability: "prefix-migration",
    isNeeded: (step) => step.inputs.some((input) => input.migratesFrom !== undefined),
    path: () => [],
  },
];

/** The payload schemas of what a step reads and writes. */
function schemasOf(step: StepConfig): readonly DeclaredSchema[] {
  return [...step.inputs, ...step.internalInputs, ...step.outputs, ...step.internalOutputs].flatMap(
    ({ schema }) => schema ?? [],
  );
}
