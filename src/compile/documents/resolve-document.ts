import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { isSecretKey, isVariable } from "../../diagnostics/secrets.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { memberOf } from "../schema/path-text.ts";
import type { SourceText } from "./source-text.ts";
import { resolveVariables } from "./variables.ts";

export interface ResolveOptions {
  /** Variables that exist at every place of the document; below a step `stepName` is added. */
  readonly variables: Readonly<Record<string, string>>;
  readonly sourceText: SourceText;
  readonly report: (found: Diagnostic) => void;
}

/** The document with the variables in all of its texts resolved, except in descriptions, which are for people. */
export function resolveDocument(document: SourceDocument, options: ResolveOptions): SourceDocument {
  return {
    kind: document.kind,
    file: document.file,
    value: resolveValue(document.value, { document, path: [], ...options }),
    spanOf: (path, part) => document.spanOf(path, part),
  };
}

interface Place extends ResolveOptions {
  readonly document: SourceDocument;
  readonly path: DocumentPath;
}

function resolveValue(value: unknown, place: Place): unknown {
  if (typeof value === "string") return resolveAt(value, place);
  if (Array.isArray(value)) return value.map((item, index) => resolveValue(item, below(place, index, item)));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === "description" && typeof member === "string" ? member : resolveValue(member, below(place, key, member)),
    ]),
  );
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
  const known = Object.keys(variables);
  for (const problem of resolved.problems) {
    const span = sourceText.within(document.spanOf(path), text, problem);
    report(
      problem.kind === "unclosed"
        ? diagnostic("SLW1202", { text: problem.text }, { span })
        : diagnostic(
            "SLW1201",
            { variable: problem.text, known: known.map((name) => `\${${name}}`).join(", ") },
            { span, hint: didYouMean(problem.text, known) },
          ),
    );
  }
  return resolved.text;
}
