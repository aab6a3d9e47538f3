/**
 * Checked roots: what was found valid is remembered from process to process, so that the next one compiles only what
 * has changed since. `check-change.ts` says when that is enough; `root-state.ts` is what is remembered.
 */
import { join } from "node:path";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Revision } from "../../model/names.ts";
import type { FileListing } from "../../source/repository.ts";
import { cacheDirectory } from "../cache-directory.ts";
import { digestOf } from "../digest.ts";
import type { OpenedRepository } from "../open-repository.ts";
import { schemaLibraries } from "../schema-libraries.ts";
import { programFingerprint } from "./program-fingerprint.ts";
import type { RootState } from "./root-state.ts";
import { countsOf } from "./root-state.ts";
import { openStateStore } from "./state-store.ts";

/** A valid root. */
export interface CheckedRoot {
  readonly revision: Revision;
  readonly pipelines: number;
  readonly topics: number;
}

export interface CheckOptions {
  readonly environment: string | undefined;
  /** So many files of pipelines are checked at a time. */
  readonly filesOfPart?: number;
  /**
   * So many files may differ from the state that is kept: to find out about them again takes less time than to write it
   * anew.
   */
  readonly maxUnsaved?: number;
}

/**
 * What `compileRoot` would find, without the compiled state: the same diagnostics, and how many pipelines and topics
 * there are. After a change of a few pipelines only these and those that they meet are read and compiled.
 */
export async function checkRoot(
  opened: OpenedRepository,
  { environment, filesOfPart = 125, maxUnsaved = 16 }: CheckOptions,
): Promise<Checked<CheckedRoot>> {
  // The compiler is loaded while Git and the disk are at work.
  const compiler = import("./check-change.ts");
  const store = openStateStore({
    folder: join(cacheDirectory(), "checked"),
    key: [opened.repository.label, ...opened.place, environment ?? "", environment === undefined ? "none" : "named"],
    program: programFingerprint(),
  });
  const remembered = store.load();
  const revision = await opened.repository.resolve(opened.ref);
  if (!revision.ok) return revision;
  const listing = await opened.repository.list(revision.value);
  if (!listing.ok) return listing;
  const options = { environment, hash: digestOf, libraries: schemaLibraries };
  const before = await remembered;
  const { checkChange } = await compiler;
  const known = before && (await checkChange(listing.value, before, options));
  if (known !== undefined) {
    if (known.changed > maxUnsaved) await store.save(known.state());
    await readQuoted(listing.value, known.warnings);
    return { ok: true, value: { revision: revision.value, ...known.counts }, warnings: known.warnings };
  }
  const { checkAll } = await import("./check-all.ts");
  const state = await checkAll(listing.value, options, filesOfPart);
  if (!state.ok) return state;
  await store.save(state.value);
  return { ok: true, value: { revision: revision.value, ...countsOf(state.value) }, warnings: state.value.warnings };
}

/** Reads the files of which excerpts are shown with warnings that an earlier process found. */
async function readQuoted(listing: FileListing, warnings: RootState["warnings"]): Promise<void> {
  const quoted = new Set(
    warnings.flatMap(({ span, related = [] }) => [span?.file, ...related.map((one) => one.span.file)]),
  );
  if (quoted.size > 0) await listing.read([...listing.ids.keys()].filter((path) => quoted.has(path)));
}
