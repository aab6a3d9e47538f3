import standard from "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json" with { type: "json" };
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { sarifLog } from "../../src/diagnostics/sarif.ts";

const text = "pipelineName: search\nsteps:\n  - stepName: a\n    targetStep: bb\n";
const context = {
  textOf: (file: string) => (file === "p.yaml" ? text : undefined),
  pathOf: (file: string) => `my pipelines/${file}`,
  rootFile: "cluster.yaml",
};
const spanOf = (part: string, file = "p.yaml") => ({
  file,
  start: text.indexOf(part),
  end: text.indexOf(part) + part.length,
});

/** The standard's own schema, as Microsoft's package ships it: written for an older draft, of which it uses `id` alone. */
const { id: _id, $schema: _draft, ...schema } = standard;
const validate = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false, allErrors: true }).compile(
  schema,
);

describe("SARIF 2.1.0", () => {
  const log = sarifLog(
    [
      diagnostic(
        "SLW1401",
        { target: "bb", pipeline: "search" },
        {
          span: spanOf("bb"),
          hint: 'Did you mean "{b}"?',
          related: [{ message: "is the pipeline", span: spanOf("search") }],
        },
      ),
      diagnostic("SLW1309", { topic: "t" }, { span: spanOf("search", "elsewhere.yaml") }),
      diagnostic("SLW1110", {}),
    ],
    context,
  );
  const [run] = log.runs;

  test("a log with places, related places and without a place is valid by the standard's schema", () => {
    validate(log);
    expect(validate.errors).toBeNull();
  });

  test("a broken log isn't: the schema does judge", () => {
    expect(validate({ ...log, version: "2.0.0" })).toBe(false);
  });

  test("each result points at its rule, in lines and columns from 1", () => {
    expect(run?.results.map(({ ruleId, ruleIndex }) => [ruleId, run.tool.driver.rules[ruleIndex]?.id])).toEqual([
      ["SLW1401", "SLW1401"],
      ["SLW1309", "SLW1309"],
      ["SLW1110", "SLW1110"],
    ]);
    expect(run?.results[0]?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: "my%20pipelines/p.yaml" },
          region: { startLine: 4, startColumn: 17, endLine: 4, endColumn: 19 },
        },
      },
    ]);
    expect(run?.results[0]?.relatedLocations?.[0]).toMatchObject({ id: 0, message: { text: "is the pipeline" } });
  });

  test("what has no place is put on the root's file, what isn't at hand on its file", () => {
    const uris = run?.results.map(({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri);
    expect(uris).toEqual(["my%20pipelines/p.yaml", "my%20pipelines/elsewhere.yaml", "my%20pipelines/cluster.yaml"]);
    expect(run?.results[2]?.locations[0]?.physicalLocation.region).toBeUndefined();
  });

  test("braces in messages stand for themselves", () => {
    expect(run?.results[0]?.message.text).toContain('Did you mean "{{b}}"?');
  });
});
