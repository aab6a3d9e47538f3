import type { SchemaToRegister, SchemaType, SubjectVersion } from "../registry.ts";
import { RegistryError } from "../registry.ts";
import type { ConfluentRegistryOptions } from "./api.ts";
import { findInRegistry, requestRegistry } from "./api.ts";

const pathOf = (subject: string): string => `/subjects/${encodeURIComponent(subject)}`;
const whatOf = (subject: string): string => `the schema of subject ${subject}`;
const bodyOf = ({ type, schema }: SchemaToRegister): unknown => ({ schemaType: type, schema });

/** Registers a schema, or finds it; resolves with its id. */
export async function registerSchema(
  options: ConfluentRegistryOptions,
  subject: string,
  schema: SchemaToRegister,
): Promise<number> {
  const what = whatOf(subject);
  const answer = await requestRegistry(options, { path: `${pathOf(subject)}/versions`, what, body: bodyOf(schema) });
  return numberIn(answer, "id", what);
}

/** The version of a schema that is the same for the registry. */
export async function lookUpSchema(
  options: ConfluentRegistryOptions,
  subject: string,
  schema: SchemaToRegister,
): Promise<number | undefined> {
  const what = whatOf(subject);
  const answer = await findInRegistry(options, {
    path: `${pathOf(subject)}?normalize=true`,
    what,
    body: bodyOf(schema),
  });
  return answer === undefined ? undefined : numberIn(answer, "version", what);
}

/** The latest version of a subject. */
export async function latestVersion(
  options: ConfluentRegistryOptions,
  subject: string,
): Promise<SubjectVersion | undefined> {
  const what = whatOf(subject);
  const answer = await findInRegistry(options, { path: `${pathOf(subject)}/versions/latest`, what });
  if (answer === undefined) return undefined;
  const schema = textIn(answer, "schema");
  if (schema === undefined) throw new RegistryError("other", `${what}: the registry's answer has no schema`);
  // An absent type is Avro's, the first that registries had.
  const type = (textIn(answer, "schemaType") ?? "AVRO") as SchemaType;
  return { version: numberIn(answer, "version", what), type, schema };
}

/** What speaks against a schema as a subject's next version. */
export async function conflictsOf(
  options: ConfluentRegistryOptions,
  subject: string,
  schema: SchemaToRegister,
): Promise<readonly string[]> {
  const encoded = encodeURIComponent(subject);
  const what = `the compatibility of subject ${subject}`;
  const level = await findInRegistry(options, { path: `/config/${encoded}?defaultToGlobal=true`, what });
  // Not every registry asks its own level when it is asked about compatibility.
  if (textIn(level, "compatibilityLevel") === "NONE") return [];
  const path = `/compatibility/subjects/${encoded}/versions?verbose=true`;
  const answer = await findInRegistry(options, { path, what, body: bodyOf(schema) });
  if (memberIn(answer, "is_compatible") !== false) return [];
  const messages = memberIn(answer, "messages");
  const reasons = Array.isArray(messages) ? messages.map(String).filter((text) => text !== "") : [];
  return reasons.length > 0
    ? reasons
    : [`it isn't compatible (${textIn(level, "compatibilityLevel") ?? "default level"})`];
}

function memberIn(answer: unknown, key: string): unknown {
  return typeof answer === "object" && answer !== null ? (answer as Readonly<Record<string, unknown>>)[key] : undefined;
}

function textIn(answer: unknown, key: string): string | undefined {
  const value = memberIn(answer, key);
  return typeof value === "string" ? value : undefined;
}

function numberIn(answer: unknown, key: string, what: string): number {
  const value = memberIn(answer, key);
  if (typeof value === "number") return value;
  throw new RegistryError("other", `${what}: the registry's answer has no ${key}`);
}
