import { compile, lower } from "../../compile/compile.ts";
import type { CompileOptions } from "../../compile/compile.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { inOrder } from "../../diagnostics/order.ts";
import type { Desired } from "../../model/desired.ts";
import type { Documents, SourceDocument } from "../../source/document.ts";
import { readDocuments } from "../../source/documents.ts";
import type { FileListing } from "../../source/repository.ts";
import { meetings, pointOfTopic } from "./affected-files.ts";
import type { Counts, FileFacts, PipelineFacts, RememberedRoot, RootState } from "./root-state.ts";
import { pipelineFacts } from "./root-state.ts";
import { unusedTopicOf } from "./unused-topic.ts";

/** From so many files on, everything is compiled: little would be left out. */
const maxAffected = 2000;

/** What became of a root that is remembered. */
export interface CheckedChange {
  readonly warnings: RootState["warnings"];
  readonly counts: Counts;
  /** How many files differ from what is remembered. */
  readonly changed: number;
  /** All that is known now, to be remembered in its place. */
  state(): RootState;
}

/**
 * What a root is like some of whose pipelines have changed since it was found valid: these, and the pipelines that they
 * meet, are compiled, and of all others it is known that nothing has changed for them. Undefined where that can't be
 * told: then everything has to be compiled. That is so for a change of what all pipelines depend on, for roots with
 * tests (which name steps of any pipeline), and for whatever is wrong, so that all findings of a root come together.
 */
export async function checkChange(
  listing: FileListing,
  before: RememberedRoot,
  options: CompileOptions,
): Promise<CheckedChange | undefined> {
  const changed = before.changed(listing.ids);
  if (changed.length > maxAffected || !changed.every((path) => isOfPipelines(path, before))) return undefined;
  const found = changed.length === 0 ? nothing : await compileAffected(listing, { before, changed, options });
  if (found === undefined) return undefined;
  // The name of a topic that is allowed and not used may collide with that of any other.
  if ([...before.warnings, ...found.warnings].some(({ code }) => code === "SLW1312")) return undefined;
  const warnings = warningsAfter(found, before);
  return (
    warnings && {
      warnings,
      counts: countsAfter(found, before),
      changed: changed.length,
      state: () => ({ files: filesAfter(listing, before, found), warnings, declaredTopics: before.declaredTopics }),
    }
  );
}

/** Whether a changed file is one of pipelines, or a new one that may be. */
function isOfPipelines(path: string, before: RememberedRoot): boolean {
  const known = before.factsOf(path);
  return known === undefined ? /\.ya?ml$/.test(path) : known.pipelines !== undefined;
}

interface Change {
  readonly before: RememberedRoot;
  readonly changed: readonly string[];
  readonly options: CompileOptions;
}

/** What was found out about the affected files, which are valid together. */
interface CompiledChange {
  readonly affected: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, PipelineFacts>;
  readonly warnings: readonly Diagnostic[];
}

const nothing: CompiledChange = { affected: new Set(), facts: new Map(), warnings: [] };

/**
 * Compiles what all depend on and the affected files; what these say may affect further ones. Undefined where something
 * is wrong.
 */
async function compileAffected(
  listing: FileListing,
  { before, changed, options }: Change,
): Promise<CompiledChange | undefined> {
  const known = meetings(before);
  const declared = new Set(before.declaredTopics);
  let affected = known.affectedBy(changed);
  for (;;) {
    const documents = await readAffected(listing, before, affected);
    if (documents === undefined) return undefined;
    const compiled = compile(documents, options);
    // What is wrong may be due to files that have to be read as well.
    const desired = compiled.ok ? compiled.value.desired : lower(documents, options);
    const facts = desired && factsOf(documents, { affected, declared, desired });
    if (facts === undefined) return undefined;
    for (const [path, found] of facts) known.add(path, found);
    const further = known.affectedBy(affected, overlaidNames(documents.documents));
    if (further.size === affected.size)
      return compiled.ok ? { affected, facts, warnings: compiled.warnings } : undefined;
    affected = further;
  }
}

