/**
 * Generates TypeScript from the JSON Schemas of this folder: the types of documents into src/model/generated/, and the
 * schemas as constants and their validators as code into src/compile/generated/ (the compiler does no IO, and compiles no
 * schema at run time); the contract of remote processors as a constant; and docs/errors.md from the table of codes.
 * With `--check` nothing is written; stale files are named and the exit code is 1.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { compile } from "json-schema-to-typescript";
import { builtinProcessors } from "../src/model/builtin-processors.ts";
import { remoteProcessors } from "../src/model/remote-processors.ts";
import { errorsPage } from "./errors-page.ts";
import { validatorModule } from "./validator-code.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Schema = Readonly<Record<string, Json>>;

const kinds = ["cluster", "pipeline", "environment", "policy", "approval", "test", "settings"] as const;
const banner = "/** Generated from schemas/ by `npm run generate`; do not edit. */";

const validatorFolder = "src/compile/generated/validators";

const isSchema = (value: Json | undefined): value is Schema =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const keptAsTheyStand = new Set(["description", "type", "enum", "const", "required"]);

/**
 * What the type generator needs of a schema: titles only where a type is to be named, nothing beside a `$ref`, and no
 * conditions that types can't express. Everything else would give one alias per field.
 */
function forTypes(schema: Schema, isNamed: boolean): Schema {
  if (schema["$ref"] !== undefined) return { $ref: schema["$ref"] };
  const isFree = !["type", "enum", "const"].some((key) => schema[key] !== undefined);
  const kept = Object.entries(schema).flatMap(([key, member]): (readonly [string, Json])[] => {
    if (keptAsTheyStand.has(key) || (key === "title" && isNamed)) return [[key, member]];
    if (!isSchema(member)) return key === "additionalProperties" ? [[key, member]] : [];
    if (key === "properties" || key === "$defs") return [[key, members(member, key === "$defs")]];
    return key === "items" || key === "additionalProperties" ? [[key, forTypes(member, false)]] : [];
  });
  return { ...Object.fromEntries(kept), ...(isFree ? { tsType: "unknown" } : {}) };
}

function members(schemas: Schema, areNamed: boolean): Schema {
  return Object.fromEntries(
    Object.entries(schemas)
      .filter(([, member]) => !isSchema(member) || member["not"] === undefined)
      .map(([key, member]) => [key, isSchema(member) ? forTypes(member, areNamed) : member]),
  );
}

async function typesOf(kind: string, schema: Schema): Promise<string> {
  const title = kind.charAt(0).toUpperCase() + kind.slice(1);
  return compile(forTypes(schema, true), title, {
    bannerComment: banner,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    style: { printWidth: 120 },
  });
}

/** The generated files, by path relative to the project's root, from the schemas in `root`. */
export async function generatedFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  const constants: string[] = [banner];
  for (const kind of kinds) {
    const schema = JSON.parse(await readFile(join(root, `schemas/${kind}.schema.json`), "utf8")) as Schema;
    files.set(`src/model/generated/${kind}.ts`, await typesOf(kind, schema));
    constants.push(
      `export const ${kind}Schema: Readonly<Record<string, unknown>> = ${JSON.stringify(schema, undefined, 2)};`,
    );
    files.set(`${validatorFolder}/${kind}.ts`, validatorModule(banner, { [kind]: schema }));
  }
  files.set("src/compile/generated/schemas.ts", `${constants.join("\n\n")}\n`);
  const configs = Object.entries(builtinProcessors).map(([name, { configSchema }]) => [name, configSchema] as const);
  files.set(`${validatorFolder}/builtin-processors.ts`, validatorModule(banner, Object.fromEntries(configs)));
  const remote = Object.entries(remoteProcessors).map(([kind, { configSchema }]) => [kind, configSchema] as const);
  files.set(`${validatorFolder}/remote-processors.ts`, validatorModule(banner, Object.fromEntries(remote)));
  const proto = await readFile(join(root, "schemas/processor.proto"), "utf8");
  files.set(
    "src/model/generated/processor-proto.ts",
    `${banner}\nexport const processorProto = ${JSON.stringify(proto)};\n`,
  );
  files.set("docs/errors.md", errorsPage());
  return files;
}

async function main(): Promise<void> {
  const root = join(import.meta.dirname, "..");
  const stale: string[] = [];
  for (const [path, text] of await generatedFiles(root)) {
    const target = join(root, path);
    const current = await readFile(target, "utf8").catch(() => undefined);
    if (current === text) continue;
    stale.push(path);
    if (process.argv.includes("--check")) continue;
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text);
  }
  const verdict = process.argv.includes("--check") ? "stale, run `npm run generate`" : "written";
  for (const path of stale) console.log(`${path}: ${verdict}`);
  if (stale.length > 0 && process.argv.includes("--check")) process.exitCode = 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) await main();
