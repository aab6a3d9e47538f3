import { describe, expect, test } from "vitest";
import type { Revision } from "../../src/model/names.ts";
import type { FileListing, Repository } from "../../src/source/repository.ts";

/** A repository with a way to change what it holds. */
export interface RepositoryUnderTest {
  readonly repository: Repository;
  /** Makes exactly these files the newest state. */
  readonly save: (files: Readonly<Record<string, string>>) => Promise<void>;
}

/** What every repository does; run over the Git, directory and embedded drivers. */
export function repositoryContract(name: string, open: () => Promise<RepositoryUnderTest>): void {
  describe(`repository: ${name}`, () => {
    const resolved = async (repository: Repository): Promise<Revision> => {
      const result = await repository.resolve(undefined);
      if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
      return result.value;
    };
    const contents = async (repository: Repository, revision: Revision): Promise<Record<string, string>> => {
      const result = await repository.read(revision);
      if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
      expect(result.value.revision).toBe(revision);
      return Object.fromEntries([...result.value.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()]));
    };

    test("reads the newest state, paths sorted", async () => {
      const { repository, save } = await open();
      await save({ "cluster.yaml": "clusterName: c\n", "b/p.yaml": "pipelineName: ü\n", "a.yaml": "" });
      const found = await contents(repository, await resolved(repository));
      expect(Object.entries(found)).toEqual([
        ["a.yaml", ""],
        ["b/p.yaml", "pipelineName: ü\n"],
        ["cluster.yaml", "clusterName: c\n"],
      ]);
      await repository.close();
    });

    test("a change makes a new revision, and the old one can still be read", async () => {
      const { repository, save } = await open();
      await save({ "cluster.yaml": "one" });
      const first = await resolved(repository);
      expect(await resolved(repository)).toBe(first);
      await save({ "cluster.yaml": "two" });
      const second = await resolved(repository);
      expect(second).not.toBe(first);
      expect(await contents(repository, second)).toEqual({ "cluster.yaml": "two" });
      expect(await contents(repository, first)).toEqual({ "cluster.yaml": "one" });
      await repository.close();
    });

    test("lists a revision by the ids of its contents, and reads some of its files", async () => {
      const { repository, save } = await open();
      const listed = async (): Promise<FileListing> => {
        const result = await repository.list(await resolved(repository));
        if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
        return result.value;
      };
      await save({ "cluster.yaml": "c", "a.yaml": "same", "b/b.yaml": "same" });
      const before = await listed();
      expect([...before.ids.keys()]).toEqual(["a.yaml", "b/b.yaml", "cluster.yaml"]);
      expect(before.ids.get("a.yaml")).toBe(before.ids.get("b/b.yaml"));
      await save({ "cluster.yaml": "c", "a.yaml": "other", "b/b.yaml": "same" });
      const after = await listed();
      expect(after.revision).not.toBe(before.revision);
      const changed = [...after.ids].filter(([path, id]) => before.ids.get(path) !== id).map(([path]) => path);
      expect(changed).toEqual(["a.yaml"]);
      const read = await after.read(changed);
      expect(read.ok && [...read.value.files].map(([path, bytes]) => [path, Buffer.from(bytes).toString()])).toEqual([
        ["a.yaml", "other"],
      ]);
      expect(await after.read([])).toMatchObject({ ok: true });
      expect(await repository.list("0".repeat(40) as Revision)).toMatchObject({ ok: false });
      await repository.close();
    });

    test("names a ref or revision that isn't there", async () => {
      const { repository, save } = await open();
      await save({ "cluster.yaml": "one" });
      for (const ref of ["no-such-branch", "--output=x", "0".repeat(40)])
        expect(await repository.resolve(ref)).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1002" }] });
      expect(await repository.read("0".repeat(40) as Revision)).toMatchObject({
        ok: false,
        diagnostics: [{ code: "SLW1002" }],
      });
      await repository.close();
    });

    test("says whether a revision descends from another one, where it knows", async () => {
      const { repository, save } = await open();
      await save({ "cluster.yaml": "one" });
      const first = await resolved(repository);
      expect(await repository.follows(first, first)).toBe(true);
      await save({ "cluster.yaml": "two" });
      const second = await resolved(repository);
      const isKnown = !first.startsWith("dir-");
      expect(await repository.follows(first, second)).toBe(isKnown ? true : undefined);
      expect(await repository.follows(second, first)).toBe(isKnown ? false : undefined);
      expect(await repository.follows(first, "0".repeat(40) as Revision)).toBeUndefined();
      await repository.close();
    });
  });
}
