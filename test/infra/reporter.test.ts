import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { closingLine, countTests } from "./reporter.ts";
import type { CountedModule } from "./reporter.ts";

type State = "passed" | "failed" | "skipped" | "pending";

const error = { message: "broken" };

function testModule(states: readonly State[], broken: { file?: boolean; suite?: boolean } = {}): CountedModule {
  const tests = states.map((state) => ({ result: () => ({ state, errors: undefined }) }));
  const suites = [{ errors: () => (broken.suite ? [error] : []) }];
  return {
    errors: () => (broken.file ? [error] : []),
    // Only the state of a result is read.
    children: { allTests: () => tests as never, allSuites: () => suites },
  };
}

describe("countTests", () => {
  test("adds up the tests of all files", () => {
    const modules = [testModule(["passed", "failed", "skipped"]), testModule(["passed", "passed"])];
    expect(countTests(modules, 0)).toEqual({ passed: 3, failed: 1, skipped: 1 });
  });

  test("counts a file that could not be collected as failed", () => {
    expect(countTests([testModule([], { file: true })], 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
  });

  test("counts a suite whose hook failed as failed, beside the tests it left out", () => {
    const modules = [testModule(["skipped", "skipped"], { suite: true })];
    expect(countTests(modules, 0)).toEqual({ passed: 0, failed: 1, skipped: 2 });
  });

  test("counts a test that was cut off as failed", () => {
    expect(countTests([testModule(["passed", "pending"])], 0)).toEqual({ passed: 1, failed: 1, skipped: 0 });
  });

  test("counts each unhandled error as failed although every test passed", () => {
    expect(countTests([testModule(["passed"])], 2)).toEqual({ passed: 1, failed: 2, skipped: 0 });
  });
});

test("the closing line is what CI matches", () => {
  expect(closingLine({ passed: 12, failed: 0, skipped: 1 })).toBe("12 passed, 0 failed, 1 skipped");
});

describe("in a run of vitest's own", () => {
  const repository = join(import.meta.dirname, "..", "..");
  const folders: string[] = [];

  afterEach(() => {
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
  });

  /** Runs vitest with the reporter over these test files; returns the last line that it printed. */
  function lastLineOf(
    files: Readonly<Record<string, string>>,
    globalSetup: readonly string[] = [],
  ): string | undefined {
    const folder = mkdtempSync(join(tmpdir(), "sluiceway-reporter-"));
    folders.push(folder);
    const reporters = ["default", join(import.meta.dirname, "reporter.ts")];
    const config = { test: { globals: true, include: ["*.case.mjs"], globalSetup, reporters } };
    writeFileSync(join(folder, "vitest.config.mjs"), `export default ${JSON.stringify(config)};`);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    const vitest = join(repository, "node_modules", "vitest", "vitest.mjs");
    const run = spawnSync(process.execPath, [vitest, "run", "--root", folder], { encoding: "utf8", cwd: folder });
    return run.stdout.trimEnd().split("\n").at(-1);
  }

  test("the closing line comes last and counts every kind of failure", () => {
    const line = lastLineOf({
      "outcomes.case.mjs": `test("a", () => {}); test("b", () => { throw new Error("b"); }); test.skip("c", () => {}); test.todo("d");`,
      "collection.case.mjs": `throw new Error("not collected");`,
      "hook.case.mjs": `describe("s", () => { beforeAll(() => { throw new Error("hook"); }); test("e", () => {}); });`,
      "unhandled.case.mjs": `test("f", async () => { void Promise.reject(new Error("f")); await new Promise((r) => setTimeout(r, 20)); });`,
    });
    expect(line).toBe("2 passed, 4 failed, 3 skipped");
  });

  test("a run whose setup fails doesn't look like a good one", () => {
    const files = {
      "a.case.mjs": `test("a", () => {});`,
      "setup.mjs": `export function setup() { throw new Error("no server"); }`,
    };
    expect(lastLineOf(files, ["./setup.mjs"])).toMatch(/^0 passed, [1-9]\d* failed, /);
  });
});
