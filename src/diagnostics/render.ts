import type { Span } from "../model/span.ts";
import type { Diagnostic, RelatedPlace, Severity } from "./diagnostic.ts";
import { excerptOf } from "./excerpt.ts";
import type { Position } from "./position.ts";
import { positionAt, rangeOf } from "./position.ts";

/** How the parts of a rendered diagnostic are coloured. */
export interface Style {
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly place: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly bold: (text: string) => string;
}

const asItIs = (text: string): string => text;
/** No colours. */
const plainStyle: Style = { error: asItIs, warning: asItIs, place: asItIs, faint: asItIs, bold: asItIs };

export interface RenderOptions {
  /**
   * A file's text, from which lines, columns and excerpts are taken. Undefined for a file that isn't at hand, or that
   * must not be shown: then the file's name stands alone.
   */
  readonly textOf: (file: string) => string | undefined;
  readonly style?: Style;
}

/**
 * A diagnostic as people read it: `file:line:column`, severity, code and message; the line with a caret underline;
 * the hint; related places, each with its own excerpt. No line break at the end.
 */
export function renderDiagnostic(diagnostic: Diagnostic, options: RenderOptions): string {
  const style = options.style ?? plainStyle;
  const colour = diagnostic.severity === "error" ? style.error : style.warning;
  const place = diagnostic.span === undefined ? "" : `${style.place(placeText(diagnostic.span, options))} `;
  const head = `${place}${colour(diagnostic.severity)} ${style.bold(diagnostic.code)} ${diagnostic.message}`;
  const lines = [head, ...excerptLines(diagnostic.span, { options, underline: "^", colour })];
  if (diagnostic.hint !== undefined) lines.push(`${style.faint("  hint:")} ${diagnostic.hint}`);
  for (const related of diagnostic.related ?? []) lines.push(...relatedLines(related, options));
  return lines.join("\n");
}

/** All diagnostics, in their order, with an empty line between two. Empty text for none. */
export function renderDiagnostics(diagnostics: readonly Diagnostic[], options: RenderOptions): string {
  return diagnostics.map((diagnostic) => renderDiagnostic(diagnostic, options)).join("\n\n");
}

function relatedLines(related: RelatedPlace, options: RenderOptions): string[] {
  const style = options.style ?? plainStyle;
  const head = `  ${style.faint("see")} ${style.place(placeText(related.span, options))} ${related.message}`;
  return [head, ...excerptLines(related.span, { options, underline: "-", colour: style.faint })];
}

function placeText(span: Span, options: RenderOptions): string {
  const text = options.textOf(span.file);
  if (text === undefined) return span.file;
  const { line, column } = positionAt(text, span.start);
  return `${span.file}:${line}:${column}`;
}

interface ExcerptStyle {
  readonly options: RenderOptions;
  readonly underline: "^" | "-";
  readonly colour: (text: string) => string;
}

function excerptLines(span: Span | undefined, { options, underline, colour }: ExcerptStyle): string[] {
  const text = span === undefined ? undefined : options.textOf(span.file);
  if (span === undefined || text === undefined || text === "") return [];
  const style = options.style ?? plainStyle;
  const excerpt = excerptOf(text, span);
  const gutter = String(excerpt.lineNumber);
  const marks = underline.repeat(excerpt.underlineLength);
  return [
    `${style.faint(`  ${gutter} |`)} ${excerpt.text}`.trimEnd(),
    `${style.faint(`  ${" ".repeat(gutter.length)} |`)} ${" ".repeat(excerpt.underlineStart)}${colour(marks)}`,
  ];
}

interface JsonPlace {
  readonly file: string;
  readonly start?: Position;
  readonly end?: Position;
}

/** A diagnostic for machines: positions beside offsets are resolved, absent parts are left out. */
export interface JsonDiagnostic {
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly hint?: string;
  readonly place?: JsonPlace;
  readonly related?: readonly (JsonPlace & { readonly message: string })[];
}

/** A diagnostic as plain data for `--format json`, with lines and columns. */
export function diagnosticToJson(diagnostic: Diagnostic, textOf: RenderOptions["textOf"]): JsonDiagnostic {
  const placeOf = (span: Span): JsonPlace => {
    const text = textOf(span.file);
    return { file: span.file, ...(text === undefined ? {} : rangeOf(text, span)) };
  };
  return {
    code: diagnostic.code,
    severity: diagnostic.severity,
    message: diagnostic.message,
    ...(diagnostic.hint === undefined ? {} : { hint: diagnostic.hint }),
    ...(diagnostic.span === undefined ? {} : { place: placeOf(diagnostic.span) }),
    ...(diagnostic.related === undefined
      ? {}
      : { related: diagnostic.related.map(({ message, span }) => ({ message, ...placeOf(span) })) }),
  };
}
