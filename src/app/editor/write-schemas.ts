import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { dirname, join, posix } from "node:path";
import {
  approvalSchema,
  clusterSchema,
  environmentSchema,
  pipelineSchema,
  policySchema,
  settingsSchema,
  testSchema,
} from "../../compile/generated/schemas.ts";
import { isConfigurationFile } from "../../source/configuration-file.ts";
import { identifyingKeys } from "../../source/document.ts";

const schemas: Readonly<Record<string, unknown>> = {
  approval: approvalSchema,
  cluster: clusterSchema,
  environment: environmentSchema,
  pipeline: pipelineSchema,
  policy: policySchema,
  settings: settingsSchema,
  test: testSchema,
};

/** Where the schemas lie within a root: hidden, so that it is no part of the configuration. */
const folderName = ".sluiceway/schemas";
const modeline = /^# yaml-language-server: \$schema=.*$/m;

/** What became of a file. `mixed`: its documents are of several kinds, and an editor knows one schema a file. */
export interface WrittenFile {
  readonly path: string;
  readonly outcome: "created" | "updated" | "unchanged" | "mixed" | "unknown";
}

/**
 * Writes the JSON Schemas into a configuration root, and the line into each YAML file by which editors find its schema
 * (the YAML language server's modeline). Nothing else of a file is touched; a file that has the line keeps its place.
 */
export async function writeSchemas(root: string): Promise<readonly WrittenFile[]> {
  const written: WrittenFile[] = [];
  for (const [kind, schema] of Object.entries(schemas)) {
    const path = `${folderName}/${kind}.schema.json`;
    written.push(await write(root, path, `${JSON.stringify(schema, undefined, 2)}\n`));
  }
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, "/").length).replaceAll("\\", "/"))
    .filter((path) => isConfigurationFile(path) && /\.ya?ml$/.test(path));
  for (const path of files.toSorted()) written.push(await writeModeline(root, path));
  return written;
}

async function writeModeline(root: string, path: string): Promise<WrittenFile> {
  const text = await readFile(join(root, path), "utf8");
  const kinds = kindsOf(path, text);
  const [kind] = kinds;
  if (kind === undefined) return { path, outcome: "unknown" };
  if (kinds.length > 1) return { path, outcome: "mixed" };
  const schema = posix.relative(posix.dirname(path), `${folderName}/${kind}.schema.json`);
  const line = `# yaml-language-server: $schema=${schema}`;
  return write(root, path, modeline.test(text) ? text.replace(modeline, () => line) : `${line}\n${text}`);
}

/** The kinds of a file's documents, told by their keys at the beginning of a line; the settings by their name. */
function kindsOf(path: string, text: string): readonly string[] {
  if (/(?:^|[./])settings\.ya?ml$/.test(path)) return ["settings"];
  const kinds = text.split(/^---.*$/m).flatMap((document) => {
    const found = Object.entries(identifyingKeys).find(([key]) => new RegExp(`^${key}\\s*:`, "m").test(document));
    return found === undefined ? [] : [found[1]];
  });
  return [...new Set(kinds)];
}

async function write(root: string, path: string, text: string): Promise<WrittenFile> {
  const target = join(root, path);
  const current = await readFile(target, "utf8").catch(() => undefined);
  if (current === text) return { path, outcome: "unchanged" };
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
  return { path, outcome: current === undefined ? "created" : "updated" };
}
