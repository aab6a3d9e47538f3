/**
 * After `tsc`: joins the compiler's modules in `dist/` into one file, `dist/joined.js`, because Node takes half a
 * millisecond for each module that it loads, and a run of `validate` after a small change little more than that for all
 * of them. Every module stays where it was and exports what it did, from there: each exists once, whoever imports it.
 */
import { createHash } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { parse } from "es-module-lexer/js";
import type { Plugin } from "esbuild";
import { build } from "esbuild";

const dist = resolve(import.meta.dirname, "../dist");
/** What these import, directly or not, is joined; not what is imported only when it is needed. */
const entries = ["app/checked/check-change.js", "cli/commands/validate.js"].map((file) => join(dist, file));
const joined = join(dist, "joined.js");

/** The modules that are joined, by their paths, sorted. */
async function modulesOf(files: readonly string[]): Promise<readonly string[]> {
  const { metafile } = await build({
    ...options,
    plugins,
    entryPoints: [...files],
    outdir: dist,
    write: false,
    metafile: true,
  });
  return Object.keys(metafile.inputs)
    .map((path) => resolve(dist, path))
    .filter((path) => path.startsWith(`${dist}${sep}`))
    .toSorted();
}

/** The expression language comes along, with its licence: it would be 14 more modules. */
const included = "@marcbachmann/cel-js";
const includedFolder = resolve(dist, "../node_modules", included);
const licence = (await readFile(join(includedFolder, "LICENSE"), "utf8")).trim();

/** What loads packages finds the same ones from another file; anything else that asks where it is stays there. */
const asksWhereItIs = (code: string): boolean =>
  /import\.meta/.test(code.replaceAll("createRequire(import.meta.url)", ""));

/** What is imported only when it is needed stays a module of its own, and so does what asks where it is. */
const apart: Plugin = {
  name: "apart",
  setup: (esbuild) =>
    esbuild.onResolve({ filter: /^\./ }, async ({ kind, path, resolveDir }) => {
      const target = resolve(resolveDir, path);
      if (kind === "entry-point" || !target.startsWith(`${dist}${sep}`) || target.includes("node_modules"))
        return undefined;
      if (kind !== "dynamic-import" && !asksWhereItIs(await readFile(target, "utf8"))) return undefined;
      return { path: importPath(joined, target), external: true };
    }),
};

const options = {
  absWorkingDir: dist,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // What is read is parsed at each start: comments and white space would be half of it.
  minifyWhitespace: true,
  packages: "external",
  alias: { [included]: join(includedFolder, "lib/index.js") },
  banner: { js: `/*!\nContains ${included}:\n\n${licence}\n*/` },
} as const;
const plugins = [apart];

const exportsOf = (code: string): readonly string[] =>
  parse(code)[1].flatMap((one) => ("name" in one ? (one.name ?? []) : []));

const importPath = (from: string, to: string): string => {
  const path = relative(dirname(from), to);
  return path.startsWith(".") ? path : `./${path}`;
};

/** A hash of the whole program and of the versions of its libraries: what is cached by one program is for it alone. */
async function fingerprint(): Promise<string> {
  const hash = createHash("sha256").update(await readFile(join(dist, "../package.json")));
  for (const name of (await readdir(dist, { recursive: true })).toSorted())
    if (name.endsWith(".js")) hash.update(`\n${name}\n`).update(await readFile(join(dist, name)));
  return hash.digest("hex");
}

const modules = await Promise.all(
  (await modulesOf(entries)).map(async (path, index) => {
    const code = await readFile(path, "utf8");
    return { path, names: exportsOf(code).map((name) => ({ name, joinedName: `${name}_${index}` })) };
  }),
);
const contents = modules.map(
  ({ path, names }) =>
    `export { ${names.map(({ name, joinedName }) => `${name} as ${joinedName}`).join(", ")} } from "${importPath(joined, path)}";`,
);
await build({ ...options, plugins, stdin: { contents: contents.join("\n"), resolveDir: dist }, outfile: joined });
await Promise.all(
  modules.map(({ path, names }) =>
    writeFile(
      path,
      `export { ${names.map(({ name, joinedName }) => `${joinedName} as ${name}`).join(", ")} } from "${importPath(path, joined)}";\n`,
    ),
  ),
);
const built = `export const builtFingerprint = "${await fingerprint()}";\n`;
await writeFile(join(dist, "app/checked/built-fingerprint.js"), built);
