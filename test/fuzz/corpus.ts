import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A configuration root in memory, and the environment that it is compiled for. */
export interface Root {
  readonly files: ReadonlyMap<string, Buffer>;
  readonly environment: string | undefined;
}

const top = join(import.meta.dirname, "../..");

/** What mutations begin with: the example root and every golden case, failing ones too. */
export const corpus: readonly Root[] = [
  rootIn(join(top, "pipelines")),
  ...["compile", "codes"].flatMap((kind) => rootsIn(join(top, "test/golden", kind))),
];

/** The folders below one that are roots, or whose folders are. */
function rootsIn(folder: string): Root[] {
  const entries = readdirSync(folder, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  if (entries.some((entry) => entry.isFile())) return [rootIn(folder)];
  return entries.flatMap((entry) => rootsIn(join(folder, entry.name)));
}

function rootIn(folder: string): Root {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.startsWith("expected."))
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1));
  const files = new Map(paths.toSorted().map((path) => [path, readFileSync(join(folder, path))]));
  const environment = files.get("environment")?.toString("utf8").trim();
  files.delete("environment");
  return { files, environment };
}
