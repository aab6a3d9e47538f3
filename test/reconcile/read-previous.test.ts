import { expect, test } from "vitest";
import { failed } from "../../src/diagnostics/checked.ts";
import { diagnostic } from "../../src/diagnostics/diagnostic.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import type { Revision } from "../../src/model/names.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import type { EarlierState } from "../../src/plan/previous.ts";
import type { KnownStates } from "../../src/reconcile/read-previous.ts";
import { readPrevious } from "../../src/reconcile/read-previous.ts";
import { sha256 } from "../compile/compile-text.ts";
import { root } from "./reconcile-world.ts";
import { schemaLibraries } from "../../src/app/schema-libraries.ts";

const compile = { hash: sha256, libraries: schemaLibraries };
const unknown = parsed(parseRevision("f".repeat(40)));

test("nothing was before the first", async () => {
  const repository = createEmbeddedRepository();
  const log = { lastApplied: undefined, attempted: [] };
  expect(await readPrevious(log, { repository, compile })).toMatchObject({
    value: { lastApplied: undefined, attempted: [], lost: [] },
  });
});

test("revisions are lowered; those that nobody can read or lower any more are lost, each once", async () => {
  const repository = createEmbeddedRepository();
  const applied = repository.commit(root({ search: { ingest: {} } }));
  // The rules of today refuse it: a step that nobody writes to. What it has granted is known all the same.
  const refused = repository.commit({ ...root({}), "a.yaml": "pipelineName: a\nsteps: [{ stepName: s }]\n" });
  const broken = repository.commit({ "cluster.yaml": "clusterName: [" });
  const headless = repository.commit({ "search.yaml": "pipelineName: search\nsteps: []\n" });
  const log = { lastApplied: applied, attempted: [refused, unknown, broken, headless, applied] };
  const previous = await readPrevious(log, { repository, compile });
  if (!previous.ok) throw new Error("the repository can be read");
  const namesOf = (state: { readonly pipelines: readonly { readonly name: string }[] } | undefined) =>
    state?.pipelines.map(({ name }) => name);
  expect(namesOf(previous.value.lastApplied)).toEqual(["search"]);
  expect(previous.value.attempted.map(namesOf)).toEqual([["a"], ["search"]]);
  expect(previous.value.lost).toEqual([unknown, broken, headless]);
});

test("a last applied revision that is lost says nothing about what was applied", async () => {
  const repository = createEmbeddedRepository();
  const previous = await readPrevious({ lastApplied: unknown, attempted: [] }, { repository, compile });
  expect(previous).toMatchObject({ ok: true, value: { lastApplied: undefined, attempted: [], lost: [unknown] } });
});

test("a repository that can't be read is a failure: nothing counts as lost", async () => {
  const unreadable = diagnostic("SLW1003", { repository: "origin", reason: "no route to host" });
  const repository = { read: () => Promise.resolve(failed<never>(unreadable)) };
  const previous = await readPrevious({ lastApplied: unknown, attempted: [] }, { repository, compile });
  expect(previous).toEqual({ ok: false, diagnostics: [unreadable] });
});

test("what is known of a revision isn't read again, and what is read becomes known", async () => {
  const repository = createEmbeddedRepository();
  const applied = repository.commit(root({ search: { ingest: {} } }));
  const states = new Map<Revision, EarlierState>();
  const known: KnownStates = {
    load: (revision) => Promise.resolve(states.get(revision)),
    save: async (revision, state) => void states.set(revision, state),
  };
  const log = { lastApplied: applied, attempted: [unknown] };
  const first = await readPrevious(log, { repository, compile, known });
  expect([...states.keys()]).toEqual([applied]);
  const unreadable = { read: () => Promise.reject(new Error("nothing is to be read")) };
  const second = await readPrevious(
    { lastApplied: applied, attempted: [] },
    { repository: unreadable, compile, known },
  );
  expect(first).toMatchObject({ ok: true, value: { lost: [unknown] } });
  expect(second.ok && second.value.lastApplied).toBe(first.ok && first.value.lastApplied);
});
