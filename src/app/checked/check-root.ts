/**
 * Checked roots: what was found valid is remembered from process to process, so that the next one compiles only what
 * has changed since. `check-change.ts` says when that is enough; `root-state.ts` is what is remembered.
 */
import { join } from "node:path";
import type { CompileOptions } from "../../compile/compile.ts";
import { compile } from "../../compile/compile.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Revision } from "../../model/names.ts";
import { readDocuments } from "../../source/documents.ts";
import type { FileListing, FileTree } from "../../source/repository.ts";
import { cacheDirectory } from "../cache-directory.ts";
import { digestOf } from "../digest.ts";
import type { OpenedRepository } from "../open-repository.ts";
import { checkChange, declaredTopics } from "./check-change.ts";
import { checkParts } from "./check-parts.ts";
import { openPartThreads } from "./part-threads.ts";
import { programFingerprint } from "./program-fingerprint.ts";
import type { RootState } from "./root-state.ts";
import { countsOf, pipelineFacts } from "./root-state.ts";
import { openStateStore } from "./state-store.ts";
import { schemaLibraries } from "../schema-libraries.ts";

/** So many files of pipelines are checked at a time. */
const usualFilesOfPart = 250;

/** A valid root. */
export interface CheckedRoot {
  readonly revision: Revision;
  readonly pipelines: number;
  readonly topics: number;
}

/**
 * What `compileRoot` would find, without the compiled state: the same diagnostics, and how many pipelines and topics
 * there are. After a change of a few pipelines only these and those that they meet are read and compiled.
 */
export async function checkRoot(
  opened: OpenedRepository,
  environment: string | undefined,
  filesOfPart = usualFilesOfPart,
): Promise<Checked<CheckedRoot>> {
  const revision = await opened.repository.resolve(opened.ref);
  if (!revision.ok) return revision;
  const listing = await opened.repository.list(revision.value);
  if (!listing.ok) return listing;
  const store = openStateStore({
    folder: join(cacheDirectory(), "checked"),
    key: [opened.repository.label, environment ?? "", environment === undefined ? "none" : "named"],
    program: programFingerprint(),
  });
  const options = { environment, hash: digestOf, libraries: schemaLibraries };
  const before = await store.load();
  const known = before && (await checkChange(listing.value, before, options));
  const checked =
    known === undefined ? await checkAll(listing.value, options, filesOfPart) : { ok: true as const, value: known };
  if (!checked.ok) return checked;
  const state = checked.value;
  if (state !== before) await store.save(state);
  const { warnings } = state;
  const quoted = new Set(
    warnings.flatMap(({ span, related = [] }) => [span?.file, ...related.map((one) => one.span.file)]),
  );
  // Excerpts of warnings that were found by an earlier process.
  if (known !== undefined) await listing.value.read([...listing.value.ids.keys()].filter((path) => quoted.has(path)));
  return { ok: true, value: { revision: revision.value, ...countsOf(state) }, warnings };
}

/** Part by part, and as a whole where that gives no answer. */
async function checkAll(
  listing: FileListing,
  options: CompileOptions,
  filesOfPart: number,
): Promise<Checked<RootState>> {
  const threads = listing.ids.size > 2 * filesOfPart ? openPartThreads(options.environment) : undefined;
  try {
    const tree = await listing.read([...listing.ids.keys()]);
    if (!tree.ok) return tree;
    const state = await checkParts(listing, tree.value, { compile: options, filesOfPart, threads });
    return state === undefined ? checkWhole(listing, tree.value, options) : { ok: true, value: state, warnings: [] };
  } finally {
    await threads?.close();
  }
}

function checkWhole(listing: FileListing, tree: FileTree, options: CompileOptions): Checked<RootState> {
  const documents = readDocuments(tree);
  if (!documents.ok) return documents;
  const compiled = compile(documents.value, options);
  if (!compiled.ok) return compiled;
  const declared = declaredTopics(documents.value, options);
  const facts = pipelineFacts(documents.value.documents, compiled.value.desired, declared);
  const files = new Map([...listing.ids].map(([path, id]) => [path, { id, pipelines: facts.get(path) }]));
  const state = { files, warnings: compiled.warnings, declaredTopics: declared.size };
  return { ok: true, value: state, warnings: compiled.warnings };
}
