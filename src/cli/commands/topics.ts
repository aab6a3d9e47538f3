import { createInterface } from "node:readline/promises";
import type { Confirmation } from "../../app/topics/cleanup-topic.ts";
import { cleanupTopic } from "../../app/topics/cleanup-topic.ts";
import { listTopics } from "../../app/topics/list-topics.ts";
import type { Session } from "../../app/session.ts";
import { requireRealServers, withSession } from "../../app/session.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { duration, withFormat, withRoot, withSettings } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { defineArchive, defineRestore } from "./topic-archives.ts";
import { cleanupText, topicsData, topicsText } from "../reporters/topics.ts";

interface TopicOptions extends RootOptions, SettingsOptions, FormatOptions {}

interface ListOptions extends TopicOptions {
  readonly orphans?: boolean;
}

interface CleanupOptions extends TopicOptions {
  readonly quietFor: number;
  readonly quarantine: number;
  readonly confirm?: string;
  readonly confirmId?: string;
}

const dayMs = 24 * 60 * 60 * 1_000;

/** `sluiceway topics`: what an operator does with topics by hand. */
export const topicsCommand: CommandDefinition = (program, cli) => {
  const parent = program.command("topics").summary("list, clean up, archive and restore topics");
  defineList(parent, cli);
  defineCleanup(parent, cli);
  defineArchive(parent, cli);
  defineRestore(parent, cli);
};

const defineList: CommandDefinition = (parent, cli) => {
  withFormat(withSettings(withRoot(parent.command("list"))))
    .summary("show the root's topics, and those that it had once")
    .description("Shows the topics that the root declares or uses, and orphans: topics of earlier revisions.")
    .option("--orphans", "only topics that nobody declares any more")
    .action(
      cli.action(async (options: ListOptions) => {
        const listed = await onTopics(cli, options, (session) =>
          listTopics(session, { orphansOnly: options.orphans === true }),
        );
        if (!listed.ok) return listed.exitCode;
        const { value } = listed;
        cli.terminal.out(
          options.format === "json" ? JSON.stringify(topicsData(value), undefined, 2) : topicsText(value),
        );
        return exitCodes.done;
      }),
    );
};

const defineCleanup: CommandDefinition = (parent, cli) => {
  withFormat(withSettings(withRoot(parent.command("cleanup").argument("<topic>", "a topic that nobody declares"))))
    .summary("put an orphaned topic into quarantine; later delete it")
    .description(
      "The first call denies everybody to write to the topic. A call after the quarantine deletes it, with everything in it. Both ask for the topic's name and id.",
    )
    .option("--quiet-for <duration>", "refuse if anything was written within this time", duration, dayMs)
    .option("--quarantine <duration>", "how long a quarantine that begins now lasts", duration, dayMs)
    .option("--confirm <name>", "the topic's name, typed once more, instead of being asked")
    .option("--confirm-id <id>", "the topic's id, instead of being asked")
    .action(
      cli.action(async (options: CleanupOptions, topic) => {
        const done = await onTopics(cli, options, (session) =>
          cleanupTopic(session, {
            topic,
            quietMs: options.quietFor,
            holdMs: options.quarantine,
            confirm: (found, quarantine) =>
              confirmed(cli, options, `${quarantine === undefined ? "Quarantine" : "Delete"} ${found.name}`),
          }),
        );
        if (!done.ok) return done.exitCode;
        const { kind, quarantine } = done.value;
        cli.terminal.out(
          options.format === "json"
            ? JSON.stringify({ outcome: kind, ...quarantine }, undefined, 2)
            : cleanupText(done.value),
        );
        return exitCodes.done;
      }),
    );
};

/** What was given, or what is typed; without a terminal nothing is. */
async function confirmed(
  { terminal, signal }: Cli,
  { confirm, confirmId }: CleanupOptions,
  what: string,
): Promise<Confirmation> {
  if (confirm !== undefined || confirmId !== undefined || !terminal.interactive || !process.stdin.isTTY)
    return { name: confirm ?? "", id: confirmId ?? "" };
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const name = await prompt.question(`${what}. Type the topic's name: `, { signal });
    return { name: name.trim(), id: (await prompt.question("Type the topic's id: ", { signal })).trim() };
  } finally {
    prompt.close();
  }
}

type Ended<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly exitCode: ExitCode };

async function onTopics<T>(
  { terminal }: Cli,
  options: TopicOptions,
  work: (session: Session) => Promise<Checked<T>>,
): Promise<Ended<T>> {
  const { result, textOf } = await withSession(options, async (session) => {
    const real = requireRealServers(session.servers, "sluiceway topics");
    return real.ok ? work(session) : real;
  });
  reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
  return result.ok ? { ok: true, value: result.value } : { ok: false, exitCode: exitCodeOf(result.diagnostics) };
}
