/**
 * What differs from one occurrence of an error to the next: identifiers, numbers, times, addresses, quoted values. Each
 * with the word that stands for it; the order matters, since a part that was replaced is not looked at again.
 */
const variableParts: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["<uuid>", /\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi],
  ["<time>", /\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?/g],
  ["<url>", /\b[a-z][a-z0-9+.-]*:\/\/[^\s"'`)\]}]+/gi],
  ["<email>", /\b[\w.+-]+@[\w-]+\.[\w.-]+\b/g],
  ["<address>", /\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?\b/g],
  ["<text>", /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'(?!\w)|`[^`]*`/g],
  ["<path>", /(?<![\w<>])\/(?:[\w.@+-]+\/)+[\w.@+-]*/g],
  ["<hex>", /\b(?:0x[0-9a-f]+|(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{8,})\b/gi],
  ["<number>", /(?<![\w<])[-+]?\d+(?:[.,]\d+)*(?:e[-+]?\d+)?(?:%|[a-z]{1,2}\b|(?![\w>]|\.\d))/gi],
];

const longestMessage = 500;
const mostWords = 60;

/**
 * The words of an error's message with what varies replaced, so that two occurrences of one error have the same. Only
 * the first line counts, and of it so many characters and words that a family stays readable.
 */
export function messagePattern(message: string): readonly string[] {
  let text = message.split("\n", 1)[0]?.slice(0, longestMessage) ?? "";
  for (const [what, pattern] of variableParts) text = text.replaceAll(pattern, what);
  return text.split(/\s+/).filter(Boolean).slice(0, mostWords);
}
