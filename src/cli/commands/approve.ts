import { approve } from "../../app/approve.ts";
import { requireRealServers, withSession } from "../../app/session.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { duration, withFormat, withRoot, withSettings } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface ApproveOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly expires: number;
}

/** `sluiceway approve`: say yes to one plan step, as it is planned now. */
export const approveCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(withSettings(withRoot(program.command("approve").argument("<id>", "a plan step's id"))))
    .summary("approve a plan step")
    .description("Approves one plan step exactly as it is planned now; another before or after needs another approval.")
    .option("--expires <duration>", "how long the approval holds", duration, 7 * 24 * 60 * 60 * 1_000)
    .action(
      action(async (options: ApproveOptions, id) => {
        const { result, textOf } = await withSession(options, async (session) => {
          const real = requireRealServers(session.servers, "sluiceway approve");
          return real.ok ? approve(session, { ids: [id], validMs: options.expires }) : real;
        });
        reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
        if (!result.ok) return exitCodeOf(result.diagnostics);
        if (options.format === "json") terminal.out(JSON.stringify(result.value, undefined, 2));
        else
          for (const { step, digest = "", expiresMs = 0 } of result.value)
            terminal.out(`approved ${step} ${digest} until ${new Date(expiresMs).toISOString()}`);
        return exitCodes.done;
      }),
    );
};
