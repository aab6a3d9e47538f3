/** The driver for a folder that is read as it is saved. */
import { createHash } from "node:crypto";
import { lstat, readdir, readFile, realpath } from "node:fs/promises";
import { join, relative, resolve, sep } from "node:path";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Revision } from "../model/names.ts";
import { parsed, parseRevision } from "../model/names.ts";
import { isConfigurationFile } from "./configuration-file.ts";
import { listingOf } from "./listing.ts";
import type { FileTree, Repository } from "./repository.ts";
import { noSuchRef } from "./repository.ts";

/** How many of the states that it has read a folder's repository remembers. */
const rememberedTrees = 20;

/**
 * A folder as a repository: its one ref is what is saved now, and its revision is a hash of the content. States that
 * were read before can be read again as long as the object lives. Symbolic links are followed inside of the folder only.
 */
export function openDirectory(path: string): Repository {
  const root = resolve(path);
  const trees = new Map<Revision, FileTree>();
  const remember = (tree: FileTree): void => {
    trees.delete(tree.revision);
    trees.set(tree.revision, tree);
    const oldest = trees.keys().next();
    if (trees.size > rememberedTrees && !oldest.done) trees.delete(oldest.value);
  };
  return {
    label: path,
    async resolve(ref) {
      if (ref !== undefined) return noSuchRef(path, ref);
      const read = await readTree(root, path);
      if (!read.ok) return read;
      remember(read.value);
      return { ok: true, value: read.value.revision, warnings: [] };
    },
    async read(revision) {
      const tree = trees.get(revision);
      return tree === undefined ? noSuchRef(path, revision) : { ok: true, value: tree, warnings: [] };
    },
    async list(revision) {
      const tree = trees.get(revision);
      return tree === undefined ? noSuchRef(path, revision) : { ok: true, value: listingOf(tree), warnings: [] };
    },
    // A folder has no history.
    follows: async (earlier, later) => (earlier === later ? true : undefined),
    async close() {
      trees.clear();
    },
  };
}

async function readTree(root: string, label: string): Promise<Checked<FileTree>> {
  try {
    const real = await realpath(root);
    const paths = await configurationFiles(real);
    const contents = await Promise.all(paths.map((path) => readFile(join(real, path))));
    const files = new Map(paths.map((path, index) => [path, contents[index] ?? Buffer.alloc(0)]));
    return { ok: true, value: { revision: contentRevision(files), files }, warnings: [] };
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : String(error);
    return failed(diagnostic("SLW1003", { repository: label, reason }));
  }
}

/** Paths with `/`, sorted by code unit as Git sorts them. */
async function configurationFiles(root: string, folder = root): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries.map(async (entry) => {
      const path = join(folder, entry.name);
      const name = relative(root, path).split(sep).join("/");
      if (entry.isDirectory()) return isHiddenFolder(entry.name) ? [] : configurationFiles(root, path);
      if (!isConfigurationFile(name)) return [];
      return entry.isFile() || (await leadsInside(root, path)) ? [name] : [];
    }),
  );
  return found.flat().toSorted();
}

const isHiddenFolder = (name: string): boolean => name.startsWith(".") || name === "node_modules";

/** Whether a symbolic link leads to a regular file below the root. */
async function leadsInside(root: string, path: string): Promise<boolean> {
  try {
    const target = await realpath(path);
    return target.startsWith(root + sep) && (await lstat(target)).isFile();
  } catch {
    return false;
  }
}

function contentRevision(files: ReadonlyMap<string, Uint8Array>): Revision {
  const hash = createHash("sha256");
  for (const [path, bytes] of files) hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  return parsed(parseRevision(`dir-${hash.digest("hex").slice(0, 40)}`));
}
