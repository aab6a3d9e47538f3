import type { Span } from "../model/span.ts";
import type { Diagnostic } from "./diagnostic.ts";
import { positionAt, rangeOf } from "./position.ts";
import type { ReportContext } from "./report-context.ts";

/**
 * Diagnostics as annotations of GitHub Actions, one workflow command a line: `::error file=…,line=…,title=SLW1401::…`.
 * Hint and related places follow the message on lines of their own. Source: GitHub's "Workflow commands" and the
 * escaping of its toolkit. Empty text for none.
 */
export function githubAnnotations(diagnostics: readonly Diagnostic[], context: ReportContext): string {
  return diagnostics.map((diagnostic) => annotation(diagnostic, context)).join("\n");
}

function annotation(diagnostic: Diagnostic, context: ReportContext): string {
  const { severity, code, span, message, hint, related = [] } = diagnostic;
  const properties = { ...(span === undefined ? {} : placeOf(span, context)), title: code };
  const list = Object.entries(properties).map(([name, value]) => `${name}=${escapedProperty(String(value))}`);
  const lines = [
    message,
    ...(hint === undefined ? [] : [`Hint: ${hint}`]),
    ...related.map((place) => `See ${placeText(place.span, context)} ${place.message}`),
  ];
  return `::${severity} ${list.join(",")}::${escapedMessage(lines.join("\n"))}`;
}

/** GitHub takes columns only of annotations within one line. */
function placeOf(span: Span, { textOf, pathOf }: ReportContext): Readonly<Record<string, string | number>> {
  const file = pathOf(span.file);
  const text = textOf(span.file);
  if (text === undefined) return { file };
  const { start, end } = rangeOf(text, span);
  const column = start.line === end.line ? { col: start.column } : {};
  return { file, line: start.line, ...column, endLine: end.line };
}

function placeText(span: Span, { textOf, pathOf }: ReportContext): string {
  const text = textOf(span.file);
  if (text === undefined) return pathOf(span.file);
  const { line, column } = positionAt(text, span.start);
  return `${pathOf(span.file)}:${line}:${column}`;
}

/** What would end a command, or be decoded to something else. */
const escapedMessage = (text: string): string =>
  text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");

/** Inside of properties, also what separates them. */
const escapedProperty = (text: string): string => escapedMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
