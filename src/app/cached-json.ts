import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** So many values of one folder are kept; the one that was used longest ago goes first. */
const maxValues = 50;
/** A greater value isn't kept. */
const maxValueBytes = 64 * 1024 * 1024;

/** One value that is kept between processes, because to make it again takes long. */
export interface CachedJson {
  /** Undefined where there is none that this program can use. */
  load(): Promise<unknown>;
  /** Never rejects: a cache that can't be written is one that doesn't help. */
  save(value: unknown): Promise<void>;
}

export interface CachedJsonOptions {
  readonly folder: string;
  /** What the value is of, and the version of its form. */
  readonly key: readonly (string | number)[];
  /** Changes whenever the value may come out otherwise. */
  readonly program: string;
}

/**
 * One file a value, replaced as a whole, so that processes can share the folder. A file that was cut off or changed
 * doesn't have the hash of its first line, and counts as none.
 */
export function openCachedJson({ folder, key, program }: CachedJsonOptions): CachedJson {
  const path = join(folder, sha256(JSON.stringify([program, ...key])));
  return {
    async load() {
      try {
        const text = await readFile(path, "utf8");
        const end = text.indexOf("\n");
        const body = text.slice(end + 1);
        if (end === -1 || text.slice(0, end) !== sha256(body)) return undefined;
        const now = new Date();
        await utimes(path, now, now);
        return JSON.parse(body) as unknown;
      } catch {
        return undefined;
      }
    },
    async save(value) {
      try {
        const body = JSON.stringify(value);
        if (body.length > maxValueBytes) return;
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const draft = `${path}.${randomUUID()}.draft`;
        await writeFile(draft, `${sha256(body)}\n${body}`, { mode: 0o600 });
        await rename(draft, path);
        await removeOldest(folder);
      } catch {
        // The next process makes it again.
      }
    },
  };
}

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= maxValues) return;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = dated.toSorted((a, b) => a.usedMs - b.usedMs).slice(0, names.length - maxValues);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}
