import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openKnownStates } from "../../src/app/known-states.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import { plan } from "../../src/plan/plan.ts";
import type { EarlierState } from "../../src/plan/previous.ts";
import { arbitraryInput } from "../plan/arbitrary-input.ts";

const revision = parsed(parseRevision("a".repeat(40)));
const root = { place: ["/repository", "pipelines"], environment: undefined };
const [example] = fc.sample(arbitraryInput, { numRuns: 1, seed: 1 });
const state: EarlierState = example!.desired;
const outer = process.env["XDG_CACHE_HOME"];
let cache: string;

beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), "sluiceway-known-states-"));
  process.env["XDG_CACHE_HOME"] = cache;
});
afterEach(async () => {
  if (outer === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = outer;
  await rm(cache, { recursive: true, force: true });
});

test("a plan by states that were kept is the plan by the states themselves", async () => {
  const kept = openKnownStates(root);
  let count = 0;
  const keep = async (one: EarlierState): Promise<EarlierState> => {
    const of = parsed(parseRevision((count += 1).toString(16).padStart(40, "0")));
    await kept.save(of, one);
    const loaded = await kept.load(of);
    if (loaded === undefined) throw new Error("it was saved");
    return loaded;
  };
  await fc.assert(
    fc.asyncProperty(arbitraryInput, async (input) => {
      const { lastApplied, attempted, lost } = input.previous;
      const previous = {
        lastApplied: lastApplied && (await keep(lastApplied)),
        attempted: await Promise.all(attempted.map(keep)),
        lost,
      };
      expect(plan({ ...input, previous })).toEqual(plan(input));
    }),
    { numRuns: 60 },
  );
});

test("a state is of one revision, of one root and of one environment", async () => {
  await openKnownStates(root).save(revision, state);
  expect(await openKnownStates(root).load(revision)).toBeDefined();
  expect(await openKnownStates(root).load(parsed(parseRevision("b".repeat(40))))).toBeUndefined();
  expect(await openKnownStates({ ...root, place: ["/repository", "other"] }).load(revision)).toBeUndefined();
  for (const environment of ["", "none", "production"])
    expect(await openKnownStates({ ...root, environment }).load(revision)).toBeUndefined();
});

test("a file that was cut off or changed counts as none", async () => {
  const kept = openKnownStates(root);
  await kept.save(revision, state);
  const [name = ""] = await readdir(join(cache, "sluiceway", "states"));
  const file = join(cache, "sluiceway", "states", name);
  const text = await readFile(file, "utf8");
  for (const damaged of ["", text.slice(0, -10), text.replace("allow", "deny!"), `${text} `]) {
    expect(damaged).not.toBe(text);
    await writeFile(file, damaged);
    expect(await kept.load(revision)).toBeUndefined();
  }
  await kept.save(revision, state);
  expect(await kept.load(revision)).toBeDefined();
});

test("a cache that can't be written is one that doesn't help", async () => {
  process.env["XDG_CACHE_HOME"] = join(cache, "a-file");
  await writeFile(join(cache, "a-file"), "");
  const kept = openKnownStates(root);
  await kept.save(revision, state);
  expect(await kept.load(revision)).toBeUndefined();
});
