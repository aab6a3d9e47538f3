import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** File texts by their path in the repository. */
export type Files = Readonly<Record<string, string>>;

/** A bare repository that tests push configuration roots to. */
export interface GitRoot {
  /** The bare repository: what `--root` names. */
  readonly bare: string;
  /** Commits exactly these files on the branch and pushes it. Returns the commit's SHA. */
  commit(files: Files, branch?: string): string;
  /** Tags what the branch is now, and pushes the tag. */
  tag(name: string, branch?: string): void;
}

/** Makes an empty bare repository and its work tree below a folder. */
export function createGitRoot(folder: string, name: string): GitRoot {
  const bare = join(folder, `${name}.git`);
  const tree = join(folder, `${name}-tree`);
  const git = (cwd: string, ...commandLine: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...commandLine], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  mkdirSync(tree, { recursive: true });
  git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", bare);
  git(tree, "init", "--quiet", "--initial-branch", "main");
  return {
    bare,
    commit(files, branch = "main") {
      git(tree, "checkout", "--quiet", "-B", branch);
      git(tree, "rm", "-r", "--quiet", "--force", "--ignore-unmatch", ".");
      rmSync(join(tree, "pipelines"), { recursive: true, force: true });
      for (const [path, text] of Object.entries(files)) {
        mkdirSync(dirname(join(tree, path)), { recursive: true });
        writeFileSync(join(tree, path), text);
      }
      git(tree, "add", "--all");
      git(tree, "commit", "--quiet", "--allow-empty", "--message", `Files: ${Object.keys(files).join(", ")}`);
      git(tree, "push", "--quiet", "--force", bare, branch);
      return git(tree, "rev-parse", "HEAD").trim();
    },
    tag(name, branch = "main") {
      git(tree, "tag", name, branch);
      git(tree, "push", "--quiet", bare, name);
    },
  };
}
