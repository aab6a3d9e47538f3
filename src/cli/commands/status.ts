import { requireRealServers, withServers } from "../../app/session.ts";
import { readStatus } from "../../app/status.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { statusJson, statusText } from "../reporters/status.ts";
import { paintFor } from "../terminal.ts";

/** `sluiceway status`: what is applied, who runs it, how far behind it is. */
export const statusCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(withConnection(program.command("status")))
    .summary("show revisions, slots, engines and lag")
    .description("Shows what is applied, which engine owns which slot, and the lag of each, from Consul and Kafka.")
    .action(
      action(async (options: ConnectionOptions & FormatOptions) => {
        const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
          const real = requireRealServers(servers, "sluiceway status");
          return real.ok ? { ok: true as const, value: await readStatus(servers), warnings: [] } : real;
        });
        if (!result.ok) {
          reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        terminal.out(
          options.format === "json" ? statusJson(result.value) : statusText(result.value, paintFor(terminal)),
        );
        return exitCodes.done;
      }),
    );
};
