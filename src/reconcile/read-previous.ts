import type { RevisionLog } from "../claims/revision-log.ts";
import type { CompileOptions } from "../compile/compile.ts";
import { lower } from "../compile/compile.ts";
import type { Checked } from "../diagnostics/checked.ts";
import type { Desired } from "../model/desired.ts";
import type { Revision } from "../model/names.ts";
import type { EarlierState, Previous } from "../plan/previous.ts";
import { readDocuments } from "../source/documents.ts";
import type { Repository } from "../source/repository.ts";

/** What was lowered before, by this version of the compiler: a revision's files never change. */
export interface KnownStates {
  load(revision: Revision): Promise<EarlierState | undefined>;
  /** Never rejects. */
  save(revision: Revision, state: EarlierState): Promise<void>;
}

/** Where earlier revisions are read from, and how they are lowered. */
export interface History {
  readonly repository: Pick<Repository, "read">;
  readonly compile: CompileOptions;
  readonly known?: KnownStates | undefined;
  /** A revision that is lowered already, under the same options. */
  readonly compiled?: { readonly revision: Revision; readonly desired: Desired };
}

type Read =
  | { readonly kind: "read"; readonly state: EarlierState }
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
  const stateOf = (revision: Revision): readonly EarlierState[] => {
    const read = found.get(revision);
    return read?.kind === "read" ? [read.state] : [];
  };
  const lost = [...found.values()].flatMap((read) => (read.kind === "lost" ? [read.revision] : []));
  const lastApplied = log.lastApplied === undefined ? undefined : stateOf(log.lastApplied)[0];
  return { ok: true, value: { lastApplied, attempted: log.attempted.flatMap(stateOf), lost }, warnings: [] };
}

async function readEarlier(revision: Revision, history: History): Promise<Checked<Read>> {
  const { repository, compile, compiled, known } = history;
  const state = revision === compiled?.revision ? compiled.desired : await known?.load(revision);
  if (state !== undefined) return { ok: true, value: { kind: "read", state }, warnings: [] };
  const lost: Checked<Read> = { ok: true, value: { kind: "lost", revision }, warnings: [] };
  const tree = await repository.read(revision);
  if (!tree.ok) return tree.diagnostics.every(({ code }) => code === noSuchRevision) ? lost : tree;
  const documents = readDocuments(tree.value);
  const desired = documents.ok ? lower(documents.value, compile) : undefined;
  if (desired === undefined) return lost;
  await known?.save(revision, desired);
  return { ok: true, value: { kind: "read", state: desired }, warnings: [] };
}
