import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/architecture.md"), "utf8");
const files = [...new Set([...page.matchAll(/`([\w/.-]+\.ts)`/g)].map(([, file]) => file ?? ""))];

/** Where the page's paths may begin: in the folder that a paragraph is about. */
const folders = ["", "src", "src/engine", "src/reconcile", "src/reconcile/stages", "src/plan"];

test.each(files)("docs/architecture.md names %s, which exists", (file) => {
  expect(folders.filter((folder) => existsSync(join(root, folder, file)))).not.toEqual([]);
});
