import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Span } from "../../model/span.ts";
import type { ReadPayloadSchema, ReadSchema } from "../payloads/payload-schema.ts";
import { payloadConflict } from "../payloads/payload-schema.ts";
import type { Configuration, DeclaredSchema, PipelineConfig, StepConfig } from "../read/configuration.ts";
import type { Rule } from "./rule.ts";

interface Side {
  readonly schema: ReadSchema;
  readonly name: string;
  readonly span: Span;
}

interface Way {
  readonly writers: Map<unknown, Side>;
  readonly readers: Map<unknown, Side>;
}

/** What a step writes can be read by the steps that read it, where both say what it is. Each two schemas are compared once. */
export const compatiblePayloads: Rule = function* ({ configuration, readSchema }) {
  for (const [topic, { writers, readers }] of waysOf(configuration, readSchema))
    for (const writer of writers.values())
      for (const reader of readers.values()) yield* conflict(topic, writer, reader);
};

function* conflict(topic: string, writer: Side, reader: Side): Iterable<Diagnostic> {
  const problem = payloadConflict(writer.schema, reader.schema);
  if (problem === undefined) return;
  const related = [{ message: `is what "${reader.name}" reads`, span: reader.span }];
  const parameters = { writer: writer.name, reader: reader.name, topic, problem };
  yield diagnostic("SLW1512", parameters, { span: writer.span, related });
}

/** Topics, and steps that are handed records, with the different schemas on both sides. */
function waysOf({ pipelines }: Configuration, readSchema: ReadPayloadSchema): ReadonlyMap<string, Way> {
  const ways = new Map<string, Way>();
  const add = (way: string, side: keyof Way, place: SidePlace): void => {
    const read = place.schema === undefined ? undefined : readSchema(place.schema.declared);
    if (place.schema === undefined || read === undefined || "problem" in read) return;
    const known = ways.get(way) ?? { writers: new Map(), readers: new Map() };
    ways.set(way, known);
    if (known[side].has(read)) return;
    const span = place.pipeline.document.spanOf(place.schema.path);
    known[side].set(read, { schema: read, name: `${place.pipeline.name}/${place.step.name}`, span });
  };
  for (const pipeline of pipelines) {
    for (const step of pipeline.steps) {
      for (const { topic, schema } of step.outputs) add(topic, "writers", { schema, pipeline, step });
      for (const { topic, schema } of step.inputs) add(topic, "readers", { schema, pipeline, step });
      for (const { targetStep, schema } of step.internalOutputs)
        add(`${pipeline.name}/${targetStep}`, "writers", { schema, pipeline, step });
      for (const { schema } of step.internalInputs)
        add(`${pipeline.name}/${step.name}`, "readers", { schema, pipeline, step });
    }
  }
  return ways;
}

interface SidePlace {
  readonly schema: DeclaredSchema | undefined;
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
}
