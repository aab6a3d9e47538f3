import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Revision } from "../model/names.ts";
import { clusterFile } from "../source/documents.ts";
import type { GitOptions } from "../source/git.ts";
import { committedFolder, openGit } from "../source/git.ts";
import type { FileListing, FileTree, Repository } from "../source/repository.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { openSavedFolder } from "./saved-folder.ts";

/** Which configuration root a command is about. */
export interface RootRequest {
  /** A folder or a Git URL. Default: this folder if it has a `cluster.yaml`, else its `pipelines` folder. */
  readonly root?: string | undefined;
  /** The root's folder within a Git URL's or bare repository. */
  readonly path?: string | undefined;
  /** A Git branch, tag or SHA; without it a folder is read as it is saved. */
  readonly ref?: string | undefined;
  /** Read a folder as it is saved even where that is a commit: for a process that follows the folder. */
  readonly asSaved?: boolean | undefined;
  /** For a process that follows a ref: nothing else is fetched, and how the server lets it in. */
  readonly following?: Pick<GitOptions, "access"> | undefined;
}

/** A repository, and the texts of the revision that was resolved last, for excerpts. */
export interface OpenedRepository {
  readonly repository: Repository;
  readonly ref: string | undefined;
  /** The repository and the folder in it: what tells two roots with equal revisions apart. */
  readonly place: readonly string[];
  /** The local folder of the root, or undefined for a URL or a bare repository. */
  readonly folder: string | undefined;
  readonly textOf: (file: string) => string | undefined;
}

/**
 * Opens a configuration root (decision 5): a folder is read as it is saved; one whose saved state is a commit is known
 * by that commit, so that later runs can read it again; with a ref, or for a URL or a bare repository, Git is read.
 */
export async function openRepository(request: RootRequest): Promise<OpenedRepository> {
  const root = request.root ?? defaultRoot();
  const clones = join(cacheDirectory(), "git");
  if (!isFolder(root) || isBare(root)) {
    const { following } = request;
    const how = { ...following, followOnly: following !== undefined };
    const repository = openGit({ url: root, path: request.path ?? "", cacheDirectory: clones, ...how });
    const place = [repository.label, request.path ?? ""];
    return { ...remembering(repository), ref: request.ref, folder: undefined, place };
  }
  const folder = request.path === undefined ? root : join(root, request.path);
  const committed =
    request.asSaved === true ? undefined : await committedFolder(folder, { evenIfChanged: request.ref !== undefined });
  if (committed === undefined)
    return {
      ...remembering(await openSavedFolder(folder, clones)),
      ref: request.ref,
      folder,
      place: [resolve(folder)],
    };
  const repository = openGit({ url: committed.topLevel, path: committed.path, cacheDirectory: clones });
  const place = [committed.topLevel, committed.path];
  return { ...remembering(repository), ref: request.ref ?? committed.head, folder, place };
}

function defaultRoot(): string {
  return !existsSync(clusterFile) && existsSync(join("pipelines", clusterFile)) ? "pipelines" : ".";
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
const isBare = (path: string): boolean => existsSync(join(path, "HEAD")) && existsSync(join(path, "objects"));

/** The repository, keeping the files of the revision that it resolved last at hand. */
function remembering(repository: Repository): Pick<OpenedRepository, "repository" | "textOf"> {
  let resolved: Revision | undefined;
  const texts = new Map<string, Uint8Array>();
  const keep = (tree: FileTree): void => {
    if (tree.revision === resolved) for (const [path, bytes] of tree.files) texts.set(path, bytes);
  };
  return {
    repository: {
      label: repository.label,
      async resolve(ref) {
        const result = await repository.resolve(ref);
        if (result.ok && result.value !== resolved) texts.clear();
        if (result.ok) resolved = result.value;
        return result;
      },
      async read(revision) {
        const result = await repository.read(revision);
        if (result.ok) keep(result.value);
        return result;
      },
      async list(revision) {
        const result = await repository.list(revision);
        if (!result.ok) return result;
        const listing = result.value;
        const read: FileListing["read"] = async (paths) => {
          const some = await listing.read(paths);
          if (some.ok) keep(some.value);
          return some;
        };
        return { ...result, value: { ...listing, read } };
      },
      follows: (earlier, later) => repository.follows(earlier, later),
      close: () => repository.close(),
    },
    textOf: (file) => {
      const bytes = texts.get(file);
      return bytes === undefined ? undefined : Buffer.from(bytes).toString("utf8");
    },
  };
}
