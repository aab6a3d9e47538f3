import { runCli } from "../../src/cli/cli.ts";
import type { ExitCode } from "../../src/cli/exit-code.ts";
import { commandsFor } from "../../src/cli/commands.ts";

export interface CliRun {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** A command that goes on until it is stopped. */
export interface RunningCli {
  /** What it has printed so far as its result. */
  lines(): readonly string[];
  /** As the first SIGINT does. */
  stop(): void;
  readonly ended: Promise<ExitCode>;
}

/** Runs the command line in this process and collects what it prints. */
export async function cli(...commandLine: readonly string[]): Promise<CliRun> {
  const printed: Printed = { out: [], err: [] };
  const exitCode = await run(commandLine, printed, new AbortController().signal);
  return { exitCode, out: printed.out.join("\n"), err: printed.err.join("\n") };
}

/** Starts the command line in this process. */
export function startCli(...commandLine: readonly string[]): RunningCli {
  const printed: Printed = { out: [], err: [] };
  const stop = new AbortController();
  return {
    lines: () => [...printed.out],
    stop: () => stop.abort(new Error("received SIGINT")),
    ended: run(commandLine, printed, stop.signal),
  };
}

interface Printed {
  readonly out: string[];
  readonly err: string[];
}

async function run(commandLine: readonly string[], { out, err }: Printed, signal: AbortSignal): Promise<ExitCode> {
  return runCli(commandLine, {
    definitions: await commandsFor(commandLine),
    version: "0.0.0-test",
    terminal: {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      show: (text) => void out.push(text),
      interactive: false,
      colours: false,
    },
    signal,
  });
}
