import { requireRealServers, withServers } from "../../app/session.ts";
import type { SlotOverview } from "../../app/slots.ts";
import { followSlots, readSlots } from "../../app/slots.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { slotsData, slotsText } from "../reporters/slots.ts";
import { addSlotWishes } from "./slot-wishes.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";
import type { Watcher } from "../watcher.ts";
import { watcherOf } from "../watcher.ts";

interface SlotsOptions extends ConnectionOptions, FormatOptions {
  readonly pipeline?: string;
  readonly watch?: boolean;
}

const watchEveryMs = 2_000;

/** `sluiceway slots`: who has which slot, and who takes part. */
export const slotsCommand: CommandDefinition = (program, context) => {
  const { terminal, action, signal } = context;
  const command = withFormat(withConnection(program.command("slots"))).enablePositionalOptions();
  command
    .summary("show who has which slot, the coordinator and the engines")
    .description(
      "Shows each slot's owner, state, lag and token, and the engines that take part, from Consul and Kafka.",
    )
    .option("--pipeline <name>", "only the slots of this pipeline")
    .option("-w, --watch", "look again every two seconds until interrupted, and show what has changed")
    .action(
      action(async (options: SlotsOptions) => {
        const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
          const real = requireRealServers(servers, "sluiceway slots");
          if (!real.ok) return real;
          const request = { pipeline: options.pipeline };
          if (options.watch !== true) return shown(await readSlots(servers, request), terminal, options);
          return followSlots(servers, { ...request, everyMs: watchEveryMs, signal, ...watched(terminal, options) });
        });
        if (result.ok) return exitCodes.done;
        reportDiagnostics(terminal, result.diagnostics, textOf);
        return exitCodeOf(result.diagnostics);
      }),
    );
  addSlotWishes(command, context);
};

function shown(result: Checked<SlotOverview>, terminal: Terminal, { format }: SlotsOptions): Checked<undefined> {
  if (!result.ok) return result;
  const { value } = result;
  terminal.out(
    format === "json" ? JSON.stringify(slotsData(value), undefined, 2) : slotsText(value, paintFor(terminal)),
  );
  return { ok: true, value: undefined, warnings: [] };
}

const watched = (terminal: Terminal, { format }: SlotsOptions): Watcher<SlotOverview> =>
  watcherOf<SlotOverview>(terminal, {
    format,
    dataOf: (overview) => JSON.stringify(slotsData(overview)),
    textOf: (overview) => slotsText(overview, paintFor(terminal)),
  });
