import { runReconcile } from "../../app/reconcile/run-reconcile.ts";
import type { ReconcileStatus } from "../../reconcile/loop/reconcile-status.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { withFormat, withRoot, withSettings } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { reconcileText } from "../reporters/reconcile.ts";
import { paintFor } from "../terminal.ts";
import { addSync, addWishes, reconcileWishes } from "./reconcile-wishes.ts";

interface ReconcileOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly connection?: string;
  readonly once?: boolean;
}

/** `sluiceway reconcile`: follow a branch, and keep the cluster as it asks for. */
export const reconcileCommand: CommandDefinition = (program, cli) => {
  const command = withFormat(withSettings(withRoot(program.command("reconcile"))))
    .summary("follow a branch and keep the cluster converged")
    .description(
      "Looks at the branch (--ref, default: the repository's own), applies what compiles, and repairs drift, until SIGINT or SIGTERM. Prints events as JSON. Of several that are started one leads; the others stand by.",
    )
    .option("--connection <name>", "a connection of the settings (default: the environment's)")
    .option("--once", "one round, and an end with its exit code")
    .action(cli.action(async (options: ReconcileOptions) => run(cli, options)));
  addWishes(command, cli, reconcileWishes);
  addSync(command, cli);
};

async function run({ terminal, signal }: Cli, options: ReconcileOptions): Promise<ExitCode> {
  const once = options.once === true;
  const { result, textOf } = await runReconcile({
    ...options,
    once,
    signal,
    onLine: (line) => (once ? undefined : terminal.out(line)),
  });
  reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
  if (!result.ok) return exitCodeOf(result.diagnostics);
  if (result.value === undefined) return exitCodes.done;
  const status = result.value;
  terminal.out(
    options.format === "json" ? JSON.stringify(status, undefined, 2) : reconcileText(status, paintFor(terminal)),
  );
  return exitCodeOfStatus(status);
}

/** What one round has come to. */
function exitCodeOfStatus({ failure, refused, lastAttempted, inForce, lastApplied, head }: ReconcileStatus): ExitCode {
  const found = failure?.diagnostics.map(({ code }) => code) ?? [];
  if (found.some((code) => code === "SLW1003" || code === "SLW4001" || code === "SLW4002"))
    return exitCodes.unreachable;
  if (found.includes("SLW3008")) return exitCodes.locked;
  if (refused !== null || head === null) return exitCodes.invalid;
  if (lastApplied !== null && lastApplied.revision === inForce && failure === null) return exitCodes.done;
  return lastAttempted?.result === "waiting" ? exitCodes.held : exitCodes.partlyApplied;
}
