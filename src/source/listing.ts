import { createHash } from "node:crypto";
import type { FileListing, FileTree } from "./repository.ts";

/** The listing of a tree that is at hand: ids are hashes of the contents. */
export function listingOf(tree: FileTree): FileListing {
  const idOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");
  return {
    revision: tree.revision,
    ids: new Map([...tree.files].map(([path, bytes]) => [path, idOf(bytes)])),
    read: async (paths) => ({ ok: true, value: someOf(tree, paths), warnings: [] }),
  };
}

function someOf({ revision, files }: FileTree, paths: readonly string[]): FileTree {
  const wanted = new Set(paths);
  return { revision, files: new Map([...files].filter(([path]) => wanted.has(path))) };
}
