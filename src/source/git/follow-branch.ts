import { createHash } from "node:crypto";
import type { SimpleGit } from "simple-git";

/**
 * Brings one branch or tag of a server up to date in a clone, and nothing else: the first time only its newest commit,
 * later what has come since. Asks first what it stands for, so that nothing is fetched where nothing has moved. Returns
 * the commit, or undefined where the server has no such ref. Rejects where it doesn't answer.
 */
export async function followBranch(git: SimpleGit, origin: string, ref: string): Promise<string | undefined> {
  const found = await findRef(git, origin, ref);
  if (found === undefined) return undefined;
  const own = `refs/sluiceway-followed/${createHash("sha256").update(ref).digest("hex").slice(0, 16)}`;
  const known = await commitOf(git, own);
  if (known === found.commit) return known;
  const depth = known === undefined ? ["--depth=1"] : [];
  await git.raw(["fetch", "--quiet", "--no-tags", "--force", ...depth, "--", origin, `+${found.ref}:${own}`]);
  return commitOf(git, own);
}

interface FoundRef {
  readonly ref: string;
  readonly commit: string;
}

/** A branch before a tag of the same name; a full name (`refs/…`) or HEAD as it is. */
async function findRef(git: SimpleGit, origin: string, ref: string): Promise<FoundRef | undefined> {
  const candidates = ref === "HEAD" || ref.startsWith("refs/") ? [ref] : [`refs/heads/${ref}`, `refs/tags/${ref}`];
  const patterns = candidates.flatMap((one) => (one.startsWith("refs/tags/") ? [one, `${one}^{}`] : [one]));
  const listing = await git.raw(["ls-remote", "--quiet", "--", origin, ...patterns]);
  const ids = new Map(
    listing.split("\n").flatMap((line): [string, string][] => {
      const [id, name] = line.split("\t");
      return id === undefined || name === undefined ? [] : [[name, id]];
    }),
  );
  for (const candidate of candidates) {
    // An annotated tag stands for what it points to.
    const commit = ids.get(`${candidate}^{}`) ?? ids.get(candidate);
    if (commit !== undefined) return { ref: candidate, commit };
  }
  return undefined;
}

async function commitOf(git: SimpleGit, ref: string): Promise<string | undefined> {
  const output = await git.raw(["for-each-ref", "--format=%(objectname)%09%(*objectname)", ref]);
  const [id, peeled] = output.trim().split("\t");
  return peeled !== undefined && peeled !== "" ? peeled : id === "" ? undefined : id;
}
