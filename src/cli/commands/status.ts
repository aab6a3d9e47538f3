import { follow } from "../../app/follow.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { Status } from "../../app/status.ts";
import { readStatus } from "../../app/status.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { statusJson, statusText } from "../reporters/status.ts";
import { paintFor } from "../terminal.ts";
import { watcherOf } from "../watcher.ts";

interface StatusOptions extends ConnectionOptions, FormatOptions {
  readonly watch?: boolean;
}

const watchEveryMs = 2_000;

/** `sluiceway status`: what is applied, how it stands, who runs it, how far behind it is. */
export const statusCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withFormat(withConnection(program.command("status")))
    .summary("show revisions, the reconciler's findings, slots, engines and lag")
    .description(
      "Shows what is applied, what the leading reconciler has found, which engine owns which slot, and the lag of each, from Consul and Kafka.",
    )
    .option("-w, --watch", "look again every two seconds until interrupted, and show what has changed")
    .action(
      action(async (options: StatusOptions) => {
        const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
          const real = requireRealServers(servers, "sluiceway status");
          if (!real.ok) return real;
          const read = async (): Promise<Checked<Status>> => ({ ...real, value: await readStatus(servers) });
          const shown = watcherOf<Status>(terminal, {
            format: options.format,
            dataOf: (status) => statusJson(status, options.watch === true ? 0 : 2),
            textOf: (status) => statusText(status, paintFor(terminal)),
          });
          if (options.watch === true) return follow(servers, { read, everyMs: watchEveryMs, signal, ...shown });
          const found = await read();
          if (found.ok) shown.onLook(found.value);
          return found;
        });
        if (result.ok) return exitCodes.done;
        reportDiagnostics(terminal, result.diagnostics, textOf);
        return exitCodeOf(result.diagnostics);
      }),
    );
};
