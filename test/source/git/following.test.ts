import { execFileSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, expect, test } from "vitest";
import type { Revision } from "../../../src/model/names.ts";
import { openGit } from "../../../src/source/git.ts";
import { accessEnvironment } from "../../../src/source/git/access.ts";

const folders: string[] = [];
async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-following-"));
  folders.push(folder);
  return folder;
}
afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

const git = (folder: string, ...command: readonly string[]): string =>
  execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...command], {
    cwd: folder,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "pipe"],
  }).trim();

async function repositoryWith(...texts: readonly string[]): Promise<{ folder: string; commits: readonly Revision[] }> {
  const folder = await temporaryFolder();
  git(folder, "init", "--quiet", "--initial-branch", "main");
  const commits: Revision[] = [];
  for (const text of texts) {
    await writeFile(join(folder, "cluster.yaml"), text);
    git(folder, "add", "--all");
    git(folder, "commit", "--quiet", "--message", text);
    commits.push(git(folder, "rev-parse", "HEAD") as Revision);
  }
  return { folder, commits };
}

test("following fetches the newest commit alone, later only what has come since, and nothing where nothing moved", async () => {
  const { folder, commits } = await repositoryWith("one", "two", "three");
  const cacheDirectory = await temporaryFolder();
  const repository = openGit({ url: pathToFileURL(folder).href, path: "", cacheDirectory, followOnly: true });
  expect(await repository.resolve("main")).toMatchObject({ ok: true, value: commits[2] });
  const [clone = ""] = await readdir(cacheDirectory);
  const countOf = (): number => Number(git(join(cacheDirectory, clone), "rev-list", "--all", "--count"));
  expect(countOf()).toBe(1);
  await writeFile(join(folder, "cluster.yaml"), "four");
  git(folder, "commit", "--quiet", "--all", "--message", "four");
  expect(await repository.resolve("main")).toMatchObject({ ok: true });
  expect(countOf()).toBe(2);
  // An earlier revision, which the clone has never had, is fetched when it is asked for.
  const read = await repository.read(commits[0]!);
  expect(read.ok && String(read.value.files.get("cluster.yaml"))).toBe("one");
});

test("whether one commit goes on from another is said only where a clone without the history can know it", async () => {
  const { folder, commits } = await repositoryWith("one", "two");
  const url = pathToFileURL(folder).href;
  const repository = openGit({ url, path: "", cacheDirectory: await temporaryFolder(), followOnly: true });
  await repository.resolve("main");
  // The older one is had by its id; what lies between isn't.
  await repository.read(commits[0]!);
  expect(await repository.follows(commits[0]!, commits[1]!)).toBeUndefined();
  const next = async (text: string): Promise<Revision> => {
    await writeFile(join(folder, "cluster.yaml"), text);
    git(folder, "commit", "--quiet", "--all", "--message", text);
    const head = await repository.resolve("main");
    if (!head.ok) throw new Error(text);
    return head.value;
  };
  const third = await next("three");
  expect(await repository.follows(commits[1]!, third)).toBe(true);
  git(folder, "reset", "--quiet", "--hard", commits[1]!);
  const other = await next("other");
  expect(await repository.follows(third, other)).toBe(false);
  git(folder, "reset", "--quiet", "--hard", commits[0]!);
  expect(await repository.resolve("main")).toMatchObject({ value: commits[0] });
  expect(await repository.follows(other, commits[0]!)).toBe(false);
});

test("a branch before a tag of the same name, annotated tags as what they point to, full names as they are", async () => {
  const { folder, commits } = await repositoryWith("one", "two");
  git(folder, "tag", "--annotate", "v1", "--message", "v1", commits[0]!);
  git(folder, "tag", "main", commits[0]!);
  git(folder, "branch", "--quiet", "other/main", commits[0]!);
  const url = pathToFileURL(folder).href;
  const repository = openGit({ url, path: "", cacheDirectory: await temporaryFolder(), followOnly: true });
  expect(await repository.resolve("main")).toMatchObject({ value: commits[1] });
  expect(await repository.resolve("v1")).toMatchObject({ value: commits[0] });
  expect(await repository.resolve("refs/tags/main")).toMatchObject({ value: commits[0] });
  expect(await repository.resolve(undefined)).toMatchObject({ value: commits[1] });
  git(folder, "checkout", "--quiet", "--detach");
  git(folder, "branch", "--quiet", "--delete", "--force", "main");
  git(folder, "tag", "--delete", "main");
  expect(await repository.resolve("main")).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1002" }] });
});

test("submodules and symbolic links aren't followed; a pointer of Git LFS is what it is", async () => {
  const { folder } = await repositoryWith("clusterName: c");
  const { folder: inner } = await repositoryWith("clusterName: inner");
  git(folder, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub");
  await writeFile(join(folder, "big.mjs"), "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n");
  git(folder, "add", "--all");
  git(folder, "commit", "--quiet", "--message", "more");
  const url = pathToFileURL(folder).href;
  const repository = openGit({ url, path: "", cacheDirectory: await temporaryFolder(), followOnly: true });
  const head = await repository.resolve("main");
  const tree = head.ok ? await repository.read(head.value) : head;
  expect(tree.ok && [...tree.value.files.keys()].filter((path) => path.startsWith("sub"))).toEqual([]);
});

test("a token goes to its server in a header, and never into an error or the clone's files", async () => {
  const seen: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    seen.push(request.headers.authorization);
    response.writeHead(401, { "www-authenticate": "Basic realm=x" }).end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x.git`;
  const cacheDirectory = await temporaryFolder();
  const access = { token: "s3cret-token", username: "bot" };
  const found = await openGit({ url, path: "", cacheDirectory, access, followOnly: true }).resolve("main");
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  expect(found).toMatchObject({ ok: false, diagnostics: [{ code: "SLW1003" }] });
  const basic = Buffer.from("bot:s3cret-token").toString("base64");
  expect(seen[0]).toBe(`Basic ${basic}`);
  expect(JSON.stringify(found)).not.toContain("s3cret-token");
  expect(JSON.stringify(found)).not.toContain(basic);
  const [clone = ""] = await readdir(cacheDirectory);
  expect(await readFile(join(cacheDirectory, clone, "config"), "utf8")).not.toContain(basic);
});

test("the access is bound to its server, and a key's path may hold anything", () => {
  const url = "https://user:x@git.example.org/team/repo.git";
  expect(accessEnvironment(url, { token: "t" })["GIT_CONFIG_KEY_0"]).toBe("http.https://git.example.org/.extraHeader");
  expect(accessEnvironment("git@example.org:x.git", { sshKey: "/a 'key'" })["GIT_SSH_COMMAND"]).toContain(
    "-i '/a '\\''key'\\''' -o IdentitiesOnly=yes",
  );
  expect(accessEnvironment("git@example.org:x.git", {})).toEqual({});
});
