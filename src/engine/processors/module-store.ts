import { createHash, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Digest } from "../../model/names.ts";
import type { UncheckedProcess } from "./module-processor.ts";

/** Imports a module by URL and resolves with its exports. */
export type ModuleImporter = (url: string) => Promise<Readonly<Record<string, unknown>>>;

export interface ModuleStoreOptions {
  readonly readFile: (digest: Digest) => Promise<Uint8Array>;
  readonly dataDirectory: string;
  readonly importModule?: ModuleImporter;
}

/** The module is not one that an engine can run: it can't be parsed, or doesn't export `process`. */
export class InvalidModuleError extends Error {
  override readonly name = "InvalidModuleError";
}

const importByUrl: ModuleImporter = async (url) => (await import(url)) as Readonly<Record<string, unknown>>;

/** Whether bytes are what their address says. */
export function matchesDigest(bytes: Uint8Array, digest: Digest): boolean {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}` === digest;
}

/**
 * Modules of the configuration's repository, cached on disk under their digests and verified whenever they are read.
 * The process never forgets a module that it has imported; a new digest, or another step, is a new instance of it.
 */
export class ModuleStore {
  readonly #options: ModuleStoreOptions;
  readonly #import: ModuleImporter;

  constructor(options: ModuleStoreOptions) {
    this.#options = options;
    this.#import = options.importModule ?? importByUrl;
  }

  /**
   * The `process` of a module, in the instance that belongs to `instance` (a step). Rejects with an
   * `InvalidModuleError`, or with what reading it gave.
   */
  async load(digest: Digest, instance: string): Promise<UncheckedProcess> {
    const path = await this.#onDisk(digest);
    const url = `${pathToFileURL(path).href}?instance=${encodeURIComponent(instance)}`;
    let exports: Readonly<Record<string, unknown>>;
    try {
      exports = await this.#import(url);
    } catch (cause) {
      throw new InvalidModuleError(`the module can't be loaded: ${messageOf(cause)}`, { cause });
    }
    const process = exports["process"];
    if (typeof process !== "function") throw new InvalidModuleError("the module has no exported function `process`");
    return process as UncheckedProcess;
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

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
