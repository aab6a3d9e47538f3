import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/**
 * Outlives this process on purpose: its standard input closes when this process ends in any way, SIGKILL included. Then
 * it kills the servers that are still noted in `pids/` and removes the folder.
 */
const watchdogScript = `
trap '' INT TERM HUP
while read -r _; do :; done
for pid in "$1"/pids/*; do kill -KILL "\${pid##*/}" 2>/dev/null; done
rm -rf -- "$1" 2>/dev/null || { sleep 1; rm -rf -- "$1"; }
`;

let folder: string | undefined;

/**
 * The folder of everything that this process's servers write. Made on first use, together with the watchdog that
 * removes it, and kills the servers in it, after this process has ended.
 */
function runFolder(): string {
  if (folder !== undefined) return folder;
  folder = mkdtempSync(join(tmpdir(), "sluiceway-servers-"));
  mkdirSync(join(folder, "pids"));
  const watchdog = spawn("/bin/sh", ["-c", watchdogScript, "watchdog", folder], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
  });
  watchdog.unref();
  // A pipe is a net.Socket at run time, but typed as a plain Writable.
  (watchdog.stdin as unknown as { unref(): void }).unref();
  return folder;
}

/** Makes an empty folder for one server. */
export function makeServerFolder(name: string): string {
  return mkdtempSync(join(runFolder(), `${name}-`));
}

/** From now on the watchdog kills this process should the tests end without doing so. */
export function notePid(pid: number): void {
  writeFileSync(join(runFolder(), "pids", String(pid)), "");
}

/** The process is known to have ended; its number may be another's from now on. */
export function forgetPid(pid: number): void {
  rmSync(join(runFolder(), "pids", String(pid)), { force: true });
}
