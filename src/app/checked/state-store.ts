import { openCachedJson } from "../cached-json.ts";
import type { FileFacts, RootState } from "./root-state.ts";

/** The format of the files; one of another format is not read. */
const formatVersion = 1;

/** Where the states of roots that were found valid are kept between processes: about 200 bytes a file of the root. */
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

/** One file for each root and environment. */
export function openStateStore({ folder, key, program }: StateStoreOptions): StateStore {
  const cached = openCachedJson({ folder, key: [formatVersion, ...key], program });
  return {
    async load() {
      const stored = await cached.load();
      return stored === undefined ? undefined : stateOf(stored as StoredState);
    },
    save: (state) => cached.save(storedOf(state)),
  };
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
