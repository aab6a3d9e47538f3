import type { ErrorObject } from "ajv";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import type { Parsed } from "../../model/names.ts";
import { parseClusterName, parsePipelineName, parseStepName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { DocumentPath } from "../../source/document.ts";
import { pathOfPointer, pathText } from "./path-text.ts";
import type { SchemaKind } from "./validators.ts";
import { schemaErrors } from "./validators.ts";

/** One violation of a schema. Its text never holds the offending value: in settings that could be a secret. */
export interface SchemaProblem {
  /** Where in the document; for an unknown or missing key, with that key. */
  readonly path: DocumentPath;
  /** Whether the key or the value at the path is at fault. */
  readonly part: "key" | "value";
  /** An unknown key can be overlooked, as when an older revision is read again; anything else can't. */
  readonly kind: "unknown-key" | "invalid";
  /** The diagnostic, pointing at a span. */
  readonly at: (span: Span | undefined) => Diagnostic;
}

/** Every violation of a kind's schema by a document's value, at most one for each place. Empty for a valid one. */
export function schemaProblems(kind: SchemaKind, value: unknown): readonly SchemaProblem[] {
  return problemsOf(schemaErrors(kind, value), value, kind === "settings" ? "the settings" : `the ${kind} document`);
}

/** Ajv's errors about a value as problems, at most one for each place. `rootName` is what the value is called. */
export function problemsOf(errors: readonly ErrorObject[], value: unknown, rootName: string): readonly SchemaProblem[] {
  const byPlace = new Map<string, SchemaProblem>();
  for (const found of errors) {
    const path = pathOfPointer(found.instancePath, value);
    // Why each way of a choice fails isn't said, but that all do.
    if (/\/(?:oneOf|anyOf)\/\d/.test(found.schemaPath)) continue;
    const problem = problemOf(found, path, rootName);
    const place = JSON.stringify([problem.part, problem.path]);
    if (!byPlace.has(place)) byPlace.set(place, problem);
  }
  return [...byPlace.values()];
}

function problemOf(found: ErrorObject, path: DocumentPath, rootName: string): SchemaProblem {
  const owner = path.length === 0 ? rootName : pathText(path);
  if (found.keyword === "additionalProperties") return unknownKey(found, { path, owner });
  if (found.keyword === "required") {
    const key = String(paramOf(found, "missingProperty"));
    return {
      path: [...path, key],
      part: "key",
      kind: "invalid",
      at: (span) => diagnostic("SLW1105", { path: owner, key }, { span }),
    };
  }
  return { path, part: "value", kind: "invalid", at: (span) => valueDiagnostic(found, { owner, span }) };
}

function unknownKey(found: ErrorObject, place: { readonly path: DocumentPath; readonly owner: string }): SchemaProblem {
  const key = String(paramOf(found, "additionalProperty"));
  const path = [...place.path, key];
  const known = Object.keys((found.parentSchema?.["properties"] ?? {}) as object);
  return {
    path,
    part: "key",
    kind: "unknown-key",
    at: (span) => diagnostic("SLW1103", { key, expected: place.owner }, { span, hint: didYouMean(key, known) }),
  };
}

interface ValuePlace {
  readonly owner: string;
  readonly span: Span | undefined;
}

const nameParsers: Readonly<Record<string, (text: string) => Parsed<string>>> = {
  "cluster-name": parseClusterName,
  "pipeline-name": parsePipelineName,
  "step-name": parseStepName,
};

function valueDiagnostic(found: ErrorObject, { owner, span }: ValuePlace): Diagnostic {
  const parseName = nameParsers[String(found.parentSchema?.["format"])];
  if (found.keyword === "pattern" && parseName !== undefined && typeof found.data === "string") {
    const result = parseName(found.data);
    if (!result.ok) return diagnostic("SLW1301", { name: found.data, problem: result.problem }, { span });
  }
  const allowed = found.keyword === "enum" ? (paramOf(found, "allowedValues") as unknown[]).map(String) : [];
  const hint = typeof found.data === "string" ? didYouMean(found.data, allowed) : undefined;
  return diagnostic("SLW1104", { path: owner, problem: problemText(found) }, { span, hint });
}

const typeNames: Readonly<Record<string, string>> = {
  string: "a text",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  object: "a mapping",
  array: "a list",
};

const problemTexts: Readonly<Record<string, (found: ErrorObject) => string>> = {
  enum: (found) => `must be one of ${(paramOf(found, "allowedValues") as unknown[]).join(", ")}`,
  const: (found) => `must be ${String(paramOf(found, "allowedValue"))}`,
  type: (found) => {
    const names = [paramOf(found, "type")].flat().map((type) => typeNames[String(type)] ?? String(type));
    return `must be ${names.join(" or ")}${found.data === null ? ", but is empty" : ""}`;
  },
  minimum: (found) => `must be at least ${String(paramOf(found, "limit"))}`,
  maximum: (found) => `must be at most ${String(paramOf(found, "limit"))}`,
  maxProperties: (found) => `can have at most ${String(paramOf(found, "limit"))} members`,
  minProperties: () => "can't be empty",
  maxLength: (found) => `can have at most ${String(paramOf(found, "limit"))} characters`,
  minItems: () => "can't be empty",
  minLength: () => "can't be empty",
};

function problemText(found: ErrorObject): string {
  const own = found.parentSchema?.["patternErrorMessage"] ?? found.parentSchema?.["errorMessage"];
  if (typeof own === "string" && found.keyword !== "minLength") return own;
  return problemTexts[found.keyword]?.(found) ?? found.message ?? "is not valid";
}

function paramOf(found: ErrorObject, name: string): unknown {
  return (found.params as Readonly<Record<string, unknown>>)[name];
}
