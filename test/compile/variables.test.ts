import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolveVariables } from "../../src/compile/documents/variables.ts";
import { compileFiles, findingsOf } from "./compile-text.ts";

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

describe("declared variables", () => {
  const names = ["a", "b", "c", "d", "e"];
  const value = fc
    .array(fc.constantFrom(...names.map((name) => `\${${name}}`), "x", "-", "${clusterName}"))
    .map((parts) => parts.join(""));
  const declared = fc.dictionary(fc.constantFrom(...names), value);
  const compiled = (variables: Readonly<Record<string, string>>, used: string): ReturnType<typeof compileFiles> =>
    compileFiles({
      "cluster.yaml": `clusterName: c\nvariables: ${JSON.stringify(variables)}\n`,
      "p.yaml": `pipelineName: p\nproducers: [${JSON.stringify(`User:${used}`)}]\nsteps: [{ stepName: s, stepType: INITIAL_PIPELINE }]\n`,
    });

  test("are resolved to the end, or what is wrong is said where they are declared", () => {
    fc.assert(
      fc.property(declared, (variables) => {
        const result = compiled(
          variables,
          `x${Object.keys(variables)
            .map((name) => `\${${name}}`)
            .join("")}`,
        );
        const codes = findingsOf(result).map((found) => found.code);
        expect(codes.filter((code) => !["SLW1201", "SLW1203", "SLW1204"].includes(code))).toEqual([]);
        expect(findingsOf(result).every((found) => found.span?.file === "cluster.yaml")).toBe(true);
        if (result.ok) expect(JSON.stringify(result.value.desired)).not.toContain("${");
      }),
    );
  });

  test("can't grow beyond all bounds", () => {
    const doubling = Object.fromEntries(
      Array.from({ length: 400 }, (_, index) => [`v${index}`, `\${v${index + 1}}`.repeat(2)]),
    );
    const result = compiled({ ...doubling, v400: "x" }, "${v0}");
    expect(findingsOf(result).map((found) => found.code)).toEqual(["SLW1204"]);
  });

  test("that never end are found in time that grows with the text alone", () => {
    const found = findingsOf(compiled({}, "${".repeat(100_000)));
    expect(found.map((one) => one.code)).toEqual(["SLW1202"]);
    expect(found[0]?.message.length).toBeLessThan(200);
  });
});
