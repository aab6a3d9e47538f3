import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openRepository } from "../../src/app/open-repository.ts";
import type { OpenedRepository, RootRequest } from "../../src/app/open-repository.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";

let top = "";
let root = "";
const opened: OpenedRepository[] = [];

beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), "sluiceway-root-"));
  root = join(top, "pipelines");
  await mkdir(root);
  await save("committed");
  git("init", "--quiet");
  commit();
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map(({ repository }) => repository.close()));
  await rm(top, { recursive: true });
});

const git = (...commandLine: readonly string[]): string =>
  execFileSync("git", ["-C", top, "-c", "user.name=test", "-c", "user.email=test@example.org", ...commandLine], {
    encoding: "utf8",
  }).trim();

function commit(): void {
  git("add", "--all");
  git("commit", "--quiet", "--message", "A state");
}

const save = (clusterName: string): Promise<void> =>
  writeFile(join(root, "cluster.yaml"), `clusterName: ${clusterName}\n`);

/** Opens the root as a process of its own would, and reads what is there now and what was there at `before`. */
async function open(
  request: Omit<RootRequest, "root">,
  before: string,
): Promise<{ readonly now: string; readonly earlier: string }> {
  const one = await openRepository({ root, ...request });
  opened.push(one);
  const revision = await one.repository.resolve(one.ref);
  if (!revision.ok) throw new Error("the root has a revision");
  const texts: string[] = [];
  for (const wanted of [revision.value, parsed(parseRevision(before))]) {
    const tree = await one.repository.read(wanted);
    texts.push(tree.ok ? Buffer.from(tree.value.files.get("cluster.yaml") ?? []).toString() : "lost");
  }
  return { now: texts[0] ?? "", earlier: texts[1] ?? "" };
}

describe("a folder in a Git work tree", () => {
  test("that is changed is read as saved, and still has its commits", async () => {
    const head = git("rev-parse", "HEAD");
    await save("changed");
    const read = { now: "clusterName: changed\n", earlier: "clusterName: committed\n" };
    expect(await open({}, head)).toEqual(read);
    expect(await open({ asSaved: true }, head)).toEqual(read);
  });

  test("that is committed is known by its commit, and has earlier ones", async () => {
    const before = git("rev-parse", "HEAD");
    await save("next");
    commit();
    expect(await open({}, before)).toEqual({ now: "clusterName: next\n", earlier: "clusterName: committed\n" });
  });

  test("doesn't have what was saved and never committed, not even by the name of a branch", async () => {
    const never = `dir-${"0".repeat(40)}`;
    git("branch", never);
    await save("changed");
    expect(await open({}, never)).toEqual({ now: "clusterName: changed\n", earlier: "lost" });
  });
});
