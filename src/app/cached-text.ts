import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** So many texts of one folder are kept; the one that was used longest ago goes first. */
const maxTexts = 50;
/** A longer one isn't kept. */
const maxBytes = 64 * 1024 * 1024;

/** One text that is kept between processes, because to make it again takes long. */
export interface CachedText {
  /** Undefined where there is none that this program can use. */
  load(): Promise<string | undefined>;
  /** Never rejects: a cache that can't be written is one that doesn't help. */
  save(text: string): Promise<void>;
}

export interface CachedTextOptions {
  readonly folder: string;
  /** What the text is of, and the version of its form. */
  readonly key: readonly (string | number)[];
  /** Changes whenever the text may come out otherwise. */
  readonly program: string;
}

/**
 * One file a text, replaced as a whole, so that processes can share the folder. A file that was cut off or changed
 * doesn't have the hash of its first line, and counts as none.
 */
export function openCachedText({ folder, key, program }: CachedTextOptions): CachedText {
  const path = join(folder, sha256(JSON.stringify([program, ...key])));
  return {
    async load() {
      try {
        const bytes = await readFile(path);
        const end = bytes.indexOf("\n");
        const body = bytes.subarray(end + 1);
        if (end === -1 || bytes.toString("latin1", 0, end) !== sha256(body)) return undefined;
        const now = new Date();
        await utimes(path, now, now);
        return body.toString("utf8");
      } catch {
        return undefined;
      }
    },
    async save(body) {
      try {
        if (body.length > maxBytes) return;
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

const sha256 = (text: string | Uint8Array): string => createHash("sha256").update(text).digest("hex");

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= maxTexts) return;
  const dated = await Promise.all(
    names.map(async (name) => ({ name, usedMs: (await stat(join(folder, name))).mtimeMs })),
  );
  const oldest = dated.toSorted((a, b) => a.usedMs - b.usedMs).slice(0, names.length - maxTexts);
  await Promise.all(oldest.map(({ name }) => rm(join(folder, name), { force: true })));
}
