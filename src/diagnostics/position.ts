import type { Span } from "../model/span.ts";

/** A place as editors count it: both from 1, columns in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A line of a text without its line break, with its number and the offset at which it begins. */
export interface TextLine {
  readonly number: number;
  readonly start: number;
  readonly text: string;
}

/** The line that holds an offset; an offset beyond the text's end is on its last line. Breaks are LF, CRLF and CR. */
export function lineAt(text: string, offset: number): TextLine {
  const target = Math.max(0, Math.min(offset, text.length));
  const lineBreak = /\r\n|\n|\r/g;
  let number = 1;
  let start = 0;
  for (let found = lineBreak.exec(text); found !== null; found = lineBreak.exec(text)) {
    if (found.index + found[0].length > target) return { number, start, text: text.slice(start, found.index) };
    number += 1;
    start = found.index + found[0].length;
  }
  return { number, start, text: text.slice(start) };
}

/** Line and column of an offset. */
export function positionAt(text: string, offset: number): Position {
  const line = lineAt(text, offset);
  return { line: line.number, column: Math.min(Math.max(0, offset - line.start), line.text.length) + 1 };
}

/** Begin and end of a span. */
export function rangeOf(text: string, span: Span): { readonly start: Position; readonly end: Position } {
  return { start: positionAt(text, span.start), end: positionAt(text, Math.max(span.start, span.end)) };
}
