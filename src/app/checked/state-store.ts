import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { FileFacts, RootState } from "./root-state.ts";

/** The format of the files; one of another format is not read. */
const formatVersion = 1;
/** So many roots are remembered; the one that was used longest ago goes first. */
const maxStates = 50;
/** A greater state isn't kept. It is about 200 bytes a file of the root. */
const maxStateBytes = 64 * 1024 * 1024;

/** Where the states of roots that were found valid are kept between processes. */
export interface StateStore {
  /** Undefined where there is none that this program can use. */
  load(): Promise<RootState | undefined>;
  /** Never rejects: a cache that can't be written is one that doesn't help. */
  save(state: RootState): Promise<void>;
}

export interface StateStoreOptions {
  readonly folder: string;
  /** What the state is of: the repository and the environment. */
  readonly key: readonly string[];
  /** Changes whenever the compiler may judge otherwise. */
  readonly program: string;
}

/**
 * One file for each root and environment, replaced as a whole, so that processes can share the folder. A file that was
 * cut off or changed doesn't have the hash of its first line, and counts as none.
 */
export function openStateStore({ folder, key, program }: StateStoreOptions): StateStore {
  const name = sha256(JSON.stringify([formatVersion, program, ...key]));
  const path = join(folder, name);
  return {
    async load() {
      try {
        const text = await readFile(path, "utf8");
        const end = text.indexOf("\n");
        const body = text.slice(end + 1);
        if (end === -1 || text.slice(0, end) !== sha256(body)) return undefined;
        const now = new Date();
        await utimes(path, now, now);
        return stateOf(JSON.parse(body) as StoredState);
      } catch {
        return undefined;
      }
    },
    async save(state) {
      try {
        const body = JSON.stringify(storedOf(state));
        if (body.length > maxStateBytes) return;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const draft = `${path}.${randomUUID()}.draft`;
        await writeFile(draft, `${sha256(body)}\n${body}`, { mode: 0o600 });
        await rename(draft, path);
        await removeOldest(folder);
      } catch {
        // The next process compiles everything again.
      }
    },
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= maxStates) return;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = dated.toSorted((a, b) => a.usedMs - b.usedMs).slice(0, names.length - maxStates);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}

/** Path, id and, for pipelines, their names, links and number of topics: rows are half as long as objects. */
type StoredFile =
  | readonly [path: string, id: string]
  | readonly [path: string, id: string, names: readonly string[], links: readonly string[], topics: number];

interface StoredState extends Omit<RootState, "files"> {
  readonly files: readonly StoredFile[];
}

function storedOf({ files, ...rest }: RootState): StoredState {
  const stored = ([path, { id, pipelines }]: readonly [string, FileFacts]): StoredFile =>
    pipelines === undefined ? [path, id] : [path, id, pipelines.names, pipelines.links, pipelines.topics];
  return { ...rest, files: [...files].map(stored) };
}

function stateOf({ files, ...rest }: StoredState): RootState {
  const facts = (stored: StoredFile): readonly [string, FileFacts] => {
    if (stored.length === 2) return [stored[0], { id: stored[1], pipelines: undefined }];
    const [path, id, names, links, topics] = stored;
    return [path, { id, pipelines: { names, links, topics } }];
  };
  return { ...rest, files: new Map(files.map(facts)) };
}
