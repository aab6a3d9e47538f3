import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { MovedSlot } from "../../app/slot-wishes.ts";
import { drainEngine, moveSlot } from "../../app/slot-wishes.ts";
import type { Servers } from "../../app/servers.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { parseDuration } from "../../model/duration.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ExitCode } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import type { Terminal } from "../terminal.ts";

interface WishOptions extends ConnectionOptions, FormatOptions {
  readonly timeout: number;
  readonly undo?: boolean;
}

type Context = Parameters<CommandDefinition>[1];

/** `sluiceway slots move` and `sluiceway slots drain`: what an operator asks of the coordinator. */
export function addSlotWishes(slots: Command, { terminal, action }: Context): void {
  withWait(slots.command("move").argument("<slot>", "<topic>/<partition>, as `slots` shows it"))
    .summary("move a slot to an engine")
    .description("Moves a slot to an engine, where it stays for as long as that engine takes part.")
    .option("--to <engine>", "the engine's label or id")
    .option("--pipeline <name>", "whose slot, where several pipelines read the partition")
    .option("--undo", "take an earlier wish back: the slot may be balanced again")
    .action(
      action(async (options: WishOptions & { to?: string; pipeline?: string }, slot) => {
        if ((options.to === undefined) !== (options.undo === true)) {
          terminal.err("error: name the engine with --to, or take a wish back with --undo");
          return exitCodes.usage;
        }
        const wait = waiting(terminal, options);
        const request = { ...wait, slot, pipeline: options.pipeline, to: options.to };
        return carriedOut(terminal, options, (servers) => moveSlot(servers, request));
      }),
    );
  withWait(slots.command("drain").argument("<engine>", "the engine's label or id"))
    .summary("give an engine's slots to others")
    .description("Gives an engine's slots to others. It gets none until its process ends or the wish is taken back.")
    .option("--undo", "take an earlier wish back")
    .action(
      action(async (options: WishOptions, engine) => {
        const request = { ...waiting(terminal, options), engine, undo: options.undo === true };
        return carriedOut(terminal, options, (servers) => drainEngine(servers, request));
      }),
    );
}

const withWait = (command: Command): Command =>
  withFormat(withConnection(command)).option(
    "--timeout <duration>",
    "how long to wait for the new holders' confirmation",
    durationOption,
    60_000,
  );

function durationOption(text: string): number {
  const parsed = parseDuration(text);
  if (!parsed.ok) throw new InvalidArgumentError(parsed.problem);
  return parsed.value;
}

function waiting(terminal: Terminal, { format, timeout }: WishOptions) {
  return {
    waitMs: timeout,
    onMoved({ slot, label, engine, token }: MovedSlot): void {
      if (format === "json") terminal.out(JSON.stringify({ ...slot, label, engine, token }));
      else terminal.out(`${slot.topic}/${slot.partition} is held by ${label}, token ${token}`);
    },
  };
}

async function carriedOut(
  terminal: Terminal,
  options: WishOptions,
  carryOut: (servers: Servers) => Promise<Checked<undefined>>,
): Promise<ExitCode> {
  const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
    const real = requireRealServers(servers, "sluiceway slots");
    return real.ok ? carryOut(servers) : real;
  });
  if (result.ok) {
    if (options.undo === true && options.format !== "json") terminal.out("the wish is taken back");
    return exitCodes.done;
  }
  reportDiagnostics(terminal, result.diagnostics, textOf);
  return exitCodeOf(result.diagnostics);
}
