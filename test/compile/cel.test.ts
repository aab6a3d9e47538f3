import { Environment } from "@marcbachmann/cel-js";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainCondition } from "../../src/compile/lower/cel.ts";
import { expressionOptions, expressionVariables } from "../../src/model/expression-variables.ts";

const environment = Object.entries(expressionVariables).reduce(
  (extended, [name, type]) => extended.registerVariable(name, type),
  new Environment(expressionOptions),
);

test("conditions that are taken for sound without the library are sound for it", () => {
  const word = fc.oneof(
    fc.stringMatching(/^[A-Za-z_][A-Za-z0-9_]{0,5}$/),
    fc.constantFrom(
      "in",
      "as",
      "null",
      "true",
      "while",
      "size",
      "has",
      "all",
      "map",
      "int",
      "inner",
      "asset",
      "__proto__",
    ),
  );
  const literal = fc.oneof(
    fc.constantFrom("0", "7", "123456789", "01", "1.5", "true", "false", "null", '"a b"', '""', '"a:b-c.d"', "'a'"),
    fc.integer().map(String),
  );
  const condition = fc
    .record({
      path: fc.array(word, { maxLength: 4 }),
      operator: fc.constantFrom("==", "!=", "<", "<=", ">", ">=", "in", "&&"),
      literal,
    })
    .map(({ path, operator, literal: right }) => `${["value", ...path].join(".")} ${operator} ${right}`);
  let plain = 0;
  fc.assert(
    fc.property(condition, (expression) => {
      if (!isPlainCondition(expression)) return;
      plain += 1;
      const checked = environment.parse(expression).check();
      expect([expression, checked.valid, checked.type]).toEqual([expression, true, "bool"]);
    }),
    { numRuns: 3000 },
  );
  expect(plain).toBeGreaterThan(200);
});

test.each(["value.in == 1", "value == 1", "key.a == 1", "value.a < true", "value.a == 1 ", "value.a == 01"])(
  "%s is left to the library",
  (expression) => {
    expect(isPlainCondition(expression)).toBe(false);
  },
);
