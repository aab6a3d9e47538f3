/**
 * The command line: parse → options → run → reporters → exit code. Commands get data from `app/` and print it here;
 * nothing else prints. Imported by nobody.
 */
import { Command, CommanderError } from "commander";
import type { ExitCode } from "./exit-code.ts";
import { exitCodes } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** What a command's definition is given. */
export interface Cli {
  readonly terminal: Terminal;
  /** Aborted at the first SIGINT or SIGTERM: finish in good order. */
  readonly signal: AbortSignal;
  /**
   * Makes a command's action out of its run; the run's exit code becomes the process's. `argument` is the first one, and
   * `words` are all that an argument takes which is declared to take several.
   */
  readonly action: <O>(
    run: (options: O, argument: string, words: readonly string[]) => Promise<ExitCode>,
  ) => (...parameters: unknown[]) => Promise<void>;
}

/** Adds one command to the program. */
export type CommandDefinition = (program: Command, cli: Cli) => void;

export interface CliRequest {
  readonly definitions: readonly CommandDefinition[];
  readonly version: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** Parses the arguments and runs the command that they name. Never rejects: every end is an exit code. */
export async function runCli(commandLine: readonly string[], request: CliRequest): Promise<ExitCode> {
  const { terminal } = request;
  let exitCode: ExitCode = exitCodes.done;
  const cli: Cli = {
    terminal,
    signal: request.signal,
    // Commander hands over the positional argument (if one is declared), the options, and the command.
    action:
      (run) =>
      async (...parameters) => {
        const words = [parameters[0]].flat().filter((word) => typeof word === "string");
        const options = parameters.find(
          (parameter) => typeof parameter === "object" && parameter !== null && !Array.isArray(parameter),
        );
        exitCode = await run(options as never, words[0] ?? "", words);
      },
  };
  const program = programOf(request);
  for (const define of request.definitions) define(program, cli);
  for (const command of withSubcommands(program)) prepare(command, terminal);
  try {
    await program.parseAsync([...commandLine], { from: "user" });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
    if (request.signal.aborted) {
      terminal.err("interrupted: what was begun is complete or can be repeated");
      return exitCodes.partlyApplied;
    }
    reportBug(error, terminal);
    return exitCodes.internal;
  }
}

function programOf({ version }: CliRequest): Command {
  return (
    new Command("sluiceway")
      .description("Pipeline YAML in Git, planned, applied and run on Kafka.")
      .version(version, "-V, --version", "print the version")
      .helpCommand(false)
      // A command that has both options and subcommands leaves what follows a subcommand to that.
      .enablePositionalOptions()
      .addHelpText(
        "after",
        "\nExit codes: 0 done · 1 invalid · 2 plan has changes (--detailed-exitcode) · 3 held · 4 stale plan · 5 partly applied\n" +
          "            6 a server or repository out of reach · 7 locked by another apply · 64 wrong usage · 70 a bug of ours",
      )
  );
}

const withSubcommands = (command: Command): readonly Command[] => [
  command,
  ...command.commands.flatMap(withSubcommands),
];

/** Errors of usage are ours to turn into exit codes, in every command. */
function prepare(command: Command, terminal: Terminal): void {
  command.exitOverride();
  command.showHelpAfterError("(add --help for the options)");
  command.configureOutput({
    writeOut: (text) => terminal.out(text.trimEnd()),
    writeErr: (text) => terminal.err(text.trimEnd()),
  });
}

function reportBug(error: unknown, terminal: Terminal): void {
  const message = error instanceof Error ? error.message : String(error);
  terminal.err(`internal error: ${message}`);
  terminal.err("This is a bug in Sluiceway. SLUICEWAY_DEBUG=1 prints where it happened.");
  if (process.env["SLUICEWAY_DEBUG"] !== undefined && error instanceof Error) terminal.err(error.stack ?? "");
}
