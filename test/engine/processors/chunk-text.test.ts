import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkText } from "../../../src/engine/processors/chunk-text.ts";

const pieces = (text: string, maxChars: number, overlapChars = 0): string[] =>
  chunkText(text, { maxChars, overlapChars }).map(({ start, end }) => text.slice(start, end));

/** Lone halves of surrogate pairs don't survive UTF-8. */
const isWellFormed = (text: string): boolean => Buffer.from(text).toString() === text;

const anyText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 300 }),
  fc
    .array(fc.constantFrom("a", "word", "überlang", "😀", " ", "\n", "  "), { maxLength: 150 })
    .map((parts) => parts.join("")),
);

describe("chunking", () => {
  test("cuts before words", () => {
    expect(pieces("one two three four", 9)).toEqual(["one two ", "three ", "four"]);
  });

  test("cuts a word that is longer than a piece", () => {
    expect(pieces("abcdefgh ij", 4)).toEqual(["abcd", "efgh", " ij"]);
  });

  test("an empty text is one empty piece, so that no record vanishes", () => {
    expect(pieces("", 10)).toEqual([""]);
  });

  test("the overlap repeats whole words of the piece before", () => {
    expect(pieces("one two three four five", 14, 6)).toEqual(["one two three ", "three four ", "four five"]);
  });

  test("without overlap the pieces joined are the text; no piece is too long; no character is cut in two", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), (text, maxChars) => {
        const found = pieces(text, maxChars);
        expect(found.join("")).toBe(text);
        for (const piece of found) expect(piece.length).toBeLessThanOrEqual(maxChars);
        for (const piece of found.slice(1)) expect(isWellFormed(piece) || !isWellFormed(text)).toBe(true);
      }),
    );
  });

  test("with overlap every piece moves on and begins no later than the one before ends", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 2, max: 60 }), fc.nat(59), (text, maxChars, overlap) => {
        const chunks = chunkText(text, { maxChars, overlapChars: Math.min(overlap, maxChars - 1) });
        expect(chunks[0]?.start).toBe(0);
        expect(chunks.at(-1)?.end).toBe(text.length);
        for (let index = 1; index < chunks.length; index += 1) {
          expect(chunks[index]!.start).toBeGreaterThan(chunks[index - 1]!.start);
          expect(chunks[index]!.start).toBeLessThanOrEqual(chunks[index - 1]!.end);
          expect(chunks[index]!.end).toBeGreaterThan(chunks[index - 1]!.end);
          expect(chunks[index]!.end - chunks[index]!.start).toBeLessThanOrEqual(maxChars);
        }
      }),
    );
  });
});
