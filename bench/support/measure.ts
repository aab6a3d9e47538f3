import { spawn } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

/** One run of a process. */
export interface Measured {
  readonly seconds: number;
  /** The largest resident set of the process, its threads included; not of its children. */
  readonly peakMb: number;
  readonly output: string;
}

export interface MeasuredProcess {
  /** A JavaScript file and its parameters. */
  readonly parameters: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** Runs Node from start to end; rejects where it doesn't end with 0. */
export async function measure({ parameters, environment = {} }: MeasuredProcess): Promise<Measured> {
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-bench-peak-"));
  const report = join(folder, "peak");
  const preload = pathToFileURL(join(import.meta.dirname, "report-peak.mjs")).href;
  try {
    const begin = performance.now();
    const child = spawn(process.execPath, ["--import", preload, ...parameters], {
      env: { ...process.env, ...environment, SLUICEWAY_BENCH_PEAK: report },
      stdio: ["ignore", "pipe", "pipe"],
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on("data", (chunk: Buffer) => output.push(chunk));
    child.stderr.on("data", (chunk: Buffer) => errors.push(chunk));
    const code = await new Promise<number | null>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", resolve);
    });
    const seconds = (performance.now() - begin) / 1000;
    if (code !== 0) throw new Error(`${parameters.join(" ")} ended with ${code}:\n${said(output)}${said(errors)}`);
    return {
      seconds,
      peakMb: Number(await readFile(report, "utf8")) / 1024,
      output: Buffer.concat(output).toString("utf8"),
    };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const said = (chunks: readonly Buffer[]): string => Buffer.concat(chunks).toString("utf8").slice(-4_000);
