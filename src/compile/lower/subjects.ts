import type { DesiredSubject, DesiredTopic } from "../../model/desired.ts";
import type { PipelineName } from "../../model/names.ts";
import type { Configuration, DeclaredSchema, PipelineConfig, StepConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import type { LowerContext } from "./lower-context.ts";
import { subjectOf } from "./payload-schemas.ts";

/**
 * The subjects for which a file is declared as well: those of what steps write, and of what comes from outside into
 * topics of ours that no step writes. What operators' topics hold is theirs to register.
 */
export function desiredSubjects(
  { pipelines }: Configuration,
  topics: readonly DesiredTopic[],
  context: LowerContext,
): readonly DesiredSubject[] {
  const outputs = usesOf("output", pipelines);
  const inputs = usesOf("input", pipelines);
  if (outputs.length + inputs.length === 0) return [];
  const found = new Map<string, DesiredSubject>();
  for (const use of [...outputs, ...fromOutside(inputs, pipelines, topics)]) {
    const { file = "", type } = use.schema.declared;
    const key = JSON.stringify([use.subject, type, file]);
    const known = found.get(key) ?? declaredSubject(use, context);
    found.set(key, { ...known, neededBy: namesWith(known.neededBy, use.pipeline.name) });
  }
  return sortedBy([...found], ([key]) => key).map(([, subject]) => subject);
}

function declaredSubject(
  { subject, direction, schema, pipeline, step }: SchemaUse,
  { files, readSchema }: LowerContext,
): DesiredSubject {
  const { file = "", type } = schema.declared;
  const read = readSchema(schema.declared);
  const imports = read === undefined || "problem" in read ? [] : read.paths.slice(1);
  return {
    subject,
    type,
    schema: new TextDecoder().decode(files.get(file)),
    ...(imports.length === 0 ? {} : { imports }),
    neededBy: [],
    reason: `${direction} of step ${step.name} of ${pipeline.name}`,
    source: pipeline.document.spanOf(schema.path),
  };
}

const namesWith = (known: readonly PipelineName[], name: PipelineName): readonly PipelineName[] =>
  [...new Set([...known, name])].toSorted();

/** One declaration of a schema that has both a subject and a file. */
interface SchemaUse {
  readonly subject: string;
  readonly direction: "output" | "input";
  readonly schema: DeclaredSchema;
  readonly topic: string;
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
}

const usesOf = (direction: SchemaUse["direction"], pipelines: readonly PipelineConfig[]): readonly SchemaUse[] =>
  pipelines.flatMap((pipeline) =>
    pipeline.steps.flatMap((step) =>
      step[`${direction}s`].flatMap(({ topic, schema }): readonly SchemaUse[] => {
        const subject = schema && subjectOf(schema, topic);
        return schema?.declared.file === undefined || subject === undefined
          ? []
          : [{ subject, direction, schema, topic, pipeline, step }];
      }),
    ),
  );

/** What steps read of topics of ours that none of them writes. */
function fromOutside(
  inputs: readonly SchemaUse[],
  pipelines: readonly PipelineConfig[],
  topics: readonly DesiredTopic[],
): readonly SchemaUse[] {
  if (inputs.length === 0) return [];
  const ours = new Set<string>(topics.filter(({ management }) => management === "created").map(({ name }) => name));
  for (const { steps } of pipelines)
    for (const { outputs } of steps) for (const { topic } of outputs) ours.delete(topic);
  return inputs.filter(({ topic }) => ours.has(topic));
}
