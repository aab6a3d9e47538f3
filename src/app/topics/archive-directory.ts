import { createHash } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join, relative, sep } from "node:path";
import type { ArchiveFolder, WrittenFile } from "../../operate/archive/archive-folder.ts";

const unfinished = ".unfinished";

/** An archive in a directory, which is made with the first file. Only its owner may read it: records are anybody's data. */
export function archiveDirectory(directory: string): ArchiveFolder {
  const place = (file: string): string => join(directory, ...file.split("/"));
  return {
    async list() {
      const entries = await readdir(directory, { recursive: true, withFileTypes: true }).catch(noDirectory);
      return entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith(unfinished))
        .map(({ parentPath, name }) => relative(directory, join(parentPath, name)).split(sep).join("/"))
        .toSorted();
    },
    async write(file, source) {
      await mkdir(dirname(place(file)), { recursive: true, mode: 0o700 });
      return writeFile(place(file), source);
    },
    read: (file) => createReadStream(place(file)),
    remove: (file) => rm(place(file), { force: true }),
  };
}

function noDirectory(error: unknown): [] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}

/** Under another name until everything is on the disk. */
async function writeFile(path: string, source: AsyncIterable<Uint8Array>): Promise<WrittenFile> {
  const hash = createHash("sha256");
  let bytes = 0;
  const handle = await open(`${path}${unfinished}`, "w", 0o600);
  try {
    for await (const part of source) {
      hash.update(part);
      bytes += part.length;
      await handle.writeFile(part);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(`${path}${unfinished}`, path);
  return { bytes, sha256: hash.digest("hex") };
}
