import type { Command } from "commander";
import { Option } from "commander";
import { pause, reset, resume } from "../../app/control.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { Servers } from "../../app/servers.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { HoldProgress, HoldScope } from "../../operate/offsets/control.ts";
import type { AskedReset } from "../../operate/offsets/read-strategy.ts";
import { readStrategy, resetStrategies } from "../../operate/offsets/read-strategy.ts";
import type { PartitionReset } from "../../operate/offsets/reset-plan.ts";
import { resetData } from "../../operate/offsets/reset-plan.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { duration, serversRequest, wholeNumber, withConnection, withFormat } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { table } from "../table.ts";

interface HoldOptions extends ConnectionOptions, FormatOptions {
  readonly group?: string;
  readonly pipeline?: string;
  readonly wait: number;
}

interface ResetOptions extends ConnectionOptions, FormatOptions, Omit<AskedReset, "strategy"> {
  readonly strategy: AskedReset["strategy"];
  readonly topic?: string;
  readonly partition?: number;
  readonly dryRun?: boolean;
  readonly force?: boolean;
  readonly wait: number;
}

/** `sluiceway pause`. */
export const pauseCommand: CommandDefinition = (program, cli) =>
  defineHold(program, cli, {
    name: "pause",
    summary: "let a group or a pipeline stand still, on every engine",
    description:
      "Pausing a group stops its slots: they stay claimed, finish what is in flight, and read nothing more. Pausing a pipeline pauses all of its steps, and its entry takes no documents.",
    work: pause,
    said: "paused",
  });

/** `sluiceway resume`. */
export const resumeCommand: CommandDefinition = (program, cli) =>
  defineHold(program, cli, {
    name: "resume",
    summary: "let a group or a pipeline go on",
    description: "Ends a pause. Groups and pipelines are paused apart: a slot goes on when neither is.",
    work: resume,
    said: "running",
  });

interface HoldCommand {
  readonly name: string;
  readonly summary: string;
  readonly description: string;
  readonly work: (servers: Servers, thing: HoldScope, waitMs: number) => Promise<Checked<HoldProgress>>;
  readonly said: string;
}

function defineHold(program: Command, cli: Cli, command: HoldCommand): void {
  withWait(withFormat(withConnection(program.command(command.name))))
    .summary(command.summary)
    .description(command.description)
    .option("--group <name>", "a consumer group")
    .option("--pipeline <name>", "a pipeline")
    .action(
      cli.action((options: HoldOptions) => {
        const thing = thingOf(options);
        if (thing === undefined) {
          cli.terminal.err("name one: --group or --pipeline");
          return Promise.resolve(exitCodes.usage);
        }
        return run(cli, options, async (servers) => {
          const progress = await command.work(servers, thing, options.wait);
          if (!progress.ok) return progress;
          const { slots, confirmed } = progress.value;
          cli.terminal.out(
            options.format === "json"
              ? JSON.stringify({ ...thing, slots, confirmed })
              : `${thing.scope} ${thing.name}: ${confirmed} of ${slots} slots ${command.said}`,
          );
          return progress;
        });
      }),
    );
}

function thingOf({ group, pipeline }: HoldOptions): HoldScope | undefined {
  if (group !== undefined && pipeline === undefined) return { scope: "group", name: group };
  return pipeline !== undefined && group === undefined ? { scope: "pipeline", name: pipeline } : undefined;
}

/** `sluiceway reset-offsets GROUP`. */
export const resetOffsetsCommand: CommandDefinition = (program, cli) => {
  withWait(withFormat(withConnection(program.command("reset-offsets"))))
    .argument("<group>", "the consumer group")
    .summary("move a group's offsets, while no engine reads")
    .description(
      "Engines finish what is in flight and let go of the group's slots, the offsets are written once, and engines go on from there: paused, where the group was paused.",
    )
    .addOption(new Option("--strategy <name>", "where to").choices(resetStrategies).makeOptionMandatory())
    .option("--datetime <time>", "for TO_DATETIME: to the first record at or after, in ISO 8601 with its zone")
    .option("--duration <duration>", "for BY_DURATION: to the first record at or after so long ago, such as 1h30m")
    .option("--offset <offset>", "for TO_OFFSET")
    .option("--shift <records>", "for SHIFT_BY: so many records forward, or back (--shift=-100)")
    .option("--topic <topic>", "only this topic of those that the group reads")
    .option("--partition <number>", "only this partition", wholeNumber)
    .option("--dry-run", "only say where the offsets would go")
    .option("--force", "also where the group belongs to the operator of a foreign topic")
    .addHelpText(
      "after",
      "\nExample: sluiceway reset-offsets search-consumer-group --strategy TO_DATETIME --datetime 2026-01-05T03:00:00Z --dry-run",
    )
    .action(
      cli.action((options: ResetOptions, group) =>
        run(cli, options, async (servers) => {
          const strategy = readStrategy(options);
          if (!strategy.ok) return failed(diagnostic("SLW6105", { problem: strategy.problem }));
          const done = await reset(servers, {
            group,
            strategy: strategy.value,
            topic: options.topic,
            partition: options.partition,
            dryRun: options.dryRun === true,
            force: options.force === true,
            waitMs: options.wait,
          });
          if (done.ok)
            cli.terminal.out(
              options.format === "json"
                ? JSON.stringify(done.value.map(resetData), undefined, 2)
                : resetsText(done.value, options),
            );
          return done;
        }),
      ),
    );
};

function resetsText(resets: readonly PartitionReset[], { dryRun }: ResetOptions): string {
  const rows = resets.map(({ topic, partition, from, to, end, isClipped }) => [
    `${topic}/${partition}`,
    String(from ?? "-"),
    String(to),
    String(end - to),
    isClipped ? "as far as the log goes" : "",
  ]);
  const text = table(["PARTITION", "FROM", "TO", "LAG THEN", ""], rows);
  return dryRun === true ? `${text}\nnothing was changed (--dry-run)` : text;
}

const withWait = (command: Command): Command =>
  command.option("--wait <duration>", "how long engines may take at most, such as 30s", duration, 30_000);

async function run(
  { terminal }: Cli,
  options: ConnectionOptions,
  work: (servers: Servers) => Promise<Checked<unknown>>,
): Promise<ExitCode> {
  const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
    const real = requireRealServers(servers, "this command");
    return real.ok ? work(servers) : real;
  });
  reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
  return result.ok ? exitCodes.done : exitCodeOf(result.diagnostics);
}
