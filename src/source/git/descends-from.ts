import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { SimpleGit } from "simple-git";
import type { Revision } from "../../model/names.ts";

interface Two {
  readonly earlier: Revision;
  readonly later: Revision;
}

/**
 * Whether a commit is another one or descends from it. Undefined where the later one's history is cut off in this clone
 * at a place from which the earlier one doesn't come, so that it may lie behind it. Rejects where one isn't there.
 */
export async function descendsFrom(
  git: SimpleGit,
  folder: string,
  { earlier, later }: Two,
): Promise<boolean | undefined> {
  if (await isBehind(git, earlier, later)) return true;
  for (const cut of await cutsOf(folder))
    if ((await isBehind(git, cut, later)) && !(await isBehind(git, cut, earlier))) return undefined;
  return false;
}

/** Whether the second commit has everything that the first one has. */
async function isBehind(git: SimpleGit, first: string, second: string): Promise<boolean> {
  return (await git.raw(["rev-list", "--max-count=1", first, `^${second}`, "--"])).trim() === "";
}

/** The commits whose parents a clone hasn't fetched. */
async function cutsOf(folder: string): Promise<readonly string[]> {
  const text = await readFile(join(folder, "shallow"), "utf8").catch(() => "");
  return text.split("\n").filter((line) => line !== "");
}
