import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseNamePattern } from "../../src/model/name-pattern.ts";

const matches = (pattern: string, name: string): boolean | string => {
  const parsed = parseNamePattern(pattern);
  return parsed.ok ? parsed.value.matches(name) : parsed.problem;
};

describe("patterns of names", () => {
  test.each([
    ["[a-z]+(-[a-z]+)*", ["a", "ab-c"], ["", "A", "a-", "a--b"]],
    ["(cross|shared)\\..+", ["cross.x", "shared..."], ["cross.", "crossx", "x.cross.y"]],
    ["\\d{2,3}\\w?", ["12", "123", "123_"], ["1", "12345", "12-"]],
    ["[^0-9-]{3}", ["abc"], ["ab", "ab1", "ab-", "abcd"]],
    ["^a|b$", ["a", "b"], ["ab", ""]],
    ["a{0}b{1,}[a-]", ["ba", "bb-"], ["aba", "b"]],
    ["(?:a|)*", ["", "aaa"], ["b"]],
  ])("%s", (pattern, those, others) => {
    expect(those.map((name) => matches(pattern, name))).toEqual(those.map(() => true));
    expect(others.map((name) => matches(pattern, name))).toEqual(others.map(() => false));
  });

  test.each([
    ["(a", "a group has no end"],
    ["a)", '")" closes nothing'],
    ["*a", '"*" can\'t stand here'],
    ["a{2,1}", "{2,1} asks for fewer than at least 2"],
    ["a{x}", "{x} isn't a number of repetitions"],
    ["a\\", "it ends where the escaped character is expected"],
    ["[z-a]", "the range z-a is empty"],
    ["(?<!a)b", 'groups other than "(…)" and "(?:…)" aren\'t supported'],
    ["\\bword", '"\\b" isn\'t supported'],
    ["((a{99}){99}){99}", "its repetitions make it too large"],
    ["((){9999}){9999}", "its repetitions make it too large"],
  ])("%s is refused", (pattern, problem) => {
    expect(matches(pattern, "")).toBe(problem);
  });

  test("mean what they mean to JavaScript", () => {
    const part = fc.constantFrom("a", "b", ".", "[ab]", "[^a]", "\\.", "(a|b)", "(?:a|.)", "|");
    const repeated = fc.tuple(part, fc.constantFrom("", "*", "+", "?", "{2}", "{1,}", "{0,2}"));
    const pattern = fc
      .array(repeated, { maxLength: 5 })
      .map((parts) => parts.map(([text, sign]) => (text === "|" ? text : text + sign)).join(""));
    const name = fc.array(fc.constantFrom("a", "b", ".", "c"), { maxLength: 6 }).map((parts) => parts.join(""));
    fc.assert(
      fc.property(pattern, name, (text, some) => {
        expect(matches(text, some)).toBe(new RegExp(`^(?:${text})$`).test(some));
      }),
    );
  });

  test("never throw, whatever they are", () => {
    const sign = fc.constantFrom(..."(){}[]|*+?\\^$-,.ad1:".split(""));
    fc.assert(
      fc.property(fc.array(sign), (signs) => {
        expect(["boolean", "string"]).toContain(typeof matches(signs.join(""), "a1"));
      }),
    );
  });

  test.each(["(a+)+b", "((a*)*)*b", "(a|a)*b", "a*a*a*a*a*a*a*b"])("%s takes no exponential time", (pattern) => {
    expect(matches(pattern, "a".repeat(249))).toBe(false);
  });
});
