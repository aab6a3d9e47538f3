import type { Command } from "commander";
import { InvalidArgumentError } from "commander";
import type { DeadLetterSelection } from "../../app/dead-letters.ts";
import {
  analyzeDeadLetters,
  listDeadLetters,
  newRunName,
  previewReprocess,
  reprocess,
  showDeadLetter,
} from "../../app/dead-letters.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import type { Servers } from "../../app/servers.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { TopicName } from "../../model/names.ts";
import { parseTopicName } from "../../model/names.ts";
import { parseDuration } from "../../model/duration.ts";
import type { HeaderFilter } from "../../operate/dead-letters/filter.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { collected, serversRequest, wholeNumber, withConnection, withFormat } from "../options.ts";
import { progressBar } from "../progress-bar.ts";
import {
  analysisData,
  analysisText,
  deadLetterData,
  deadLetterLine,
  deadLetterText,
  previewText,
  runData,
  runText,
} from "../reporters/dead-letters.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { paintFor } from "../terminal.ts";

interface SelectionOptions extends ConnectionOptions, FormatOptions {
  readonly pipeline?: string;
  readonly since?: number;
  readonly until?: number;
  readonly class?: string;
  readonly message?: string;
  readonly key?: string;
  readonly header: readonly string[];
  readonly where?: string;
}

interface ListOptions extends SelectionOptions {
  readonly limit?: number;
}

interface ReprocessOptions extends SelectionOptions {
  readonly run?: string;
  readonly to?: TopicName;
  readonly rate?: number;
  readonly dryRun?: boolean;
}

/** `sluiceway dead-letters list|show|analyze|reprocess`. */
export const deadLettersCommand: CommandDefinition = (program, cli) => {
  const group = program
    .command("dead-letters")
    .summary("look at dead letters, find what they have in common, and send them again")
    .description("Dead letters of the pipelines that are published. Reading them moves no offset.");
  defineList(group, cli);
  defineShow(group, cli);
  defineAnalyze(group, cli);
  defineReprocess(group, cli);
};

function defineList(group: Command, cli: Cli): void {
  const { terminal, action } = cli;
  withSelection(group.command("list"))
    .argument("[step]", "only of this step, as step or pipeline/step")
    .summary("list dead letters with what failed")
    .option("-n, --limit <count>", "end after so many", wholeNumber)
    .addHelpText("after", "\nExample: sluiceway dead-letters list chunker --since 2h --class DecodeError")
    .action(
      action((options: ListOptions, step) =>
        run(cli, options, async (servers) => {
          const paint = paintFor(terminal);
          const listed = await listDeadLetters(servers, selectionOf(cli, options, step), {
            limit: options.limit,
            onLetter: (shown) =>
              terminal.out(
                options.format === "json" ? JSON.stringify(deadLetterData(shown)) : deadLetterLine(shown, paint),
              ),
          });
          if (listed.ok && options.format === "text") terminal.err(`${listed.value} dead letters`);
          return listed;
        }),
      ),
    );
}

function defineShow(group: Command, cli: Cli): void {
  const { terminal, action, signal } = cli;
  withFormat(withConnection(group.command("show")))
    .argument("<place>", "where it lies, as the list prints it: topic/partition@offset", placeText)
    .summary("show one dead letter in full")
    .action(
      action((options: ConnectionOptions & FormatOptions, text) =>
        run(cli, options, async (servers) => {
          const shown = await showDeadLetter(servers, placeOf(text), signal);
          if (!shown.ok) return shown;
          const isJson = options.format === "json";
          terminal.out(
            isJson
              ? JSON.stringify(deadLetterData(shown.value), undefined, 2)
              : deadLetterText(shown.value, paintFor(terminal)),
          );
          return shown;
        }),
      ),
    );
}

function defineAnalyze(group: Command, cli: Cli): void {
  const { terminal, action } = cli;
  withSelection(group.command("analyze"))
    .argument("[step]", "only of this step, as step or pipeline/step")
    .summary("sort dead letters into families of errors: how many, since when, since which bundle and engine")
    .action(
      action((options: SelectionOptions, step) =>
        run(cli, options, async (servers) => {
          const bar = progressBar(terminal, "reading");
          const selection = {
            ...selectionOf(cli, options, step),
            onRead: (records: number) => bar.update({ done: records, total: records }),
          };
          const analysis = await analyzeDeadLetters(servers, selection);
          if (!analysis.ok) return analysis;
          bar.finish({ done: analysis.value.total, total: analysis.value.total });
          terminal.out(
            options.format === "json"
              ? JSON.stringify(analysisData(analysis.value), undefined, 2)
              : analysisText(analysis.value, paintFor(terminal)),
          );
          return analysis;
        }),
      ),
    );
}

