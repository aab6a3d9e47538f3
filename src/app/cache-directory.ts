import { homedir } from "node:os";
import { join } from "node:path";

/** Where clones and caches are kept: XDG_CACHE_HOME, else `~/.cache`. */
export const cacheDirectory = (): string =>
  join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "sluiceway");
