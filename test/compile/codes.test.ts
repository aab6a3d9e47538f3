import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { codes } from "../../src/diagnostics/codes.ts";
import { compileBytes, findingsOf, renderedBytes } from "./compile-text.ts";

/**
 * For each code of the compiler one minimal root that shows it and nothing else (`failing`, with the exact output in
 * `expected.txt`), and the same root repaired, of which nothing is said. UPDATE_GOLDEN=1 writes the expectations anew.
 */
const root = join(import.meta.dirname, "../golden/codes");
const ofCompiler = Object.keys(codes).filter((code) => /^SLW1[0-68]/.test(code));

/** Codes that no files of a root can show, and the test that shows each. */
const elsewhere: Readonly<Record<string, string>> = {
  SLW1002: "test/source/repository.contract.ts", // A ref that the repository doesn't have.
  SLW1003: "test/source/repository.test.ts", // A repository that can't be read.
  SLW1004: "test/source/bad-input.test.ts", // More than 1 MB, which no folder here should hold.
  SLW1109: "test/diagnostics/render.test.ts", // More findings than are shown.
  // What only a run of a test can find.
  SLW1801: "test/cli/test.test.ts",
  SLW1802: "test/cli/test.test.ts",
  SLW1803: "test/cli/test.test.ts",
  SLW1808: "test/cli/test.test.ts",
};

/** What a case may be told beside: the language is ahead of the engine. */
const notYet = "SLW1120";

const shown = ofCompiler.filter((code) => elsewhere[code] === undefined);

function filesIn(folder: string): ReadonlyMap<string, Uint8Array> {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name !== "expected.txt")
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  return new Map(paths.toSorted().map((path) => [path, readFileSync(join(folder, path))]));
}

function run(
  code: string,
  state: "failing" | "repaired",
): { readonly codes: readonly string[]; readonly text: string } {
  const files = new Map(filesIn(join(root, code, state)));
  const environment = files.get("environment");
  files.delete("environment");
  const result = compileBytes(files, environment && Buffer.from(environment).toString("utf8").trim());
  return { codes: findingsOf(result).map((found) => found.code), text: renderedBytes(result, files) };
}

describe("each code of the compiler", () => {
  test("has a case here, or a test elsewhere that shows it", () => {
    expect(readdirSync(root).toSorted()).toEqual(shown.toSorted());
    for (const [code, file] of Object.entries(elsewhere)) {
      expect(ofCompiler).toContain(code);
      expect(readFileSync(join(import.meta.dirname, "../..", file), "utf8"), `${file} shows ${code}`).toContain(code);
    }
  });

  test.each(shown)("%s", (code) => {
    const failing = run(code, "failing");
    const other = failing.codes.filter((found) => found !== code && found !== notYet);
    expect(failing.codes).toContain(code);
    expect(other, "the failing case shows its code and no other").toEqual([]);
    const file = join(root, code, "failing/expected.txt");
    if (process.env["UPDATE_GOLDEN"] === "1") writeFileSync(file, `${failing.text}\n`);
    expect(existsSync(file) ? readFileSync(file, "utf8") : undefined).toBe(`${failing.text}\n`);
    const repaired = run(code, "repaired").codes.filter((found) => found !== notYet);
    expect(repaired, "the repaired case has no findings").toEqual([]);
  });
});
