import { createHash } from "node:crypto";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { builtFingerprint } from "./built-fingerprint.ts";

/** What decides on the result of a compilation, beside its input. */
const folders = ["app/checked", "compile", "diagnostics", "model", "source"];

/** A text that differs between two versions of the compiler, two states of it that a developer saved among them. */
export function programFingerprint(): string {
  if (builtFingerprint !== undefined) return `${process.version} ${builtFingerprint}`;
  const top = fileURLToPath(new URL("../..", import.meta.url));
  const hash = createHash("sha256").update(process.version);
  for (const folder of folders) {
    for (const name of readdirSync(join(top, folder), { recursive: true, encoding: "utf8" }).toSorted()) {
      const { size, mtimeMs } = statSync(join(top, folder, name));
      hash.update(`${folder}/${name} ${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest("hex");
}
