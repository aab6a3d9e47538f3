import { spawn } from "node:child_process";

/** Runs Git in a folder with a text as its input, and gives what it prints. */
export async function gitOf(folder: string, parameters: readonly string[], input = ""): Promise<string> {
  const child = spawn("git", parameters, { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  const output: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  // Git may be done before it would read anything.
  child.stdin.on("error", () => undefined);
  child.stdin.end(input);
  const code = await ended;
  if (code !== 0) throw new Error(`git ${parameters.join(" ")} ended with ${code}`);
  return Buffer.concat(output).toString("utf8");
}
