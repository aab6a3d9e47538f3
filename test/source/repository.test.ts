import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { Revision } from "../../src/model/names.ts";
import { createEmbeddedRepository } from "../../src/embedded/repository.ts";
import { openDirectory } from "../../src/source/directory.ts";
import { committedFolder, openGit } from "../../src/source/git.ts";
import { repositoryContract } from "./repository.contract.ts";

const folders: string[] = [];
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-repository-"));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const git = (folder: string, ...command: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  });

async function write(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

/** A repository with a work tree, in which the configuration root is the folder `config`. */
async function workTree(): Promise<{
  readonly folder: string;
  readonly save: (files: Readonly<Record<string, string>>) => Promise<void>;
}> {
  const folder = await temporaryFolder();
  git(folder, "init", "--quiet", "--initial-branch", "main");
  return {
    folder,
    async save(files) {
      await rm(join(folder, "config"), { recursive: true, force: true });
      await write(join(folder, "config"), files);
      await write(folder, { "elsewhere.yaml": "not: ours" });
      git(folder, "add", "--all");
      git(folder, "commit", "--quiet", "--message", "state");
    },
  };
}

repositoryContract("embedded", async () => {
  const repository = createEmbeddedRepository();
  return { repository, save: async (files) => void repository.commit(files) };
});

repositoryContract("directory", async () => {
  const folder = await temporaryFolder();
  return { repository: openDirectory(folder), save: (files) => write(folder, files) };
});

repositoryContract("Git folder", async () => {
  const { folder, save } = await workTree();
  return { repository: openGit({ url: folder, path: "config", cacheDirectory: await temporaryFolder() }), save };
});

for (const followOnly of [false, true])
  repositoryContract(followOnly ? "Git URL, one ref followed" : "Git URL", async () => {
    const { folder, save } = await workTree();
    const bare = await temporaryFolder();
    git(bare, "init", "--quiet", "--bare", "--initial-branch", "main");
    const url = pathToFileURL(bare).href;
    return {
      repository: openGit({ url, path: "config", cacheDirectory: await temporaryFolder(), followOnly }),
      save: async (files) => {
        await save(files);
        git(folder, "push", "--quiet", "--force", url, "HEAD:main");
      },
    };
  });

test("Git: branches, tags and short SHAs are refs; a forced branch leaves what was read readable", async () => {
  const { folder, save } = await workTree();
  const repository = openGit({
    url: pathToFileURL(folder).href,
    path: "config/",
    cacheDirectory: await temporaryFolder(),
  });
  await save({ "cluster.yaml": "one" });
  git(folder, "tag", "v1");
  const first = await repository.resolve("v1");
  if (!first.ok) throw new Error("v1");
  expect(await repository.resolve(first.value.slice(0, 10))).toEqual(first);
  await repository.read(first.value);
  git(folder, "tag", "--delete", "v1");
  git(folder, "checkout", "--quiet", "--orphan", "fresh");
  await save({ "cluster.yaml": "two" });
  git(folder, "branch", "--quiet", "--force", "main", "fresh");
  expect(await repository.resolve("v1")).toMatchObject({ ok: false });
  expect(await repository.resolve("main")).toMatchObject({ ok: true });
  expect(await repository.read(first.value)).toMatchObject({ ok: true });
});

test("Git: a commit that no branch leads to any more is still had by its SHA, in a clone that has never seen it", async () => {
  const { folder, save } = await workTree();
  const url = pathToFileURL(folder).href;
  await save({ "cluster.yaml": "one" });
  const first = git(folder, "rev-parse", "HEAD").trim() as Revision;
  git(folder, "checkout", "--quiet", "--orphan", "fresh");
  await save({ "cluster.yaml": "two" });
  git(folder, "branch", "--quiet", "--delete", "--force", "main");
  const repository = openGit({ url, path: "config", cacheDirectory: await temporaryFolder() });
  expect(await repository.resolve("fresh")).toMatchObject({ ok: true });
  expect(await repository.resolve("main")).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1002" }] });
  const read = await repository.read(first);
  expect(read.ok && String(read.value.files.get("cluster.yaml"))).toBe("one");
});

test("Git: a clone that was broken off before its first fetch is completed", async () => {
  const { folder, save } = await workTree();
  const url = pathToFileURL(folder).href;
  await save({ "cluster.yaml": "one" });
  const cacheDirectory = await temporaryFolder();
  const open = (): ReturnType<typeof openGit> => openGit({ url, path: "config", cacheDirectory });
  await open().resolve("main");
  const [clone = ""] = await readdir(cacheDirectory);
  git(join(cacheDirectory, clone), "update-ref", "-d", "refs/heads/main");
  expect(await open().resolve("main")).toMatchObject({ ok: true });
});

test("Git: a repository out of reach is SLW1003, without the credentials of its URL", async () => {
  const cacheDirectory = await temporaryFolder();
  const repository = openGit({ url: "http://crawler:hunter2@127.0.0.1:9/x.git", path: "", cacheDirectory });
  const result = await repository.resolve(undefined);
  expect(result).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1003" }] });
  expect(JSON.stringify(result) + repository.label).not.toMatch(/hunter2|crawler/);
  const [clone = ""] = await readdir(cacheDirectory);
  expect(await readFile(join(cacheDirectory, clone, "config"), "utf8")).not.toMatch(/hunter2|crawler/);
});

test("Git: a folder that isn't a repository is SLW1003", async () => {
  const repository = openGit({ url: await temporaryFolder(), path: "", cacheDirectory: await temporaryFolder() });
  expect(await repository.resolve(undefined)).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1003" }] });
});

test("Git: hooks of a repository never run", async () => {
  const { folder, save } = await workTree();
  await save({ "cluster.yaml": "one" });
  const hook = join(folder, ".git/hooks/post-checkout");
  await writeFile(hook, `#!/bin/sh\ntouch ${folder}/hook-ran\n`, { mode: 0o755 });
  const repository = openGit({ url: folder, path: "config", cacheDirectory: await temporaryFolder() });
  const revision = await repository.resolve("main");
  if (revision.ok) await repository.read(revision.value);
  expect(revision.ok).toBe(true);
  expect(existsSync(join(folder, "hook-ran"))).toBe(false);
});

test("a folder reads documents and modules only, and follows no link out of it", async () => {
  const outside = await temporaryFolder();
  await write(outside, { "secret.yaml": "password: x" });
  const folder = await temporaryFolder();
  await write(folder, {
    "cluster.yaml": "c",
    "modules/a.mjs": "m",
    "schemas/a.proto": "p",
    "schemas/a.schema.json": "{}",
    "plan.json": "{}",
    "notes.md": "n",
    ".hidden/x.yaml": "h",
    "node_modules/p/y.yaml": "y",
  });
  await symlink(join(outside, "secret.yaml"), join(folder, "out.yaml"));
  await symlink(join(folder, "cluster.yaml"), join(folder, "inside.yaml"));
  const repository = openDirectory(folder);
  const revision = await repository.resolve(undefined);
  const tree = revision.ok ? await repository.read(revision.value) : revision;
  expect(tree.ok && [...tree.value.files.keys()]).toEqual([
    "cluster.yaml",
    "inside.yaml",
    "modules/a.mjs",
    "schemas/a.proto",
    "schemas/a.schema.json",
  ]);
});

test("a folder that isn't there is SLW1003", async () => {
  const repository = openDirectory(join(await temporaryFolder(), "absent"));
  expect(await repository.resolve(undefined)).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1003" }] });
});

test("a committed folder is known by its commit, a changed one isn't", async () => {
  const { folder, save } = await workTree();
  expect(await committedFolder(await temporaryFolder())).toBeUndefined();
  await save({ "cluster.yaml": "one" });
  const head = git(folder, "rev-parse", "HEAD").trim();
  expect(await committedFolder(join(folder, "config"))).toMatchObject({ path: "config", head });
  await write(folder, { "elsewhere.yaml": "changed" });
  expect(await committedFolder(join(folder, "config"))).toMatchObject({ head });
  await write(folder, { "config/new.yaml": "untracked" });
  expect(await committedFolder(join(folder, "config"))).toBeUndefined();
});
