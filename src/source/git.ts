/** The driver for Git repositories: any URL or path, any ref, no work tree needed. */
import { createHash } from "node:crypto";
import { mkdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { SimpleGit } from "simple-git";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Revision } from "../model/names.ts";
import { parseRevision } from "../model/names.ts";
import { isConfigurationFile } from "./configuration-file.ts";
import type { GitAccess } from "./git/access.ts";
import { accessEnvironment } from "./git/access.ts";
import { descendsFrom } from "./git/descends-from.ts";
import { followBranch } from "./git/follow-branch.ts";
import { gitIn, readBlobs, readGit } from "./git/git-command.ts";
import type { FileListing, FileTree, Repository } from "./repository.ts";
import { noSuchRef } from "./repository.ts";

export interface GitOptions {
  /** A folder (bare or with a work tree) or a URL. */
  readonly url: string;
  /** The configuration root's folder within the repository, with `/`; empty: the repository's own root. */
  readonly path: string;
  /** Where clones of URLs are kept; each has a folder of its own. */
  readonly cacheDirectory: string;
  readonly access?: GitAccess | undefined;
  /** Fetch only the ref that is resolved, without the history before the first look: for a process that follows it. */
  readonly followOnly?: boolean | undefined;
}

/** A URL without the credentials that it may carry. */
const withoutCredentials = (url: string): string => url.replace(/^([a-z+]+:\/\/)[^/@]*@/i, "$1");

/** A text that may quote the URL or the token, without credentials. */
function redacted(text: string, { url, access }: GitOptions): string {
  const shown = text.replaceAll(url, withoutCredentials(url)).trim();
  return access?.token === undefined ? shown : shown.replaceAll(access.token, "***");
}

/**
 * A Git repository. A folder is read in place; of a URL a bare clone is kept in the cache and fetched at each
 * `resolve`. Revisions that were read stay readable there: a ref of our own keeps them.
 */
export function openGit(options: GitOptions): Repository {
  const label = withoutCredentials(options.url);
  let opened: Promise<Store> | undefined;
  const store = (): Promise<Store> => (opened ??= openStore(options));
  const guarded = async <T>(work: (store: Store) => Promise<Checked<T>>): Promise<Checked<T>> => {
    try {
      return await work(await store());
    } catch (error) {
      opened = undefined;
      const reason = redacted(error instanceof Error ? error.message : String(error), options);
      return failed(diagnostic("SLW1003", { repository: label, reason }));
    }
  };
  return {
    label,
    resolve: (ref = "HEAD") =>
      guarded(async (found) => {
        const revision = await resolveRef(found, ref, options.followOnly === true);
        return revision === undefined ? noSuchRef(label, ref) : { ok: true, value: revision, warnings: [] };
      }),
    follows: async (earlier, later) => {
      try {
        const { git, folder } = await store();
        return await descendsFrom(await git(), folder, { earlier, later });
      } catch {
        return undefined;
      }
    },
    list: (revision) =>
      guarded(async (found) => {
        const listed = await listRevision(found, { revision, path: options.path, label });
        if (!listed.ok) return listed;
        const ids = listed.value;
        const read: FileListing["read"] = (paths) => guarded((store) => readFiles(store, { revision, ids, paths }));
        return { ok: true, value: { revision, ids, read }, warnings: [] };
      }),
    read: (revision) =>
      guarded(async (found) => {
        const listed = await listRevision(found, { revision, path: options.path, label });
        if (!listed.ok) return listed;
        return readFiles(found, { revision, ids: listed.value, paths: [...listed.value.keys()] });
      }),
    close: async () => {
      opened = undefined;
    },
  };
}

/** Where the objects are. */
interface Store {
  readonly folder: string;
  /** What changes the clone, or asks its origin. */
  readonly git: () => Promise<SimpleGit>;
  /** What the clone is of; undefined where the repository is read in place. */
  readonly origin: string | undefined;
}

const isFullId = (ref: string): boolean => /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(ref);

async function resolveRef(store: Store, ref: string, followOnly: boolean): Promise<Revision | undefined> {
  const { origin } = store;
  if (origin === undefined || (followOnly && isFullId(ref))) return findCommit(store, ref);
  const git = await store.git();
  if (!followOnly) {
    await fetchAll(git, origin);
    return findCommit(store, ref);
  }
  const commit = await followBranch(git, origin, ref);
  return commit === undefined ? undefined : resolveCommit(store.folder, commit);
}

async function openStore({ url, cacheDirectory, access = {}, followOnly }: GitOptions): Promise<Store> {
  if (await isFolder(url)) return { folder: url, git: () => gitIn(url), origin: undefined };
  // A clone without the history must not be taken for a whole one.
  const name = followOnly === true ? `followed ${url}` : url;
  const folder = join(cacheDirectory, createHash("sha256").update(name).digest("hex").slice(0, 32));
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const git = (): Promise<SimpleGit> => gitIn(folder, accessEnvironment(url, access));
  if (!(await isFolder(join(folder, "objects")))) await (await git()).raw(["init", "--bare", "--quiet", "."]);
  // The URL is named at each fetch and not kept in the clone's configuration: it may carry credentials.
  return { folder, git, origin: url };
}

async function isFolder(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isDirectory();
  } catch {
    return false;
  }
}

