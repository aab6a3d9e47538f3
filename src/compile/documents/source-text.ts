import type { Span } from "../../model/span.ts";
import type { Documents } from "../../source/document.ts";

/** Finds places inside of scalars, whose value can differ from their source by quotes and escapes. */
export interface SourceText {
  /**
   * The part of a scalar's span that holds `value.slice(index, index + length)`; the whole span where the source
   * writes it otherwise (escapes, folded lines).
   */
  within(span: Span, value: string, part: { readonly index: number; readonly length: number }): Span;
}

/** Offsets count a byte order mark, as those of spans do. */
const utf8 = new TextDecoder("utf-8", { ignoreBOM: true });

export function sourceTextOf(documents: Documents): SourceText {
  const texts = new Map<string, string>();
  const textOf = (file: string): string => {
    const text = texts.get(file) ?? utf8.decode(documents.files.get(file));
    texts.set(file, text);
    return text;
  };
  return {
    within: (span, value, part) => {
      const begin = textOf(span.file).slice(span.start, span.end).indexOf(value);
      if (begin === -1) return span;
      const start = span.start + begin + part.index;
      return { file: span.file, start, end: start + part.length };
    },
  };
}
