import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The example root as a Git repository of its own, in a temporary folder. */
export interface ExampleRepository {
  /** The temporary folder; `root` is the work tree below it. */
  readonly folder: string;
  readonly root: string;
  /** Commits what is saved; resolves with the SHA. */
  commit(message: string): Promise<string>;
}

export async function createExampleRepository(example: string): Promise<ExampleRepository> {
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-quickstart-"));
  const root = join(folder, "repository");
  await cp(example, root, { recursive: true });
  const git = async (...commandLine: readonly string[]): Promise<string> => {
    const identity = [
      "-c",
      "user.name=quickstart",
      "-c",
      "user.email=quickstart@example.org",
      "-c",
      "commit.gpgsign=false",
    ];
    return (await run("git", [...identity, ...commandLine], { cwd: root })).stdout.trim();
  };
  await git("init", "--quiet", "--initial-branch", "main");
  return {
    folder,
    root,
    async commit(message) {
      await git("add", "--all");
      await git("commit", "--quiet", "--no-verify", "--message", message);
      return git("rev-parse", "HEAD");
    },
  };
}

const addedStep = `
  # Added by the quick start: keeps the counts of frequent terms that begin with an "s".
  - stepName: s-terms
    processor:
      builtin: filter
      config: { when: 'value.term.startsWith("s")' }
    inputs:
      - sourceStep: frequent-terms
    outputs:
      - type: KAFKA
`;

/** Adds one step to the example's second pipeline: a change as an author makes it. */
export async function addStep({ root }: ExampleRepository): Promise<string> {
  const file = join(root, "analytics-pipeline.yaml");
  await writeFile(file, `${(await readFile(file, "utf8")).trimEnd()}\n${addedStep}`);
  return "analytics-pipeline.yaml";
}
