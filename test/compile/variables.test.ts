import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveVariables } from "../../src/compile/documents/variables.ts";

const variables = { clusterName: "c", pipelineName: "search", stepName: "chunker" };

describe("variables", () => {
  test.each([
    ["yappy.pipeline.${pipelineName}.step.${stepName}.output", "yappy.pipeline.search.step.chunker.output"],
    ["${clusterName}${clusterName}", "cc"],
    ["$${pipelineName}", "${pipelineName}"],
    ["$$${pipelineName}", "$${pipelineName}"],
    ["$pipelineName {x} } $", "$pipelineName {x} } $"],
    ["", ""],
  ])("%j is %j", (text, resolved) => {
    expect(resolveVariables(text, variables)).toEqual({ text: resolved, problems: [] });
  });

  test("what can't be resolved stays, and is found at its place", () => {
    expect(resolveVariables("a ${nope} ${pipelineName} ${open", variables)).toEqual({
      text: "a ${nope} search ${open",
      problems: [
        { kind: "unknown", text: "nope", index: 2, length: 7 },
        { kind: "unclosed", text: "${open", index: 26, length: 6 },
      ],
    });
    expect(resolveVariables("${toString}", variables).problems).toHaveLength(1);
  });

  test("a value isn't resolved again", () => {
    expect(resolveVariables("${a}", { a: "${b}", b: "no" }).text).toBe("${b}");
  });

  test("a text without ${ stays as it is", () => {
    fc.assert(
      fc.property(
        fc.string().filter((text) => !text.includes("${")),
        (text) => {
          expect(resolveVariables(text, variables)).toEqual({ text, problems: [] });
        },
      ),
    );
  });

  test("a text whose ${ are written $${ becomes that text", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("${", "}", "a", ".", "{", "x")).map((parts) => parts.join("")),
        (text) => {
          const escaped = text.replaceAll("${", () => "$${");
          expect(resolveVariables(escaped, variables)).toEqual({ text, problems: [] });
        },
      ),
    );
  });

  test("problems lie where they say", () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom("${", "$${", "}", "a", "stepName", "$")), (parts) => {
        const text = parts.join("");
        for (const { kind, text: what, index, length } of resolveVariables(text, variables).problems)
          expect(text.slice(index, index + length)).toBe(kind === "unknown" ? `\${${what}}` : what);
      }),
    );
  });
});