/** Undefined where they can't be read, or hold something else than they should. */
async function readAffected(
  listing: FileListing,
  { shared }: RememberedRoot,
  affected: ReadonlySet<string>,
): Promise<Documents | undefined> {
  if (affected.size > maxAffected) return undefined;
  const tree = await listing.read([...shared, ...affected].filter((path) => listing.ids.has(path)));
  const read = tree.ok ? readDocuments(tree.value) : undefined;
  return read?.ok === true && holdWhatIsExpected(read.value, affected) ? read.value : undefined;
}

/** Whether the affected files hold pipelines, and the others what all depend on. */
function holdWhatIsExpected({ documents }: Documents, affected: ReadonlySet<string>): boolean {
  return documents.every(({ file, kind }) => (affected.has(file) ? kind === "pipeline" : kind !== "test"));
}

/** Undefined where a file has nothing in it that can be lowered. */
function factsOf(
  { documents, files }: Documents,
  { affected, declared, desired }: FactsContext,
): ReadonlyMap<string, PipelineFacts> | undefined {
  const ofPipelines = documents.filter(({ file }) => affected.has(file));
  const facts = pipelineFacts(ofPipelines, desired, declared);
  const isComplete = [...affected].every((path) => facts.has(path) || !files.has(path));
  return isComplete ? facts : undefined;
}

interface FactsContext {
  readonly affected: ReadonlySet<string>;
  /** By the cluster, which hasn't changed. */
  readonly declared: ReadonlySet<string>;
  readonly desired: Desired;
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

function countsAfter({ affected, facts }: CompiledChange, before: RememberedRoot): Counts {
  let { pipelines, topics } = before.counts;
  for (const path of affected) {
    const [was, is] = [before.factsOf(path)?.pipelines, facts.get(path)];
    pipelines += (is?.names.length ?? 0) - (was?.names.length ?? 0);
    topics += (is?.topics ?? 0) - (was?.topics ?? 0);
  }
  return { pipelines, topics };
}

function filesAfter(
  { ids }: FileListing,
  before: RememberedRoot,
  { facts }: CompiledChange,
): ReadonlyMap<string, FileFacts> {
  return new Map(
    [...ids].map(([path, id]) => [path, { id, pipelines: facts.get(path) ?? before.factsOf(path)?.pipelines }]),
  );
}

/** The warnings of the whole root, or undefined where one about what all depend on may be out of date or untrue. */
function warningsAfter(
  { affected, warnings: found }: CompiledChange,
  before: RememberedRoot,
): readonly Diagnostic[] | undefined {
  if (affected.size === 0) return before.warnings;
  const isOther = (path: string): boolean => !affected.has(path) && before.factsOf(path)?.pipelines !== undefined;
  const wasAffected = (path: string): boolean => affected.has(path);
  const kept = before.warnings.filter((one) => isAbout(one, isOther));
  if (!before.warnings.every((one) => isAbout(one, isOther) || isAbout(one, wasAffected))) return undefined;
  const isUsedBy = (path: string, topic: string): boolean =>
    before.factsOf(path)?.pipelines?.links.includes(topic) === true;
  // Only because the pipelines that use it were left out.
  const isUntrue = (one: Diagnostic): boolean => {
    const topic = unusedTopicOf(one);
    if (topic === undefined) return false;
    return before.filesAt(pointOfTopic(topic)).some((path) => !affected.has(path) && isUsedBy(path, topic));
  };
  const own = found.filter((one) => !isUntrue(one));
  return own.every((one) => isAbout(one, wasAffected)) ? inOrder([...kept, ...own]) : undefined;
}

/** Whether all places of a diagnostic are in some files. */
export function isAbout({ span, related = [] }: Diagnostic, isOne: (path: string) => boolean): boolean {
  return span !== undefined && [span, ...related.map((place) => place.span)].every(({ file }) => isOne(file));
}
