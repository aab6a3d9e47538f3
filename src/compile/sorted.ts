import { compareTexts } from "../model/compare-texts.ts";

/** A copy in the code-unit order of a text of each item: the same on every machine. */
export function sortedBy<T>(items: Iterable<T>, textOf: (item: T) => string): T[] {
  return [...items]
    .map((item) => ({ item, text: textOf(item) }))
    .toSorted((a, b) => compareTexts(a.text, b.text))
    .map(({ item }) => item);
}
