import type { RevisionLog } from "../claims/revision-log.ts";
import type { CompileOptions } from "../compile/compile.ts";
import { lower } from "../compile/compile.ts";
import type { Checked } from "../diagnostics/checked.ts";
import type { Desired } from "../model/desired.ts";
import type { Revision } from "../model/names.ts";
import type { Previous } from "../plan/previous.ts";
import { readDocuments } from "../source/documents.ts";
import type { Repository } from "../source/repository.ts";

/** Where earlier revisions are read from, and how they are lowered. */
export interface History {
  readonly repository: Pick<Repository, "read">;
  readonly compile: CompileOptions;
  /** A revision that is lowered already, under the same options. */
  readonly compiled?: { readonly revision: Revision; readonly desired: Desired };
}

type Read =
  | { readonly kind: "read"; readonly desired: Desired }
  | { readonly kind: "lost"; readonly revision: Revision };

const noSuchRevision = "SLW1002";

/**
 * What the revisions of the log asked for: lowered without the rules, so that a newer compiler never refuses an older
 * revision (design, section 5). One that the repository doesn't have any more, or that can't be lowered any more, is
 * lost. Fails where the repository itself can't be read.
 */
export async function readPrevious(log: RevisionLog, history: History): Promise<Checked<Previous>> {
  const revisions = new Set([...(log.lastApplied === undefined ? [] : [log.lastApplied]), ...log.attempted]);
  const found = new Map<Revision, Read>();
  for (const revision of revisions) {
    const read = await readEarlier(revision, history);
    if (!read.ok) return read;
    found.set(revision, read.value);
  }
  const desiredOf = (revision: Revision): readonly Desired[] => {
    const read = found.get(revision);
    return read?.kind === "read" ? [read.desired] : [];
  };
  const lost = [...found.values()].flatMap((read) => (read.kind === "lost" ? [read.revision] : []));
  const lastApplied = log.lastApplied === undefined ? undefined : desiredOf(log.lastApplied)[0];
  return { ok: true, value: { lastApplied, attempted: log.attempted.flatMap(desiredOf), lost }, warnings: [] };
}

async function readEarlier(revision: Revision, { repository, compile, compiled }: History): Promise<Checked<Read>> {
  if (revision === compiled?.revision)
    return { ok: true, value: { kind: "read", desired: compiled.desired }, warnings: [] };
  const lost: Checked<Read> = { ok: true, value: { kind: "lost", revision }, warnings: [] };
  const tree = await repository.read(revision);
  if (!tree.ok) return tree.diagnostics.every(({ code }) => code === noSuchRevision) ? lost : tree;
  const documents = readDocuments(tree.value);
  const desired = documents.ok ? lower(documents.value, compile) : undefined;
  return desired === undefined ? lost : { ok: true, value: { kind: "read", desired }, warnings: [] };
}
