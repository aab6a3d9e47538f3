import type { Span } from "../model/span.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { diagnostic } from "./diagnostic.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** How many diagnostics are shown at a time, unless the caller says otherwise. */
const defaultDiagnosticLimit = 100;

/** Diagnostics in one order for one input: by file, place, code and message; those without a place come last. */
export function inOrder(diagnostics: readonly Diagnostic[]): Diagnostic[] {
  return diagnostics.toSorted(compareDiagnostics);
}

function compareDiagnostics(a: Diagnostic, b: Diagnostic): number {
  return compareSpans(a.span, b.span) || compareTexts(a.code, b.code) || compareTexts(a.message, b.message);
}

function compareSpans(a: Span | undefined, b: Span | undefined): number {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  return compareTexts(a.file, b.file) || a.start - b.start || a.end - b.end;
}

/** At most `limit` diagnostics, errors before warnings where some must go, and SLW1109 that says how many went. */
export function capped(diagnostics: readonly Diagnostic[], limit = defaultDiagnosticLimit): readonly Diagnostic[] {
  if (diagnostics.length <= limit) return diagnostics;
  const errors = diagnostics.filter((found) => found.severity === "error");
  const warnings = diagnostics.filter((found) => found.severity === "warning");
  const kept = new Set([...errors, ...warnings].slice(0, limit));
  const shown = diagnostics.filter((found) => kept.has(found));
  return [...shown, diagnostic("SLW1109", { count: diagnostics.length - limit })];
}