function defineReprocess(group: Command, cli: Cli): void {
  withSelection(group.command("reprocess"))
    .argument("<step>", "the step whose dead letters are meant, as step or pipeline/step")
    .summary("send dead letters to their step's input again, each at most once per run")
    .option("--run <name>", "the run's name: an interrupted one is continued under it (default: a new one)", runName)
    .option("--to <topic>", "send them to this topic instead of where they came from", topicName)
    .option("--rate <records>", "records a second at most", wholeNumber)
    .option("--dry-run", "only say what would be sent where")
    .addHelpText("after", "\nExample: sluiceway dead-letters reprocess chunker --class DecodeError --dry-run")
    .action(
      cli.action((options: ReprocessOptions, step) =>
        run(cli, options, (servers) =>
          options.dryRun === true ? preview(servers, cli, { options, step }) : resend(servers, cli, { options, step }),
        ),
      ),
    );
}

interface Reprocessing {
  readonly options: ReprocessOptions;
  readonly step: string;
}

async function preview(servers: Servers, cli: Cli, { options, step }: Reprocessing): Promise<Checked<unknown>> {
  const found = await previewReprocess(servers, selectionOf(cli, options, step), options.to);
  if (!found.ok) return found;
  const rows = [...found.value].map(([topic, count]) => ({ topic: topic ?? null, count }));
  cli.terminal.out(options.format === "json" ? JSON.stringify({ dryRun: true, rows }) : previewText(found.value));
  return found;
}

async function resend(servers: Servers, cli: Cli, { options, step }: Reprocessing): Promise<Checked<unknown>> {
  const { terminal } = cli;
  const name = options.run ?? newRunName();
  terminal.err(`run ${name}: if it is interrupted, continue it with --run ${name} and the same options`);
  const bar = progressBar(terminal, "sending");
  const done = await reprocess(servers, selectionOf(cli, options, step), {
    run: name,
    to: options.to,
    perSecond: options.rate,
    onProgress: ({ next, ends, sent }) => {
      const [read, total] = [sumOf(next), sumOf(ends)];
      bar.update({ done: Number(read), total: Number(total), note: `${sent} sent` });
    },
  });
  if (!done.ok) return done;
  terminal.out(options.format === "json" ? JSON.stringify(runData(done.value)) : runText(done.value));
  return done;
}

const sumOf = (offsets: ReadonlyMap<number, bigint>): bigint =>
  [...offsets.values()].reduce((sum, offset) => sum + offset, 0n);

function withSelection(command: Command): Command {
  return withFormat(withConnection(command))
    .option("--pipeline <name>", "only of this pipeline")
    .option("--since <time>", "failed at or after: a time (ISO 8601) or a duration ago, such as 2h", moment)
    .option("--until <time>", "failed before: likewise", moment)
    .option("--class <name>", "only this class of error")
    .option("--message <text>", "only where the error's message has this in it")
    .option("--key <text>", "only records with this key")
    .option("--header <name[=value]>", "only records with this header (repeatable)", collected, [])
    .option("--where <expression>", "only where this CEL expression is true, such as 'value.size > 100'");
}

function selectionOf({ signal }: Cli, options: SelectionOptions, step: string): DeadLetterSelection {
  return {
    step: step === "" ? undefined : step,
    pipeline: options.pipeline,
    where: options.where,
    signal,
    filter: {
      sinceMs: options.since,
      untilMs: options.until,
      errorClass: options.class,
      message: options.message,
      key: options.key,
      headers: options.header.length === 0 ? undefined : options.header.map(headerFilter),
    },
  };
}

function headerFilter(text: string): HeaderFilter {
  const equals = text.indexOf("=");
  return equals === -1
    ? { name: text, value: undefined }
    : { name: text.slice(0, equals), value: text.slice(equals + 1) };
}

async function run(
  { terminal }: Cli,
  options: ConnectionOptions,
  work: (servers: Servers) => Promise<Checked<unknown>>,
): Promise<ExitCode> {
  const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
    const real = requireRealServers(servers, "sluiceway dead-letters");
    return real.ok ? work(servers) : real;
  });
  if (result.ok) return exitCodes.done;
  reportDiagnostics(terminal, result.diagnostics, textOf);
  return exitCodeOf(result.diagnostics);
}

function moment(text: string): number {
  const ago = parseDuration(text);
  if (ago.ok && !/^\d+$/.test(text)) return Date.now() - ago.value;
  const atMs = Date.parse(text);
  if (Number.isNaN(atMs)) throw new InvalidArgumentError("It has to be a time such as 2026-01-05T03:00:00Z, or 2h.");
  return atMs;
}

const placePattern = /^([^/]+)\/(\d{1,9})@(\d{1,19})$/;

function placeText(text: string): string {
  if (placePattern.test(text)) return text;
  throw new InvalidArgumentError("It has to be topic/partition@offset, as `dead-letters list` prints it.");
}

function placeOf(text: string): { readonly topic: string; readonly partition: number; readonly offset: bigint } {
  const [, topic = text, partition = "0", offset = "0"] = placePattern.exec(text) ?? [];
  return { topic, partition: Number(partition), offset: BigInt(offset) };
}

function topicName(text: string): TopicName {
  const topic = parseTopicName(text);
  if (!topic.ok) throw new InvalidArgumentError(topic.problem);
  return topic.value;
}

function runName(text: string): string {
  if (!/^[a-zA-Z0-9._-]{1,80}$/.test(text))
    throw new InvalidArgumentError("Letters, digits, dots, - and _, at most 80.");
  return text;
}
