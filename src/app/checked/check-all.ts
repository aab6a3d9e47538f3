import type { CompileOptions } from "../../compile/compile.ts";
import { compile } from "../../compile/compile.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { readDocuments } from "../../source/documents.ts";
import type { FileListing, FileTree } from "../../source/repository.ts";
import { declaredTopics } from "./check-change.ts";
import { checkParts } from "./check-parts.ts";
import { openPartThreads } from "./part-threads.ts";
import type { RootState } from "./root-state.ts";
import { pipelineFacts } from "./root-state.ts";

/** The state of a root of which nothing is known, or what is wrong with it: part by part, and as a whole where that gives no answer. */
export async function checkAll(
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
  const state = { files, warnings: compiled.warnings, declaredTopics: [...declared] };
  return { ok: true, value: state, warnings: compiled.warnings };
}
