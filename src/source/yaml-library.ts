import { createRequire } from "node:module";
import type * as Yaml from "yaml";

const load = createRequire(import.meta.url);
let loaded: typeof Yaml | undefined;

/**
 * The YAML library, loaded when a text first needs it: that takes as long as reading hundreds of files of plain YAML, and
 * most roots have no other.
 */
export const yamlLibrary = (): typeof Yaml => (loaded ??= load("yaml") as typeof Yaml);
