import { requireRealServers, withServers } from "../../app/session.ts";
import { serveAdmin } from "../../app/admin.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions } from "../options.ts";
import { serversRequest, wholeNumber, withConnection } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface AdminOptions extends ConnectionOptions {
  readonly host: string;
  readonly port: number;
}

/** `sluiceway admin`: the admin API. */
export const adminCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withConnection(program.command("admin"))
    .summary("answer the admin API: pause, resume, reset offsets, lag, topic stats")
    .description(
      "Answers over HTTP under /api/admin. Listens on 127.0.0.1 unless told otherwise, and then needs tokens (admin.tokens of the settings). Prints each action as a line of JSON.",
    )
    .option("--host <address>", "the address to listen on", "127.0.0.1")
    .option("--port <port>", "the port; 0 takes any that is free", wholeNumber, 8070)
    .addHelpText(
      "after",
      "\nExample: curl -X POST http://127.0.0.1:8070/api/admin/kafka/consumer-groups/search-consumer-group/pause",
    )
    .action(
      action(async (options: AdminOptions) => {
        const { result, textOf } = await withServers(serversRequest(options), async (connection, servers) => {
          const real = requireRealServers(servers, "sluiceway admin");
          if (!real.ok) return real;
          return serveAdmin(servers, connection, {
            host: options.host,
            port: options.port,
            signal,
            onListening: (address) => terminal.err(`admin API at ${address}`),
            onAct: (act) => terminal.out(JSON.stringify({ time: new Date().toISOString(), ...act })),
          });
        });
        reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
        return result.ok ? exitCodes.done : exitCodeOf(result.diagnostics);
      }),
    );
};
