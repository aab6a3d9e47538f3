import { execFile } from "node:child_process";

/** Runs a tool to its end and returns its standard output. Its failure is an error that quotes the end of its output. */
export function runCommand(command: string, args: readonly string[], cwd?: string): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(command, args, { cwd, timeout: 300_000, maxBuffer: 16 * 1024 * 1024 }, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      if (error.code === "ENOENT") return reject(new Error(`${command} is not installed`));
      const said = `${stdout}\n${stderr}`.trim().slice(-1500);
      return reject(new Error(`${command} ${args[0] ?? ""} failed: ${said || error.message}`));
    });
  });
}
