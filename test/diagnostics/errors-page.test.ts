import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "../../src/diagnostics/codes.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/errors.md"), "utf8");

/** Sections by their code. */
const sections = new Map(
  page
    .split(/^(?=##)/m)
    .map((section) => [/^### (SLW\d{4})\n/.exec(section)?.[1], section] as const)
    .filter(([code]) => code !== undefined),
);

/** What a formatter may change in Markdown without changing what is read. */
const plain = (text: string): string => text.replaceAll(/[\\*_]/g, "").replaceAll(/\s+/g, " ");

/** The rows with their parameters shown by name: `The pipeline "<pipeline>" has no step "<target>"`. */
const rows = Object.entries(codes).map(([code, row]) => {
  const names: unknown = new Proxy({}, { get: (_, name) => `<${String(name)}>` });
  return {
    code,
    severity: row.severity,
    form: (row.message as (parameters: unknown) => string)(names),
    hint: row.hint,
  };
});

const goldenFolder = join(root, "test/golden/compile");
const goldens = readdirSync(goldenFolder)
  .map((name) => join(goldenFolder, name, "expected.txt"))
  .filter((path) => existsSync(path))
  .map((path) => readFileSync(path, "utf8"))
  .join("\n");

describe("docs/errors.md and the table of codes", () => {
  test("have the same codes, in order", () => {
    expect([...sections.keys()]).toEqual(rows.map((row) => row.code).toSorted());
  });

  test.each(rows)("$code: severity, message, hint, explanation and example", ({ code, severity, form, hint }) => {
    const section = sections.get(code) ?? "";
    expect(section).toContain(severity === "error" ? "\n\nError: `" : "\n\nWarning: `");
    expect(plain(section)).toContain(plain(form));
    if (hint !== undefined) expect(plain(section)).toContain(plain(`Hint: ${hint}`));
    const explanation = section.split("\n\n")[2] ?? "";
    expect(explanation.length).toBeGreaterThan(40);
    const example = /```text\n(.*?)\n```/s.exec(section)?.[1] ?? "";
    expect(example).toContain(`${severity} ${code} `);
    if (goldens.includes(` ${code} `)) expect(goldens).toContain(example);
  });
});
