import type { SchemaText } from "../codecs/codec.ts";
import type { SchemaType } from "../registry.ts";
import { RegistryError } from "../registry.ts";
import type { ConfluentRegistryOptions } from "./api.ts";
import { requestRegistry } from "./api.ts";

/** A schema as the registry answers it. */
export interface StoredSchema extends SchemaText {
  readonly type: SchemaType;
}

interface Reference {
  readonly name: string;
  readonly subject: string;
  readonly version: number;
}

interface Answer {
  readonly schema: string;
  readonly references: readonly Reference[];
  readonly type: string;
}

/** More than this many imports of a schema is a mistake, or a circle. */
const maxReferences = 1_000;

/** Reads a schema by its id, with all that it imports. Rejects with a `RegistryError`. */
export async function readSchema(options: ConfluentRegistryOptions, schemaId: number): Promise<StoredSchema> {
  const answer = await readAnswer(options, `/schemas/ids/${schemaId}`, `schema ${schemaId}`);
  const references = new Map<string, string>();
  const open = [...answer.references];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    if (references.has(next.name) || references.size >= maxReferences) continue;
    const path = `/subjects/${encodeURIComponent(next.subject)}/versions/${next.version}`;
    const found = await readAnswer(options, path, `${next.name}, imported by schema ${schemaId}`);
    references.set(next.name, found.schema);
    open.push(...found.references);
  }
  return {
    type: knownType(answer.type, schemaId),
    schema: answer.schema,
    // What is imported by others comes first.
    references: [...references].map(([name, schema]) => ({ name, schema })).toReversed(),
  };
}

function knownType(type: string, schemaId: number): SchemaType {
  if (type === "JSON" || type === "PROTOBUF" || type === "AVRO") return type;
  throw new RegistryError("unsupported-type", `schema ${schemaId} has the type ${type}`);
}

async function readAnswer(options: ConfluentRegistryOptions, path: string, what: string): Promise<Answer> {
  const answer = await requestRegistry(options, { path, what });
  if (typeof answer !== "object" || answer === null || !("schema" in answer) || typeof answer.schema !== "string")
    throw new RegistryError("other", `${what}: the registry's answer has no schema`);
  // An absent type is Avro's, the first that registries had.
  const type = "schemaType" in answer && typeof answer.schemaType === "string" ? answer.schemaType : "AVRO";
  const references = "references" in answer && Array.isArray(answer.references) ? answer.references : [];
  return { schema: answer.schema, type, references: references.filter(isReference) };
}

function isReference(value: unknown): value is Reference {
  if (typeof value !== "object" || value === null) return false;
  const { name, subject, version } = value as Partial<Record<keyof Reference, unknown>>;
  return typeof name === "string" && typeof subject === "string" && typeof version === "number";
}
