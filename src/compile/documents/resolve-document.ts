import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { isSecretKey, isVariable } from "../../diagnostics/secrets.ts";
import type { SourceDocument } from "../../source/document.ts";
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
  const value = resolveValue(document.value, { document, path: [], ...options }, options.variables);
  if (value === document.value) return document;
  return { kind: document.kind, file: document.file, value, spanOf: (path, part) => document.spanOf(path, part) };
}

interface Place extends Omit<ResolveOptions, "variables"> {
  readonly document: SourceDocument;
  /** Of the value that is looked at: one list for the whole document, as most of it is kept as it is. */
  readonly path: (string | number)[];
}

type Known = ResolveOptions["variables"];

/** The same value where it holds no variables. */
function resolveValue(value: unknown, place: Place, variables: Known): unknown {
  if (typeof value === "string") return resolveAt(value, place, variables);
  if (typeof value !== "object" || value === null) return value;
  const changes = new Map<string | number, unknown>();
  for (const [key, member] of Array.isArray(value) ? value.entries() : Object.entries(value)) {
    if (isKept(key, member, place)) continue;
    place.path.push(key);
    const resolved = resolveValue(member, place, knownBelow(place, member, variables));
    place.path.pop();
    if (resolved !== member) changes.set(key, resolved);
  }
  if (changes.size === 0) return value;
  const changed = (key: string | number, member: unknown): unknown => (changes.has(key) ? changes.get(key) : member);
  if (Array.isArray(value)) return value.map((item: unknown, index) => changed(index, item));
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, changed(key, member)]));
}

function isKept(key: string | number, member: unknown, { path }: Place): boolean {
  return (key === "description" && typeof member === "string") || (key === "variables" && path.length === 0);
}

function knownBelow({ path }: Place, value: unknown, variables: Known): Known {
  if (path.length !== 2 || path[0] !== "steps") return variables;
  const stepName = memberOf(value, "stepName");
  return typeof stepName === "string" ? { ...variables, stepName } : variables;
}

function resolveAt(text: string, { document, path, sourceText, report }: Place, variables: Known): string {
  if (!text.includes("${")) return text;
  const resolved = resolveVariables(text, variables);
  // What stands in a secret is part of it, and is refused as such.
  if (isSecretKey(String(path.at(-1))) && !isVariable(text)) return resolved.text;
  for (const problem of resolved.problems)
    report(variableProblem(problem, sourceText.within(document.spanOf([...path]), text, problem), variables));
  return resolved.text;
}
