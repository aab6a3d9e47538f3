import { compile, lower } from "../../compile/compile.ts";
import type { CompileOptions } from "../../compile/compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { inOrder } from "../../diagnostics/order.ts";
import type { Documents, SourceDocument } from "../../source/document.ts";
import { readDocuments } from "../../source/documents.ts";
import type { FileListing } from "../../source/repository.ts";
import { affectedFiles } from "./affected-files.ts";
import type { FileFacts, PipelineFacts, RootState } from "./root-state.ts";
import { pipelineFacts } from "./root-state.ts";
import { unusedTopicOf } from "./unused-topic.ts";

/** From so many files on, everything is compiled: little would be left out. */
const maxAffected = 2000;

/**
 * The state of a root some of whose pipelines have changed since it was found valid: these, and the pipelines that they
 * meet, are compiled, and of all others it is known that nothing has changed for them. Undefined where that can't be
 * told: then everything has to be compiled. That is so for a change of what all pipelines depend on, for roots with
 * tests (which name steps of any pipeline), and for whatever is wrong, so that all findings of a root come together.
 */
export async function checkChange(
  listing: FileListing,
  before: RootState,
  options: CompileOptions,
): Promise<RootState | undefined> {
  const changed = changedFiles(listing, before);
  if (changed === undefined || changed.length > maxAffected) return undefined;
  if (changed.length === 0) return before;
  const read = await readAffected(listing, { before, changed, options });
  if (read === undefined) return undefined;
  const compiled = compile(read.documents, options);
  if (!compiled.ok) return undefined;
  // The name of a topic that is allowed and not used may collide with that of any other.
  if ([...before.warnings, ...compiled.warnings].some(({ code }) => code === "SLW1312")) return undefined;
  const files = filesAfter(listing, before, read.facts);
  const warnings = warningsAfter(compiled.warnings, { before, affected: read.affected, files });
  return warnings && { files, warnings, declaredTopics: before.declaredTopics };
}

/** Undefined where one of them isn't a file of pipelines, or where there is something that isn't known yet but may be. */
function changedFiles({ ids }: FileListing, { files }: RootState): readonly string[] | undefined {
  const changed: string[] = [];
  for (const [path, { id, pipelines }] of files) {
    if (ids.get(path) === id) continue;
    if (pipelines === undefined) return undefined;
    changed.push(path);
  }
  for (const path of ids.keys()) {
    if (files.has(path)) continue;
    if (!/\.ya?ml$/.test(path)) return undefined;
    changed.push(path);
  }
  return changed;
}

interface Change {
  readonly before: RootState;
  readonly changed: readonly string[];
  readonly options: CompileOptions;
}

interface ReadChange {
  readonly documents: Documents;
  readonly affected: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, PipelineFacts>;
}

/** Reads what all depend on and the affected files; what these say may affect further ones. */
async function readAffected(
  listing: FileListing,
  { before, changed, options }: Change,
): Promise<ReadChange | undefined> {
  const shared = [...before.files].flatMap(([path, { pipelines }]) => (pipelines === undefined ? [path] : []));
  const known = new Map<string, PipelineFacts[]>();
  for (const [path, { pipelines }] of before.files) if (pipelines !== undefined) known.set(path, [pipelines]);
  let affected = affectedFiles(known, changed);
  for (;;) {
    const wanted = new Set([...shared, ...affected]);
    const tree = await listing.read([...listing.ids.keys()].filter((path) => wanted.has(path)));
    if (!tree.ok || affected.size > maxAffected) return undefined;
    const documents = readDocuments(tree.value);
    if (!documents.ok) return undefined;
    const facts = factsOf(documents.value, affected, options);
    if (facts === undefined) return undefined;
    const all = new Map(known);
    for (const [path, found] of facts) all.set(path, [...(known.get(path) ?? []), found]);
    const further = affectedFiles(all, affected, overlaidNames(documents.value.documents));
    if (further.size === affected.size) return { documents: documents.value, affected, facts };
    affected = further;
  }
}

/** Undefined where a file that should hold pipelines holds something else, or something that can't be lowered. */
function factsOf(
  documents: Documents,
  affected: ReadonlySet<string>,
  options: CompileOptions,
): ReadonlyMap<string, PipelineFacts> | undefined {
  const isPlain = documents.documents.every(({ file, kind }) =>
    affected.has(file) ? kind === "pipeline" : kind !== "test",
  );
  const desired = isPlain ? lower(documents, options) : undefined;
  if (desired === undefined) return undefined;
  const ofPipelines = documents.documents.filter(({ file }) => affected.has(file));
  const facts = pipelineFacts(ofPipelines, desired, declaredTopics(documents, options));
  const isComplete = [...affected].every((path) => facts.has(path) || !documents.files.has(path));
  return isComplete ? facts : undefined;
}

/** The names of the topics that the cluster declares: what is desired without any pipeline. */
export function declaredTopics(documents: Documents, options: CompileOptions): ReadonlySet<string> {
  const others = documents.documents.filter(({ kind }) => kind !== "pipeline");
  const desired = lower({ ...documents, documents: others }, options);
  return new Set(desired?.topics.map(({ name }) => name));
}

/** Pipelines that environments overlay: without them these would seem to name what isn't there. */
export function overlaidNames(documents: readonly SourceDocument[]): readonly string[] {
  return documents
    .filter(({ kind }) => kind === "environment")
    .flatMap(({ value }) => Object.keys((value as { readonly pipelines?: object }).pipelines ?? {}));
}

function filesAfter(
  { ids }: FileListing,
  before: RootState,
  facts: ReadonlyMap<string, PipelineFacts>,
): ReadonlyMap<string, FileFacts> {
  return new Map(
    [...ids].map(([path, id]) => {
      const found = facts.get(path);
      return [
        path,
        found === undefined ? (before.files.get(path) ?? { id, pipelines: undefined }) : { id, pipelines: found },
      ];
    }),
  );
}

/** The warnings of the whole root, or undefined where one about what all depend on may be out of date or untrue. */
function warningsAfter(
  found: readonly Diagnostic[],
  context: Pick<ReadChange, "affected"> & { readonly before: RootState; readonly files: RootState["files"] },
): readonly Diagnostic[] | undefined {
  const { affected, before, files } = context;
  const isOther = (path: string): boolean => !affected.has(path) && before.files.get(path)?.pipelines !== undefined;
  const wasAffected = (path: string): boolean => affected.has(path);
  const kept = before.warnings.filter((one) => isAbout(one, isOther));
  if (!before.warnings.every((one) => isAbout(one, isOther) || isAbout(one, wasAffected))) return undefined;
  const used = new Set<string>();
  for (const [path, { pipelines }] of files)
    if (!affected.has(path)) pipelines?.links.forEach((link) => used.add(link));
  // Only because the pipelines that use it were left out.
  const isUntrue = (one: Diagnostic): boolean => used.has(unusedTopicOf(one) ?? "");
  const own = found.filter((one) => !isUntrue(one));
  return own.every((one) => isAbout(one, wasAffected)) ? inOrder([...kept, ...own]) : undefined;
}

/** Whether all places of a diagnostic are in some files. */
export function isAbout({ span, related = [] }: Diagnostic, isOne: (path: string) => boolean): boolean {
  return span !== undefined && [span, ...related.map((place) => place.span)].every(({ file }) => isOne(file));
}
