import type { CachedTextOptions } from "./cached-text.ts";
import { openCachedText } from "./cached-text.ts";

/** One value that is kept between processes, because to make it again takes long. */
export interface CachedJson {
  /** Undefined where there is none that this program can use. */
  load(): Promise<unknown>;
  /** Never rejects: a cache that can't be written is one that doesn't help. */
  save(value: unknown): Promise<void>;
}

/** A cached text that holds a value as JSON. */
export function openCachedJson(options: CachedTextOptions): CachedJson {
  const cached = openCachedText(options);
  return {
    async load() {
      const text = await cached.load();
      return text === undefined ? undefined : (JSON.parse(text) as unknown);
    },
    save: (value) => cached.save(JSON.stringify(value)),
  };
}
