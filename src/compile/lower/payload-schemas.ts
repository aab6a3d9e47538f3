import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { BundleFile, PayloadSchema } from "../../model/bundle.ts";
import type { DeclaredSchema, PipelineConfig } from "../read/configuration.ts";
import type { LowerContext } from "./lower-context.ts";

/** A payload schema as a bundle names it, and its files. */
export interface LoweredSchema {
  readonly schema: PayloadSchema;
  readonly files: readonly BundleFile[];
}

/** Where a payload schema is declared. */
interface SchemaPlace {
  readonly schema: DeclaredSchema;
  readonly topic: string | undefined;
  readonly pipeline: PipelineConfig;
}

const endings = { PROTOBUF: ".proto", JSON: ".schema.json", AVRO: ".avsc" } as const;

/** The subject of a topic's values: the declared one, or by Confluent's TopicNameStrategy; undefined for the bare encoding. */
export function subjectOf({ declared }: DeclaredSchema, topic: string | undefined): string | undefined {
  if (declared.subjectNameStrategy === undefined) return declared.subject;
  return topic === undefined ? undefined : `${topic}-value`;
}

/**
 * A declared payload schema of a topic (or of no topic, for what is handed over in one process) with its files, or
 * undefined after what is wrong with it has been reported.
 */
export function lowerSchema(
  { schema, topic, pipeline: { document } }: SchemaPlace,
  context: LowerContext,
): LoweredSchema | undefined {
  const { declared, path } = schema;
  const { type, file, message } = declared;
  const subject = subjectOf(schema, topic);
  const named = { type, ...(message === undefined ? {} : { message }), ...(subject === undefined ? {} : { subject }) };
  if (file === undefined) return { schema: { ...named, files: [] }, files: [] };
  if (!context.files.has(file)) {
    const candidates = [...context.files.keys()].filter((name) => name.endsWith(endings[type]));
    const hint = didYouMean(file, candidates) ?? "Paths are relative to the configuration root.";
    context.report(diagnostic("SLW1510", { path: file }, { span: document.spanOf([...path, "file"]), hint }));
    return undefined;
  }
  const read = context.readSchema(declared);
  if (read === undefined || "problem" in read) {
    const problem = read?.problem ?? "";
    context.report(diagnostic("SLW1511", { path: file, problem }, { span: document.spanOf([...path, "file"]) }));
    return undefined;
  }
  const files = read.paths.flatMap((name) => {
    const content = context.files.get(name);
    return content === undefined ? [] : [{ path: name, digest: context.hash(content), bytes: content }];
  });
  return {
    schema: { ...named, files: files.map(({ path: name, digest }) => ({ path: name, digest })) },
    files: files.map(({ digest, bytes: content }) => ({ digest, bytes: content })),
  };
}
