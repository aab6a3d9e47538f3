import { readdir, readFile, stat } from "node:fs/promises";
import { extname, join, relative, sep } from "node:path";
import type { DocumentToIngest } from "../operate/ingest.ts";

/** Endings of files that hold text for people. */
const textEndings: ReadonlySet<string> = new Set([
  ".txt",
  ".md",
  ".markdown",
  ".rst",
  ".adoc",
  ".html",
  ".csv",
  ".json",
  ".log",
]);

/** The text files below a folder (or the one file that the path names), sorted; hidden folders and packages left out. */
export async function textFilesIn(path: string): Promise<readonly string[]> {
  if ((await stat(path)).isFile()) return [path];
  const entries = await readdir(path, { withFileTypes: true });
  const found = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith(".") && name !== "node_modules")
      .map(async (entry) => {
        const child = join(path, entry.name);
        if (entry.isDirectory()) return await textFilesIn(child);
        return entry.isFile() && textEndings.has(extname(entry.name).toLowerCase()) ? [child] : [];
      }),
  );
  return found.flat().toSorted();
}

/** Reads files one by one; a document's name is its path relative to the folder, with `/`. */
export async function* documentsOf(files: readonly string[], folder: string): AsyncGenerator<DocumentToIngest> {
  for (const file of files) {
    const name = relative(folder, file).split(sep).join("/");
    yield { name: name === "" ? file : name, bytes: await readFile(file) };
  }
}
