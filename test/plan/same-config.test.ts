import { expect, test } from "vitest";
import { isSameConfig } from "../../src/plan/same-config.ts";

test.each([
  ["86400000", " 86400000 "],
  ["086400000", "86400000"],
  ["9223372036854775807", "+9223372036854775807"],
  ["0.50", "0.5"],
  ["compact,delete", "delete, compact"],
  ["TRUE", "true"],
])("%j means the same as %j", (a, b) => {
  expect(isSameConfig(a, b)).toBe(true);
});

test.each([
  ["86400000", "86400001"],
  ["9223372036854775807", "9223372036854775806"],
  ["0.5", "0.05"],
  ["compact,delete", "compact"],
  ["-1", "1"],
  ["", "0"],
])("%j means something else than %j", (a, b) => {
  expect(isSameConfig(a, b)).toBe(false);
});
