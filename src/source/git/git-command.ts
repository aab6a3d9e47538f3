import { spawn } from "node:child_process";
import type { SimpleGit } from "simple-git";
import { accessVariables } from "./access.ts";

/**
 * Variables of the user's environment that Git may see: how it connects and signs in. The others that begin with
 * `GIT_` (a hook's GIT_DIR among them) would point it at another repository, so simple-git's guard drops them.
 */
const allowedVariables = [
  "GIT_ASKPASS",
  "GIT_CONFIG_GLOBAL",
  "GIT_CONFIG_NOSYSTEM",
  "GIT_SSH",
  "GIT_SSH_COMMAND",
  "GIT_SSL_CAINFO",
  "GIT_SSL_CAPATH",
  "GIT_SSL_CERT",
  "GIT_SSL_KEY",
  "GIT_TERMINAL_PROMPT",
  "SSH_ASKPASS",
];

const guarded = /^(?:GIT_|SSH_ASKPASS$|EDITOR$|VISUAL$|PAGER$)/;

/** The environment for Git: the user's, without what redirects it, and without prompts that nobody could answer. */
function gitEnvironment(): Record<string, string> {
  const kept = Object.entries(process.env).filter(
    (entry): entry is [string, string] =>
      entry[1] !== undefined && (!guarded.test(entry[0]) || allowedVariables.includes(entry[0])),
  );
  return { ...Object.fromEntries(kept), GIT_TERMINAL_PROMPT: "0" };
}

/**
 * Git in a folder, for what changes it or talks to servers. Hooks of the repository don't run, nothing asks at the
 * terminal. `access` is added to its environment. The library is loaded here: what only reads does without.
 */
export async function gitIn(folder: string, access: Readonly<Record<string, string>> = {}): Promise<SimpleGit> {
  const { simpleGit } = await import("simple-git");
  return simpleGit({
    baseDir: folder,
    allowEnvironment: [...allowedVariables, ...accessVariables],
    unsafe: { allowUnsafeSshCommand: true, allowUnsafeAskPass: true, allowUnsafeConfigEnvCount: true },
    timeout: { block: 120_000 },
  }).env({ ...gitEnvironment(), ...access });
}

/** What a Git command that only reads prints, given some input. Rejects with Git's complaint where it fails. */
export async function readGit(folder: string, parameters: readonly string[], input = ""): Promise<Buffer> {
  const child = spawn("git", parameters, { cwd: folder, env: gitEnvironment(), stdio: ["pipe", "pipe", "pipe"] });
  const output: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  child.stderr.on("data", (chunk: Buffer) => complaints.push(chunk));
  // Git that has failed reads nothing more; its exit code says so.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) {
    const complaint = Buffer.concat(complaints).toString("utf8").trim();
    throw new Error(complaint === "" ? `git ${parameters[0]} ended with ${code}` : complaint);
  }
  return output.length === 1 && output[0] !== undefined ? output[0] : Buffer.concat(output);
}

/**
 * The contents of many blobs by one `git cat-file --batch`, in the order asked. Rejects where one is missing.
 */
export async function readBlobs(folder: string, ids: readonly string[]): Promise<readonly Buffer[]> {
  if (ids.length === 0) return [];
  return parseBatch(await readGit(folder, ["cat-file", "--batch"], ids.map((id) => `${id}\n`).join("")), ids);
}

const lineFeed = 0x0a;

/** The objects in the output of `cat-file --batch`: `<id> blob <size>`, line feed, content, line feed. */
function parseBatch(output: Buffer, ids: readonly string[]): readonly Buffer[] {
  let position = 0;
  return ids.map((id) => {
    const headEnd = output.indexOf(lineFeed, position);
    const [, type, size] = output.toString("latin1", position, headEnd).split(" ");
    if (type !== "blob" || size === undefined) throw new Error(`Git has no blob ${id}`);
    const start = headEnd + 1;
    const end = start + Number(size);
    position = end + 1;
    return output.subarray(start, end);
  });
}
