import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Compiled } from "../../src/compile/compile.ts";
import type { BundleFile } from "../../src/model/bundle.ts";
import type { Files } from "./compile-text.ts";
import { compileFiles, rendered } from "./compile-text.ts";

const root = join(import.meta.dirname, "../golden/compile");
const isUpdate = process.env["UPDATE_GOLDEN"] === "1";
const cases = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name)
  .toSorted();

/** A case's input: every file but the expectations; `environment` holds the name of the environment to compile for. */
function inputOf(folder: string): { readonly files: Files; readonly environment: string | undefined } {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("expected."))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = Object.fromEntries(paths.toSorted().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
  const { environment, ...rest } = files;
  return { files: rest, environment: environment?.trim() };
}

/** A compiled state as text: bytes of bundles as the JSON that they are. */
function readable(compiled: Compiled): string {
  const bundle = ({ digest, bytes }: BundleFile): unknown => ({
    digest,
    content: JSON.parse(new TextDecoder().decode(bytes)) as unknown,
  });
  const pipelines = compiled.desired.pipelines.map((pipeline) => ({
    ...pipeline,
    bundle: bundle(pipeline.bundle),
    modules: pipeline.modules.map((module) => ({ digest: module.digest, bytes: module.bytes.length })),
  }));
  const { tests, ...rest } = compiled;
  const shown = { ...rest, desired: { ...compiled.desired, pipelines }, ...(tests.length === 0 ? {} : { tests }) };
  return `${JSON.stringify(shown, undefined, 2)}\n`;
}

function expectFile(path: string, actual: string | undefined): void {
  if (isUpdate) {
    rmSync(path, { force: true });
    if (actual !== undefined) writeFileSync(path, actual);
    return;
  }
  expect(existsSync(path) ? readFileSync(path, "utf8") : undefined).toBe(actual);
}

describe("golden", () => {
  test.each(cases)("%s", (name) => {
    const folder = join(root, name);
    const { files, environment } = inputOf(folder);
    const result = compileFiles(files, environment);
    const text = rendered(result, files);
    expectFile(join(folder, "expected.txt"), text === "" ? undefined : `${text}\n`);
    expectFile(join(folder, "expected.json"), result.ok ? readable(result.value) : undefined);
  });
});
