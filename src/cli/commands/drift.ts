import { requireRealServers, withServers } from "../../app/session.ts";
import { readReconcileStatus } from "../../reconcile/loop/reconcile-status.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { driftTable } from "../reporters/reconcile.ts";
import { addWishes, driftWishes } from "./reconcile-wishes.ts";

interface DriftOptions extends ConnectionOptions, FormatOptions {
  readonly detailedExitcode?: boolean;
}

/** `sluiceway drift`: what differs from the last applied revision, as the leading reconciler has found it. */
export const driftCommand: CommandDefinition = (program, cli) => {
  const command = withFormat(withConnection(program.command("drift")))
    .summary("show what differs from the last applied revision")
    .description(
      "Shows what the leading reconciler has found to differ from the last applied revision: what, since when, what becomes of it.",
    )
    .option("--detailed-exitcode", "exit with 2 when there is drift")
    .action(
      cli.action(async (options: DriftOptions) => {
        const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
          const real = requireRealServers(servers, "sluiceway drift");
          return real.ok ? { ...real, value: await readReconcileStatus(servers.store) } : real;
        });
        if (!result.ok) {
          reportDiagnostics(cli.terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const { drift = [], driftCount = 0 } = result.value ?? {};
        const text = result.value === undefined ? "No reconciler has looked yet." : driftTable(drift, driftCount);
        cli.terminal.out(options.format === "json" ? JSON.stringify(drift, undefined, 2) : text || "No drift.");
        return options.detailedExitcode === true && driftCount > 0 ? exitCodes.hasChanges : exitCodes.done;
      }),
    );
  addWishes(command, cli, driftWishes);
};
