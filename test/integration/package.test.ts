import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const checkout = resolve(import.meta.dirname, "../..");
let folder = "";

const run = (command: string, ...commandLine: readonly string[]): string =>
  execFileSync(command, [...commandLine], { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** The binary as a user's shell finds it. */
const sluiceway = (...commandLine: readonly string[]): string =>
  run(join("node_modules", ".bin", "sluiceway"), ...commandLine);

describe("the package, installed from its tarball into an empty folder", () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "sluiceway-package-"));
    await writeFile(join(folder, "package.json"), JSON.stringify({ name: "user", private: true }));
    run("npm", "pack", checkout, "--silent", "--pack-destination", folder);
    run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefer-offline", "./sluiceway-0.1.0.tgz");
  }, 240_000);
  afterAll(() => rm(folder, { recursive: true }));

  test("has one binary, that says its version", () => {
    expect(sluiceway("--version").trim()).toBe("0.1.0");
  });

  test("writes a root, and finds it valid", () => {
    sluiceway("init", "pipelines");
    expect(sluiceway("validate")).toMatch(/^valid: 1 pipeline/);
  });

  test("carries the schemas and the example, and neither tests nor sources", () => {
    const installed = join(folder, "node_modules", "sluiceway");
    for (const path of ["schemas/pipeline.schema.json", "pipelines/search-pipeline.yaml", "LICENSE", "README.md"])
      expect(existsSync(join(installed, path)), path).toBe(true);
    for (const path of ["src", "test", "docs"]) expect(existsSync(join(installed, path)), path).toBe(false);
    expect(sluiceway("validate", "--root", join(installed, "pipelines"), "-e", "local")).toMatch(/^valid: 2 pipelines/);
  });
});
