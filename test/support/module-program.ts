import { createHash } from "node:crypto";
import { renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const source = resolve(import.meta.dirname, "../../src/engine/processors/modules/module-thread.ts");

interface Bundler {
  buildSync(options: Readonly<Record<string, unknown>>): { readonly outputFiles: readonly { readonly text: string }[] };
}

/** The bundler that tsx brings along. */
function bundler(): Bundler {
  const tsx = createRequire(import.meta.url).resolve("tsx");
  return createRequire(tsx)("esbuild") as Bundler;
}

/** The program of modules' threads as one file of JavaScript: a thread that loads sources takes a second to start. */
export function builtModuleProgram(): URL {
  const options = { entryPoints: [source], bundle: true, platform: "node", format: "esm", write: false };
  const text = bundler().buildSync(options).outputFiles[0]?.text ?? "";
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 16);
  const path = join(tmpdir(), `sluiceway-module-thread-${digest}.mjs`);
  writeFileSync(`${path}.${process.pid}`, text);
  renameSync(`${path}.${process.pid}`, path);
  return pathToFileURL(path);
}
