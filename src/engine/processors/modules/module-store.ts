import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Digest } from "../../../model/names.ts";
import { InvalidModuleError } from "./invalid-module-error.ts";

export interface ModuleStoreOptions {
  readonly readFile: (digest: Digest) => Promise<Uint8Array>;
  readonly dataDirectory: string;
}

/** Whether bytes are what their address says. */
export function matchesDigest(bytes: Uint8Array, digest: Digest): boolean {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}` === digest;
}

/** Modules of the configuration's repository, cached on disk under their digests and verified whenever they are read. */
export class ModuleStore {
  readonly #options: ModuleStoreOptions;

  constructor(options: ModuleStoreOptions) {
    this.#options = options;
  }

  /** Where a module's file lies. Rejects with an `InvalidModuleError`, or with what reading it gave. */
  async urlOf(digest: Digest): Promise<string> {
    return pathToFileURL(await this.#onDisk(digest)).href;
  }

  async #onDisk(digest: Digest): Promise<string> {
    const folder = join(this.#options.dataDirectory, "modules");
    const path = join(folder, `${digest.slice("sha256:".length)}.mjs`);
    const cached = await readFile(path).catch(() => undefined);
    if (cached !== undefined && matchesDigest(cached, digest)) return path;
    const bytes = await this.#options.readFile(digest);
    if (!matchesDigest(bytes, digest))
      throw new InvalidModuleError(`the module's bytes don't have the digest ${digest}`);
    await mkdir(folder, { recursive: true });
    // Another engine of this machine may read the same file: it must appear whole.
    const partial = `${path}.${randomUUID()}`;
    await writeFile(partial, bytes);
    await rename(partial, path);
    return path;
  }
}
