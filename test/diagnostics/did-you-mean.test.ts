import { expect, test } from "vitest";
import { closest, didYouMean } from "../../src/diagnostics/did-you-mean.ts";

test.each([
  ["stepname", ["stepName", "steps"], "stepName"],
  ["chunkr", ["chunker", "enrich"], "chunker"],
  ["SNIK", ["PIPELINE", "SINK"], "SINK"],
  ["retyr", ["retry", "start"], "retry"],
  ["something", ["else", "steps"], undefined],
  ["x", [], undefined],
  ["", ["abc"], undefined],
])("%j among %j is %j", (text, candidates, expected) => {
  expect(closest(text, candidates)).toBe(expected);
});

test("is a question, or nothing", () => {
  expect(didYouMean("chunkr", ["chunker"])).toBe('Did you mean "chunker"?');
  expect(didYouMean("chunkr", ["enrich"])).toBeUndefined();
});
