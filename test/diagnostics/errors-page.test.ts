import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { errorsPage } from "../../schemas/errors-page.ts";
import { codes, explainedCodes } from "../../src/diagnostics/codes.ts";

const root = join(import.meta.dirname, "../..");
const goldenFolder = join(root, "test/golden/compile");
const goldens = readdirSync(goldenFolder)
  .map((name) => join(goldenFolder, name, "expected.txt"))
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");
const rows = explainedCodes().flatMap((range) => range.codes);

/** What a message with these parameter names can look like: each `<name>` stands for any text. */
const patternOf = (form: string): RegExp =>
  new RegExp(
    form
      .split(/<\w+>/)
      .map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
      .join(".*"),
  );

describe("the table of codes", () => {
  test("is what docs/errors.md says", () => {
    const page = readFileSync(join(root, "docs/errors.md"), "utf8");
    const help =
      "docs/errors.md is generated from src/diagnostics/codes/: change the row there, then `npm run generate`";
    expect(page === errorsPage(), help).toBe(true);
  });

  test("has every code in a range of src/diagnostics/codes.ts (codeRanges)", () => {
    expect(rows.map((row) => row.code)).toEqual(Object.keys(codes).toSorted());
  });

  test.each(rows)("$code: explanation and example", ({ code, severity, form, explanation, example }) => {
    expect(explanation.length, `${code}: explanation says what the code means and why`).toBeGreaterThan(40);
    expect(explanation, `${code}: explanation is one paragraph of whole sentences`).toMatch(/^[^\n]+\.$/);
    const finding = example.find((line) => line.includes(`${severity} ${code} `)) ?? "";
    expect(finding, `${code}: example has the finding's own line, with the row's message`).toMatch(patternOf(form));
    const help = `${code}: take example from the expected.txt of a case in test/golden/compile/, line by line`;
    if (goldens.includes(` ${code} `)) expect(goldens.includes(example.join("\n")), help).toBe(true);
  });
});
