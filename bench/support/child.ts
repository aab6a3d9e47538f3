import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";

/** A measured process of the benchmark. */
export interface Child {
  /** Seconds of processor time since it began, its threads included. */
  cpuSeconds(): number;
  /** The largest resident set so far, in megabytes. */
  peakMb(): number;
  /** What it has written to standard error, shortened. */
  said(): string;
  /** Resolves with the exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
  stop(): Promise<void>;
}

/** Of /proc/PID/stat, on every Linux that Node.js runs on. */
const ticksASecond = 100;
const maxSaid = 20_000;
const forceAfterMs = 15_000;

export interface ChildSpec {
  readonly command: string;
  readonly parameters: readonly string[];
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

export function startChild({ command, parameters, cwd, environment = {} }: ChildSpec): Child {
  const child = spawn(command, parameters, {
    cwd,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let text = "";
  child.stderr.on("data", (chunk: Buffer) => (text = (text + chunk.toString()).slice(-maxSaid)));
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  return {
    cpuSeconds: () => cpuSecondsOf(child),
    peakMb: () => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1] ?? 0) / 1024,
    said: () => text,
    ended,
    async stop() {
      child.kill("SIGTERM");
      const force = setTimeout(() => child.kill("SIGKILL"), forceAfterMs);
      await ended;
      clearTimeout(force);
    },
  };
}

function cpuSecondsOf({ pid }: ChildProcess): number {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1]?.split(" ") ?? [];
  return (Number(fields[11]) + Number(fields[12])) / ticksASecond;
}
