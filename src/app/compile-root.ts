import type { Compiled } from "../compile/compile.ts";
import { compile, mergedDocuments } from "../compile/compile.ts";
import type { Checked } from "../diagnostics/checked.ts";
import type { Revision } from "../model/names.ts";
import type { SourceDocument } from "../source/document.ts";
import { readDocuments } from "../source/documents.ts";
import { digestOf } from "./digest.ts";
import type { OpenedRepository } from "./open-repository.ts";
import { schemaLibraries } from "./schema-libraries.ts";

/** A revision, compiled for one environment. */
export interface CompiledRoot {
  readonly revision: Revision;
  readonly compiled: Compiled;
}

/** The cluster and the pipelines of a root as they are for one environment, each value with its place. */
export async function mergeRoot(
  opened: OpenedRepository,
  environment: string | undefined,
): Promise<Checked<readonly SourceDocument[]>> {
  const revision = await opened.repository.resolve(opened.ref);
  if (!revision.ok) return revision;
  const tree = await opened.repository.read(revision.value);
  if (!tree.ok) return tree;
  const documents = readDocuments(tree.value);
  return documents.ok ? { ...documents, value: mergedDocuments(documents.value, environment) } : documents;
}

/** Reads and compiles what a repository's ref stands for now: `validate`, and the first half of everything else. */
export async function compileRoot(
  opened: OpenedRepository,
  environment: string | undefined,
): Promise<Checked<CompiledRoot>> {
  const revision = await opened.repository.resolve(opened.ref);
  if (!revision.ok) return revision;
  const tree = await opened.repository.read(revision.value);
  if (!tree.ok) return tree;
  const documents = readDocuments(tree.value);
  if (!documents.ok) return documents;
  const compiled = compile(documents.value, { environment, hash: digestOf, libraries: schemaLibraries });
  if (!compiled.ok) return compiled;
  return {
    ok: true,
    value: { revision: revision.value, compiled: compiled.value },
    warnings: [...documents.warnings, ...compiled.warnings],
  };
}