/** Branches and tags as they are there now, and HEAD as that repository has it. */
async function fetchAll(git: SimpleGit, origin: string): Promise<void> {
  await git.raw([
    "fetch",
    "--quiet",
    "--prune",
    "--force",
    "--",
    origin,
    "+refs/heads/*:refs/heads/*",
    "+refs/tags/*:refs/tags/*",
  ]);
  const symref = await git.raw(["ls-remote", "--symref", "--", origin, "HEAD"]);
  const head = /^ref: (refs\/heads\/\S+)\tHEAD$/m.exec(symref)?.[1];
  if (head !== undefined) await git.raw(["symbolic-ref", "HEAD", head]);
}

async function resolveCommit(folder: string, ref: string): Promise<Revision | undefined> {
  try {
    const sha = await readGit(folder, ["rev-parse", "--quiet", "--verify", "--end-of-options", `${ref}^{commit}`]);
    const revision = parseRevision(sha.toString("latin1").trim());
    return revision.ok ? revision.value : undefined;
  } catch (error) {
    if (await isRepository(folder)) return undefined;
    throw error;
  }
}

/**
 * The commit that a ref stands for. One that no branch or tag of a URL leads to any more (a forced push) can still be
 * had by its full SHA for as long as the server keeps it, so a clone that has never seen it asks.
 */
async function findCommit(store: Store, ref: string): Promise<Revision | undefined> {
  const { folder, origin } = store;
  const found = await resolveCommit(folder, ref);
  if (found !== undefined || origin === undefined || !parseRevision(ref).ok || ref.startsWith("dir-")) return found;
  const git = await store.git();
  try {
    await git.raw(["fetch", "--quiet", "--no-tags", "--", origin, ref]);
  } catch {
    // Whether it has no such commit or doesn't answer: the second must not pass for the first.
    await git.raw(["ls-remote", "--quiet", "--", origin, "HEAD"]);
    return undefined;
  }
  return resolveCommit(folder, ref);
}

async function isRepository(folder: string): Promise<boolean> {
  try {
    await readGit(folder, ["rev-parse", "--git-dir"]);
    return true;
  } catch {
    return false;
  }
}

interface ReadRequest {
  readonly revision: Revision;
  readonly path: string;
  readonly label: string;
}

/** The paths of a revision's files with the ids of their blobs. */
async function listRevision(
  store: Store,
  { revision, path, label }: ReadRequest,
): Promise<Checked<ReadonlyMap<string, string>>> {
  const prefix = path === "" || path.endsWith("/") ? path : `${path}/`;
  const list = async (): Promise<Buffer> =>
    readGit(store.folder, [
      "ls-tree",
      "-r",
      "-z",
      "--full-tree",
      `${revision}^{commit}`,
      ...(prefix === "" ? [] : ["--", prefix]),
    ]);
  let listing: Buffer;
  try {
    listing = await list();
  } catch {
    if ((await findCommit(store, revision)) === undefined) return noSuchRef(label, revision);
    listing = await list();
  }
  if (store.origin !== undefined) await (await store.git()).raw(["update-ref", `refs/sluiceway/${revision}`, revision]);
  return { ok: true, value: parseListing(listing.toString("utf8"), prefix), warnings: [] };
}

interface FilesRequest {
  readonly revision: Revision;
  readonly ids: ReadonlyMap<string, string>;
  readonly paths: readonly string[];
}

async function readFiles(store: Store, { revision, ids, paths }: FilesRequest): Promise<Checked<FileTree>> {
  const blobs = await readBlobs(
    store.folder,
    paths.map((path) => ids.get(path) ?? ""),
  );
  const files = new Map(paths.map((path, index) => [path, blobs[index] ?? Buffer.alloc(0)]));
  return { ok: true, value: { revision, files }, warnings: [] };
}

/** Modes of regular files, and their type; behind it the id, a tab and the path. */
const entryHeads = ["100644 blob ", "100755 blob "];

/**
 * The configuration files among the regular files in the output of `ls-tree -r -z`, with their ids: symbolic links and
 * submodules are not followed.
 */
function parseListing(listing: string, prefix: string): ReadonlyMap<string, string> {
  const ids = new Map<string, string>();
  for (let start = 0, end = listing.indexOf("\0"); end !== -1; start = end + 1, end = listing.indexOf("\0", start)) {
    const head = entryHeads.find((one) => listing.startsWith(one, start));
    if (head === undefined) continue;
    const tab = listing.indexOf("\t", start);
    const file = listing.slice(tab + 1 + prefix.length, end);
    if (isConfigurationFile(file)) ids.set(file, listing.slice(start + head.length, tab));
  }
  return ids;
}

/** A folder inside of a Git work tree whose saved state is exactly a commit. */
export interface CommittedFolder {
  readonly topLevel: string;
  /** The folder's path below it, with `/`. */
  readonly path: string;
  readonly head: Revision;
}

/**
 * The commit that a folder's saved state equals, or undefined: outside of a work tree, before the first commit, or
 * (unless that doesn't matter) with anything changed or untracked below the folder.
 */
export async function committedFolder(
  folder: string,
  options: { readonly evenIfChanged?: boolean } = {},
): Promise<CommittedFolder | undefined> {
  try {
    const places = await readGit(folder, ["rev-parse", "--show-toplevel", "--show-prefix"]);
    const [topLevel = "", path = ""] = places.toString("utf8").split("\n");
    const head = await resolveCommit(folder, "HEAD");
    if (head === undefined || topLevel === "") return undefined;
    if (!options.evenIfChanged && (await hasChanges(folder))) return undefined;
    return { topLevel, path: path.replace(/\/$/, ""), head };
  } catch {
    return undefined;
  }
}

async function hasChanges(folder: string): Promise<boolean> {
  return (await readGit(folder, ["status", "--porcelain", "--untracked-files=all", "--", "."])).length > 0;
}
