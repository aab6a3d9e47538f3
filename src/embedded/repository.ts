import { createHash } from "node:crypto";
import type { Revision } from "../model/names.ts";
import { parsed, parseRevision } from "../model/names.ts";
import { listingOf } from "../source/listing.ts";
import type { FileTree, Repository } from "../source/repository.ts";
import { noSuchRef } from "../source/repository.ts";

/** A repository in memory with one line of history: the peer of the Git driver. */
export interface EmbeddedRepository extends Repository {
  /** Makes these files the newest revision. Paths are relative to the configuration root. */
  commit(files: Readonly<Record<string, string>>): Revision;
  /** Makes an older revision the newest state, as a forced push does. */
  moveTo(revision: Revision): void;
}

/** An empty repository; `HEAD` is its newest commit, and a full revision names any of them. */
export function createEmbeddedRepository(): EmbeddedRepository {
  const label = "embedded";
  const trees = new Map<string, FileTree>();
  const parents = new Map<Revision, Revision | undefined>();
  let head: Revision | undefined;
  return {
    label,
    commit(files) {
      const paths = Object.keys(files).toSorted();
      const revision = revisionOf([head ?? "", ...paths.flatMap((path) => [path, files[path] ?? ""])]);
      parents.set(revision, head);
      trees.set(revision, { revision, files: new Map(paths.map((path) => [path, Buffer.from(files[path] ?? "")])) });
      head = revision;
      return revision;
    },
    moveTo(revision) {
      head = revision;
    },
    async resolve(ref = "HEAD") {
      const found = ref === "HEAD" ? head : trees.get(ref)?.revision;
      return found === undefined ? noSuchRef(label, ref) : { ok: true, value: found, warnings: [] };
    },
    async read(revision) {
      const tree = trees.get(revision);
      return tree === undefined ? noSuchRef(label, revision) : { ok: true, value: tree, warnings: [] };
    },
    async list(revision) {
      const tree = trees.get(revision);
      return tree === undefined ? noSuchRef(label, revision) : { ok: true, value: listingOf(tree), warnings: [] };
    },
    async follows(earlier, later) {
      if (!trees.has(earlier) || !trees.has(later)) return undefined;
      for (let one: Revision | undefined = later; one !== undefined; one = parents.get(one))
        if (one === earlier) return true;
      return false;
    },
    async close() {},
  };
}

function revisionOf(parts: readonly string[]): Revision {
  return parsed(parseRevision(createHash("sha1").update(JSON.stringify(parts)).digest("hex")));
}
