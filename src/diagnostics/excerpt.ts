import type { Span } from "../model/span.ts";
import { lineAt } from "./position.ts";
import { withoutSecrets } from "./secrets.ts";

const maxColumns = 110;
const leadColumns = 40;
const ellipsis = "…";

/** One line of a file, cut to a width that terminals show, with the columns that a caret line underlines. */
export interface Excerpt {
  readonly lineNumber: number;
  readonly text: string;
  /** Columns (from 0) of `text` to underline; `underlineLength` is at least 1. */
  readonly underlineStart: number;
  readonly underlineLength: number;
}

/**
 * The line in which a span begins. A span over several lines is underlined to the end of its first one; a tab takes
 * two columns; what would be too wide is cut around the span; what may be a secret is asterisks.
 */
export function excerptOf(text: string, span: Span): Excerpt {
  const found = lineAt(text, span.start);
  const line = { ...found, text: withoutSecrets(found.text) };
  const from = Math.min(Math.max(0, span.start - line.start), line.text.length);
  const to = Math.min(Math.max(from, span.end - line.start), line.text.length);
  const before = visible(line.text.slice(0, from));
  const marked = visible(line.text.slice(from, to));
  const after = visible(line.text.slice(to));
  const isWide = before.length + marked.length + after.length > maxColumns;
  const head = isWide && before.length > leadColumns ? ellipsis + before.slice(-(leadColumns - 1)) : before;
  const whole = head + marked + after;
  const shown = whole.length > maxColumns ? whole.slice(0, maxColumns - 1) + ellipsis : whole;
  const underlineLength = Math.max(1, Math.min(marked.length, maxColumns - head.length));
  return { lineNumber: line.number, text: shown, underlineStart: head.length, underlineLength };
}

/** The text with every character taking the columns that it is counted for: tabs two, control characters one. */
function visible(text: string): string {
  // oxlint-disable-next-line no-control-regex -- a terminal must not execute what a file holds
  return text.replaceAll("\t", "  ").replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, "\uFFFD");
}
