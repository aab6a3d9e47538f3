import { openCachedText } from "../cached-text.ts";
import type { RememberedRoot, RootState } from "./root-state.ts";
import { rememberedRoot, textOfRoot } from "./root-text.ts";

/** The format of the texts; one of another format is not read. */
const formatVersion = 2;

/** Where the states of roots that were found valid are kept between processes: about 250 bytes a file of the root. */
export interface StateStore {
  /** Undefined where there is none that this program can use. */
  load(): Promise<RememberedRoot | undefined>;
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

/** One text for each root and environment. */
export function openStateStore({ folder, key, program }: StateStoreOptions): StateStore {
  const cached = openCachedText({ folder, key: [formatVersion, ...key], program });
  return {
    async load() {
      const text = await cached.load();
      return text === undefined ? undefined : rememberedRoot(text);
    },
    async save(state) {
      const text = textOfRoot(state);
      if (text !== undefined) await cached.save(text);
    },
  };
}
