import { describe, expect, test } from "vitest";
import { diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { githubAnnotations } from "../../src/diagnostics/github.ts";

const text = "pipelineName: search\nsteps:\n  - stepName: a\n    targetStep: bb\n";
const context = {
  textOf: (file: string) => (file === "p.yaml" ? text : undefined),
  pathOf: (file: string) => `pipelines/${file}`,
};
const spanOf = (part: string, file = "p.yaml") => ({
  file,
  start: text.indexOf(part),
  end: text.indexOf(part) + part.length,
});

describe("annotations of GitHub", () => {
  test("one line each, with place, code, message, hint and related places", () => {
    const found = [
      diagnostic(
        "SLW1401",
        { target: "bb", pipeline: "search" },
        {
          span: spanOf("bb"),
          hint: 'Did you mean "b"?',
          related: [{ message: "is the pipeline", span: spanOf("search") }],
        },
      ),
      diagnostic("SLW1309", { topic: "t" }, { span: spanOf("search") }),
    ];
    expect(githubAnnotations(found, context).split("\n")).toEqual([
      "::error file=pipelines/p.yaml,line=4,col=17,endLine=4,title=SLW1401::" +
        'The pipeline "search" has no step "bb"%0AHint: Did you mean "b"?%0ASee pipelines/p.yaml:1:15 is the pipeline',
      `::warning file=pipelines/p.yaml,line=1,col=15,endLine=1,title=SLW1309::The allowed topic "t" isn't used by any pipeline`,
    ]);
  });

  test("no columns over several lines, no lines of a file that isn't at hand, no file without a place", () => {
    const severalLines = diagnostic("SLW1110", {}, { span: spanOf("steps:\n  - stepName") });
    const elsewhere = diagnostic(
      "SLW1110",
      {},
      { span: spanOf("steps", "a.mjs"), related: [{ message: "x", span: spanOf("s", "a.mjs") }] },
    );
    const lines = githubAnnotations([severalLines, elsewhere, diagnostic("SLW1110", {})], context).split("\n");
    expect(lines.map((line) => line.split("::")[1])).toEqual([
      "error file=pipelines/p.yaml,line=2,endLine=3,title=SLW1110",
      "error file=pipelines/a.mjs,title=SLW1110",
      "error title=SLW1110",
    ]);
    expect(lines[1]).toMatch(/%0ASee pipelines\/a\.mjs x$/);
  });

  test("nothing in a name or message ends the command or begins another", () => {
    const found = diagnostic(
      "SLW1101",
      { reason: "100 %\r\n::stop-commands::x" },
      { span: { file: "a,b:c%.yaml", start: 0, end: 1 } },
    );
    expect(githubAnnotations([found], context)).toBe(
      "::error file=pipelines/a%2Cb%3Ac%25.yaml,title=SLW1101::" +
        `${diagnostic("SLW1101", { reason: "100 %25%0D%0A::stop-commands::x" }).message}%0AHint: `.replace(
          /%0AHint: $/,
          "",
        ) +
        (found.hint === undefined ? "" : `%0AHint: ${found.hint}`),
    );
  });

  test("nothing for none", () => {
    expect(githubAnnotations([], context)).toBe("");
  });
});
