/**
 * Source: where configuration comes from, and how its text becomes documents with spans.
 *
 * `repository.ts` is the interface, `git.ts` and `directory.ts` the drivers (used by app and tests alone);
 * `documents.ts` parses. Types may be imported by compile; reconcile, embedded, cli and app may import the rest.
 */
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Revision } from "../model/names.ts";

/** The files below a configuration root at one revision. Paths are relative to the root, with `/`, sorted. */
export interface FileTree {
  readonly revision: Revision;
  readonly files: ReadonlyMap<string, Uint8Array>;
}

/** The files below a configuration root at one revision by the ids of their contents, of which some can be read. */
export interface FileListing {
  readonly revision: Revision;
  /** Paths as in a tree. Equal ids of one repository are equal bytes. */
  readonly ids: ReadonlyMap<string, string>;
  /** The tree without the files that aren't asked for; fails where the repository can't be read any more. */
  read(paths: readonly string[]): Promise<Checked<FileTree>>;
}

/** Anything that holds revisions of a configuration root. */
export interface Repository {
  /** The text that people know it by: a path or URL without credentials. */
  readonly label: string;
  /** The revision that a ref (branch, tag, SHA; a directory has only the working state) stands for now. */
  resolve(ref: string | undefined): Promise<Checked<Revision>>;
  /** The root's files at a revision; fails with SLW1002 where it is not to be had any more. */
  read(revision: Revision): Promise<Checked<FileTree>>;
  /** What `read` would give, without reading it. */
  list(revision: Revision): Promise<Checked<FileListing>>;
  /** Whether the later revision is the earlier one or descends from it; undefined where that isn't known. */
  follows(earlier: Revision, later: Revision): Promise<boolean | undefined>;
  close(): Promise<void>;
}

/** The answer of every driver for a ref or revision that its repository doesn't have (any more). */
export function noSuchRef<T>(repository: string, ref: string): Checked<T> {
  return failed(diagnostic("SLW1002", { ref, repository }));
}
