import { InvalidArgumentError, Option } from "commander";
import type { Servers } from "../../app/servers.ts";
import { requireRealServers, withServers } from "../../app/session.ts";
import { archiveTopic, restoreTopic } from "../../app/topics/archives.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Archived } from "../../operate/archive/archive.ts";
import type { Compression } from "../../operate/archive/compression.ts";
import { compressions } from "../../operate/archive/compression.ts";
import { chunksOf, recordsIn } from "../../operate/archive/manifest.ts";
import type { Restored } from "../../operate/archive/restore.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { ConnectionOptions, FormatOptions } from "../options.ts";
import { serversRequest, withConnection, withFormat, wholeNumber } from "../options.ts";
import { progressBar } from "../progress-bar.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface ArchiveOptions extends ConnectionOptions, FormatOptions {
  readonly output: string;
  readonly compression: Compression;
  readonly chunkSize: number;
}

interface RestoreOptions extends ConnectionOptions, FormatOptions {
  readonly topic?: string;
  readonly dryRun?: boolean;
  readonly append?: boolean;
}

const mebibyte = 1024 * 1024;

/** `sluiceway topics archive TOPIC`: its records into files. */
export const defineArchive: CommandDefinition = (parent, cli) => {
  withFormat(withConnection(parent.command("archive").argument("<topic>", "a topic of the cluster")))
    .summary("export a topic to compressed files with checksums")
    .description(
      "Writes what the topic holds now into a folder: keys, values, headers, times and partitions as lines of JSON, a manifest, and SHA256SUMS. The same command goes on with an archive that was broken off.",
    )
    .requiredOption("-o, --output <folder>", "the archive's own folder")
    .addOption(new Option("--compression <codec>", "of the files").choices(compressions).default("gzip"))
    .option("--chunk-size <MiB>", "begin a new file after so much text", atLeastOne, 64)
    .action(
      cli.action(async (options: ArchiveOptions, topic) => {
        const bar = progressBar(cli.terminal, "archive");
        let last = { done: 0, total: 0 };
        return onServers(cli, options, {
          work: (servers) =>
            archiveTopic(servers, {
              topic,
              directory: options.output,
              compression: options.compression,
              chunkBytes: options.chunkSize * mebibyte,
              signal: cli.signal,
              onProgress: (done, total) => bar.update((last = { done, total })),
            }),
          show: (archived) => {
            bar.finish(last);
            return options.format === "json" ? archivedJson(archived) : archivedText(archived, options.output);
          },
        });
      }),
    );
};

/** `sluiceway topics restore FOLDER`: and back. */
export const defineRestore: CommandDefinition = (parent, cli) => {
  withFormat(withConnection(parent.command("restore").argument("<folder>", "an archive")))
    .summary("bring an archive's records back")
    .description(
      "Verifies every checksum, then writes the records into the topic: with their keys, headers, times and partitions. A topic that doesn't exist is created as it was.",
    )
    .option("--topic <name>", "into this topic instead of the one that was archived")
    .option("--dry-run", "verify the archive and look at the topic, and write nothing")
    .option("--append", "write into a topic that holds records already")
    .action(
      cli.action(async (options: RestoreOptions, directory) => {
        const bars = { verify: progressBar(cli.terminal, "verify"), restore: progressBar(cli.terminal, "restore") };
        const last = { verify: { done: 0, total: 0 }, restore: { done: 0, total: 0 } };
        return onServers(cli, options, {
          work: (servers) =>
            restoreTopic(servers, {
              directory,
              topic: options.topic,
              isDryRun: options.dryRun === true,
              mayAppend: options.append === true,
              signal: cli.signal,
              onProgress: (phase, done, total) => bars[phase].update((last[phase] = { done, total })),
            }),
          show: (restored) => {
            bars.verify.finish(last.verify);
            if (!restored.isDryRun) bars.restore.finish(last.restore);
            return options.format === "json" ? JSON.stringify(restored, undefined, 2) : restoredText(restored);
          },
        });
      }),
    );
};

interface Run<T> {
  readonly work: (servers: Servers) => Promise<Checked<T>>;
  readonly show: (value: T) => string;
}

async function onServers<T>({ terminal }: Cli, options: ConnectionOptions, { work, show }: Run<T>): Promise<ExitCode> {
  const { result, textOf } = await withServers(serversRequest(options), async (_, servers) => {
    const real = requireRealServers(servers, "sluiceway topics");
    return real.ok ? work(servers) : real;
  });
  reportDiagnostics(terminal, result.ok ? result.warnings : result.diagnostics, textOf);
  if (!result.ok) return exitCodeOf(result.diagnostics);
  terminal.out(show(result.value));
  return exitCodes.done;
}

function archivedText({ manifest, isResumed }: Archived, folder: string): string {
  const chunks = chunksOf(manifest);
  const bytes = chunks.reduce((sum, chunk) => sum + chunk.bytes, 0);
  const what = `${recordsIn(manifest)} records of ${manifest.topic} in ${manifest.logs.length} partitions`;
  return `${folder}: ${what}, ${chunks.length} files, ${bytes} bytes${isResumed ? ", gone on with" : ""}`;
}

const archivedJson = ({ manifest, isResumed }: Archived): string =>
  JSON.stringify(
    {
      topic: manifest.topic,
      topicId: manifest.topicId,
      records: recordsIn(manifest),
      partitions: manifest.logs.length,
      files: chunksOf(manifest).map(({ file, sha256, bytes }) => ({ file, sha256, bytes })),
      isResumed,
    },
    undefined,
    2,
  );

function restoredText({ topic, isCreated, isDryRun, records, partitions }: Restored): string {
  const where = `${topic} (${partitions} partitions${isCreated ? ", created" : ""})`;
  return isDryRun
    ? `The archive is whole: ${records} records could be restored into ${where.replace(", created", ", to be created")}.`
    : `restored ${records} records into ${where}`;
}

function atLeastOne(text: string): number {
  const count = wholeNumber(text);
  if (count < 1) throw new InvalidArgumentError("It has to be at least 1.");
  return count;
}
