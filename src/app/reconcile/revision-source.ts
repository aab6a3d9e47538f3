import { compile } from "../../compile/compile.ts";
import type { CompileOptions } from "../../compile/compile.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Desired } from "../../model/desired.ts";
import type { Revision } from "../../model/names.ts";
import type { RevisionSource } from "../../reconcile/loop/reconciler.ts";
import { readDocuments } from "../../source/documents.ts";
import { digestOf } from "../digest.ts";
import { openKnownStates } from "../known-states.ts";
import type { OpenedRepository } from "../open-repository.ts";
import { schemaLibraries } from "../schema-libraries.ts";

/** A branch of an opened repository, as a reconciler follows it. */
export function revisionSource(opened: OpenedRepository, environment: string | undefined): RevisionSource {
  const { repository, ref = "HEAD", textOf, place } = opened;
  const options: CompileOptions = { environment, hash: digestOf, libraries: schemaLibraries };
  return {
    history: { repository, compile: options, known: openKnownStates({ place, environment }) },
    label: repository.label,
    ref,
    head: () => repository.resolve(ref),
    compile: (revision) => compileRevision(opened, revision, options),
    follows: (earlier, later) => repository.follows(earlier, later),
    textOf,
  };
}

async function compileRevision(
  { repository }: OpenedRepository,
  revision: Revision,
  options: CompileOptions,
): Promise<Checked<Desired>> {
  const tree = await repository.read(revision);
  if (!tree.ok) return tree;
  const documents = readDocuments(tree.value);
  if (!documents.ok) return documents;
  const compiled = compile(documents.value, options);
  if (!compiled.ok) return compiled;
  return { ...compiled, value: compiled.value.desired, warnings: [...documents.warnings, ...compiled.warnings] };
}

/** The name of a connection; undefined means the settings' top level. */
export interface ChosenConnection {
  readonly connection: string | undefined;
}

/**
 * The connection that the head of the branch chooses for the environment. That needs no more than its document, so a
 * head with mistakes elsewhere will do.
 */
export async function connectionOfHead(
  { repository, ref = "HEAD" }: OpenedRepository,
  environment: string | undefined,
): Promise<Checked<ChosenConnection>> {
  if (environment === undefined) return { ok: true, value: { connection: undefined }, warnings: [] };
  const head = await repository.resolve(ref);
  if (!head.ok) return head;
  const tree = await repository.read(head.value);
  if (!tree.ok) return tree;
  const documents = readDocuments(tree.value);
  const found = documents.ok
    ? documents.value.documents.find(({ kind, value }) => kind === "environment" && named(value) === environment)
    : undefined;
  if (found === undefined) return failed(diagnostic("SLW5003", { ref }));
  const { connection } = found.value as { readonly connection?: unknown };
  return {
    ok: true,
    value: { connection: typeof connection === "string" ? connection : undefined },
    warnings: [],
  };
}

const named = (value: unknown): unknown =>
  typeof value === "object" && value !== null ? (value as { readonly environment?: unknown }).environment : undefined;
