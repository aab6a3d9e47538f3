import { expect, test } from "vitest";
import { forgetRevisions, readRevisionLog, recordApplied, recordAttempt } from "../../src/claims/revision-log.ts";
import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { parseRevision, parsed } from "../../src/model/names.ts";
import type { Revision } from "../../src/model/names.ts";

const revision = (digit: string): Revision => parsed(parseRevision(digit.repeat(40)));
const [a, b, c] = [revision("a"), revision("b"), revision("c")];

test("begins empty; attempts are kept once and in order until one of them is applied", async () => {
  const store = createEmbeddedClaimStore();
  expect(await readRevisionLog(store)).toEqual({ lastApplied: undefined, attempted: [] });
  await recordAttempt(store, a);
  await recordAttempt(store, b);
  await recordAttempt(store, a);
  expect(await readRevisionLog(store)).toEqual({ lastApplied: undefined, attempted: [a, b] });
  await recordApplied(store, b, new Set([a, b]));
  expect(await readRevisionLog(store)).toEqual({ lastApplied: b, attempted: [] });
});

test("nothing is applied while the log names a revision that the applier doesn't know; its own attempt stays", async () => {
  const store = createEmbeddedClaimStore();
  for (const attempted of [a, b, c]) await recordAttempt(store, attempted);
  expect(await recordApplied(store, b, new Set([a, b]))).toEqual({ lastApplied: undefined, attempted: [a, b, c] });
  expect(await recordApplied(store, c, new Set([a, b, c]))).toEqual({ lastApplied: c, attempted: [] });
  expect(await recordApplied(store, b, new Set([a, b]))).toEqual({ lastApplied: c, attempted: [b] });
  expect(await readRevisionLog(store)).toEqual({ lastApplied: c, attempted: [b] });
});

test("forgets the revisions that it is told, wherever they are", async () => {
  const store = createEmbeddedClaimStore();
  for (const attempted of [a, b, c]) await recordAttempt(store, attempted);
  expect(await forgetRevisions(store, [b])).toEqual({ lastApplied: undefined, attempted: [a, c] });
  await recordApplied(store, a, new Set([a, c]));
  expect(await forgetRevisions(store, [b, c])).toEqual({ lastApplied: a, attempted: [] });
  expect(await forgetRevisions(store, [a])).toEqual({ lastApplied: undefined, attempted: [] });
  expect(await readRevisionLog(store)).toEqual({ lastApplied: undefined, attempted: [] });
});

test("attempts of several at once are all recorded", async () => {
  const store = createEmbeddedClaimStore();
  await Promise.all([a, b, c].map((attempted) => recordAttempt(store.client(), attempted)));
  expect((await readRevisionLog(store)).attempted.toSorted()).toEqual([a, b, c]);
});

test("a lost answer is an error to the caller, and the next try finds it recorded", async () => {
  const store = createEmbeddedClaimStore();
  store.faults.answersToLose = 1;
  await expect(recordAttempt(store, a)).rejects.toMatchObject({ kind: "unreachable" });
  expect(await recordAttempt(store, a)).toEqual({ lastApplied: undefined, attempted: [a] });
});

test.each(["{}", '{"formatVersion":2,"attempted":[]}', '{"formatVersion":1,"attempted":["main"]}', "x"])(
  "%s is an error, never an empty log",
  async (text) => {
    const store = createEmbeddedClaimStore();
    await store.transact([{ kind: "set", key: "revisions", value: new TextEncoder().encode(text), version: 0 }]);
    await expect(readRevisionLog(store)).rejects.toThrow("format");
    await expect(recordAttempt(store, a)).rejects.toThrow("format");
  },
);
