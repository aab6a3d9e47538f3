import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** What decides on the result of a compilation, beside its input; where the program is built, `joined.js` has most of it. */
const folders = ["app/checked", "compile", "diagnostics", "model", "source"];

/** A text that differs between two versions of the compiler, two states of it that a developer saved among them. */
export function programFingerprint(): string {
  const top = fileURLToPath(new URL("../..", import.meta.url));
  const hash = createHash("sha256").update(process.version);
  // Its version and its libraries': files of a package that was installed have no times of their own.
  hash.update(readFileSync(join(top, "../package.json")));
  const add = (file: string): void => {
    const { size, mtimeMs } = statSync(join(top, file), { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
    hash.update(`${file} ${size} ${mtimeMs}\n`);
  };
  add("joined.js");
  for (const folder of folders) {
    for (const name of readdirSync(join(top, folder), { recursive: true, encoding: "utf8" }).toSorted()) {
      if (name.endsWith(".d.ts")) continue;
      add(`${folder}/${name}`);
    }
  }
  return hash.digest("hex");
}
