import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isSecretKey, isVariable } from "../../diagnostics/secrets.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import type { SourceText } from "./source-text.ts";
import { variableProblem } from "./variable-problem.ts";
import { resolveVariables } from "./variables.ts";

export interface ResolveOptions {
  /** Variables that exist at every place of the document; below a step `stepName` is added. */
  readonly variables: Readonly<Record<string, string>>;
  readonly sourceText: SourceText;
  readonly report: (found: Diagnostic) => void;
}

/**
 * The document with the variables in all of its texts resolved, except in descriptions, which are for people, and in
 * the declarations of variables, which were resolved to give `variables`. The same document where there are none.
 */
export function resolveDocument(document: SourceDocument, options: ResolveOptions): SourceDocument {
  if (!holdsVariables(document.value)) return document;
  return {
    kind: document.kind,
    file: document.file,
    value: resolveValue(document.value, { document, path: [], ...options }),
    spanOf: (path, part) => document.spanOf(path, part),
  };
}

function holdsVariables(value: unknown): boolean {
  if (typeof value === "string") return value.includes("${");
  return typeof value === "object" && value !== null && Object.values(value).some(holdsVariables);
}

interface Place extends ResolveOptions {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
}

function resolveValue(value: unknown, place: Place): unknown {
  if (typeof value === "string") return resolveAt(value, place);
  if (Array.isArray(value))
    return value.map((item, index) => (holdsVariables(item) ? resolveValue(item, below(place, index, item)) : item));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      // Most of a document is kept as it is.
      !holdsVariables(member) || isKept(key, member, place) ? member : resolveValue(member, below(place, key, member)),
    ]),
  );
}

function isKept(key: string, member: unknown, { path }: Place): boolean {
  return (key === "description" && typeof member === "string") || (key === "variables" && path.length === 0);
}

function below(place: Place, part: string | number, value: unknown): Place {
  const path = [...place.path, part];
  const stepName = path.length === 2 && path[0] === "steps" ? memberOf(value, "stepName") : undefined;
  const variables = typeof stepName === "string" ? { ...place.variables, stepName } : place.variables;
  return { ...place, path, variables };
}

function resolveAt(text: string, { document, path, variables, sourceText, report }: Place): string {
  if (!text.includes("${")) return text;
  const resolved = resolveVariables(text, variables);
  // What stands in a secret is part of it, and is refused as such.
  if (isSecretKey(String(path.at(-1))) && !isVariable(text)) return resolved.text;
  for (const problem of resolved.problems)
    report(variableProblem(problem, sourceText.within(document.spanOf(path), text, problem), variables));
  return resolved.text;
}
