import { runCli } from "../../src/cli/cli.ts";
import type { ExitCode } from "../../src/cli/exit-code.ts";
import { commandsFor } from "../../src/cli/commands.ts";

export interface CliRun {
  readonly exitCode: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line in this process and collects what it prints. */
export async function cli(...commandLine: readonly string[]): Promise<CliRun> {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runCli(commandLine, {
    definitions: await commandsFor(commandLine),
    version: "0.0.0-test",
    terminal: {
      out: (text) => void out.push(text),
      err: (text) => void err.push(text),
      interactive: false,
      colours: false,
    },
    signal: new AbortController().signal,
  });
  return { exitCode, out: out.join("\n"), err: err.join("\n") };
}
