import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { capped, inOrder } from "../../src/diagnostics/order.ts";
import type { Style } from "../../src/diagnostics/render.ts";
import { diagnosticToJson, renderDiagnostic, renderDiagnostics } from "../../src/diagnostics/render.ts";

const file = "pipelines/search.yaml";
const spanned = (start: number, end: number): Diagnostic =>
  diagnostic("SLW1401", { target: "chunkr", pipeline: "search" }, { span: { file, start, end } });
const render = (text: string, found: Diagnostic): string =>
  renderDiagnostic(found, { textOf: (name) => (name === file ? text : undefined) });

describe("a rendered diagnostic", () => {
  test("says place, severity, code, message, line, caret, hint and related places", () => {
    const text = "steps:\n  - targetStep: chunkr\n";
    const start = text.indexOf("chunkr");
    const found = diagnostic(
      "SLW1401",
      { target: "chunkr", pipeline: "search" },
      {
        span: { file, start, end: start + 6 },
        hint: 'Did you mean "chunker"?',
        related: [{ message: "the pipeline", span: { file, start: 0, end: 5 } }],
      },
    );
    expect(render(text, found)).toBe(
      [
        'pipelines/search.yaml:2:17 error SLW1401 The pipeline "search" has no step "chunkr"',
        "  2 |   - targetStep: chunkr",
        "    |                 ^^^^^^",
        '  hint: Did you mean "chunker"?',
        "  see pipelines/search.yaml:1:1 the pipeline",
        "  1 | steps:",
        "    | -----",
      ].join("\n"),
    );
  });

  test("without a span stands alone", () => {
    expect(render("", diagnostic("SLW1001", { root: "conf" }))).toBe(
      [
        "error SLW1001 There is no cluster.yaml in conf",
        "  hint: A configuration root is a folder with a cluster.yaml; name it with --path, or make one with `sluiceway init`.",
      ].join("\n"),
    );
  });

  test("names only the file when its text isn't at hand", () => {
    expect(renderDiagnostic(spanned(3, 4), { textOf: () => undefined })).toBe(
      'pipelines/search.yaml error SLW1401 The pipeline "search" has no step "chunkr"',
    );
  });

  test.each([
    ["CRLF", "a: 1\r\nb: x\r\n", 9, 10, ["  2 | b: x", "    |    ^"], "2:4"],
    ["a lone CR", "a: 1\rb: x", 8, 9, ["  2 | b: x", "    |    ^"], "2:4"],
    ["tabs", "\tkey: x", 6, 7, ["  1 |   key: x", "    |        ^"], "1:7"],
    ["the end of a file without a line break", "a: b", 4, 4, ["  1 | a: b", "    |     ^"], "1:5"],
    ["the end of a file with a line break", "a: b\n", 5, 5, ["  2 |", "    | ^"], "2:1"],
    ["a span beyond the end", "a: b", 90, 99, ["  1 | a: b", "    |     ^"], "1:5"],
    ["several lines", "a:\n  b\n", 0, 6, ["  1 | a:", "    | ^^"], "1:1"],
    ["control characters", "a: \u001b[31mx", 0, 1, ["  1 | a: \uFFFD[31mx", "    | ^"], "1:1"],
  ])("copes with %s", (...[, text, start, end, excerpt, place]) => {
    const [head, ...lines] = render(text, spanned(start, end)).split("\n");
    expect(head).toContain(`${file}:${place} `);
    expect(lines).toEqual(excerpt);
  });

  test("cuts a wide line around the span", () => {
    const text = `key: ${"a".repeat(300)}WRONG${"b".repeat(300)}`;
    const start = text.indexOf("WRONG");
    const [, line = "", carets = ""] = render(text, spanned(start, start + 5)).split("\n");
    expect(line.length).toBeLessThan(130);
    expect(line.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("WRONG");
  });

  test("is coloured by the caller's table", () => {
    const mark = (name: string) => (text: string) => `<${name}>${text}</>`;
    const style: Style = {
      error: mark("e"),
      warning: mark("w"),
      place: mark("p"),
      faint: mark("f"),
      bold: mark("b"),
    };
    const lines = renderDiagnostic(spanned(0, 1), { textOf: () => "a: b", style }).split("\n");
    expect(lines[0]).toMatch(/^<p>pipelines\/search\.yaml:1:1<\/> <e>error<\/> <b>SLW1401<\/> The/);
    expect(lines[2]).toContain("<e>^</>");
  });

  test("underlines what the span covers, wherever it is", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[a-z: \n]{1,200}$/), fc.nat(220), fc.nat(20), (text, start, length) => {
        const lines = render(text, spanned(start, start + length)).split("\n");
        expect(lines).toHaveLength(3);
        expect(lines[2]).toMatch(/^ +\| *\^+$/);
      }),
    );
  });

  test("several are apart by an empty line", () => {
    const rendered = renderDiagnostics([spanned(0, 1), spanned(3, 4)], { textOf: () => "a: b" });
    expect(rendered.split("\n\n")).toHaveLength(2);
    expect(renderDiagnostics([], { textOf: () => "" })).toBe("");
  });
});

test("JSON has lines and columns", () => {
  expect(diagnosticToJson(spanned(3, 7), () => "a:\nbcde\n")).toEqual({
    code: "SLW1401",
    severity: "error",
    message: 'The pipeline "search" has no step "chunkr"',
    place: { file, start: { line: 2, column: 1 }, end: { line: 2, column: 5 } },
  });
  expect(diagnosticToJson(spanned(3, 7), () => undefined).place).toEqual({ file });
});

describe("the order", () => {
  const other = diagnostic("SLW1309", { topic: "t" }, { span: { file: "a.yaml", start: 9, end: 10 } });
  const nowhere = diagnostic("SLW1001", { root: "." });

  test("doesn't depend on how diagnostics came", () => {
    const sorted = [other, spanned(1, 2), spanned(1, 5), spanned(4, 5), nowhere];
    fc.assert(
      fc.property(fc.shuffledSubarray(sorted, { minLength: sorted.length }), (shuffled) => {
        expect(inOrder(shuffled)).toEqual(sorted);
      }),
    );
  });

  test("a cap keeps errors before warnings and says how many went", () => {
    const many = [other, spanned(1, 2), spanned(1, 5), nowhere];
    expect(capped(many, 4)).toEqual(many);
    expect(capped(many, 3).map((found) => found.code)).toEqual(["SLW1401", "SLW1401", "SLW1001", "SLW1109"]);
    expect(capped(many, 2).at(-1)?.message).toBe("2 more diagnostics are not shown");
  });
});
