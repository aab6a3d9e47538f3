import { ingestFolder } from "../../app/ingest.ts";
import { parsePrincipal } from "../../model/names.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { RootOptions, SettingsOptions } from "../options.ts";
import { withRoot, withSettings } from "../options.ts";
import { progressBar } from "../progress-bar.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";

interface IngestOptions extends RootOptions, SettingsOptions {
  readonly pipeline?: string;
  readonly as?: string;
}

/** `sluiceway ingest DIR`: texts in, one record per file. */
export const ingestCommand: CommandDefinition = (program, { terminal, action }) => {
  withSettings(withRoot(program.command("ingest")))
    .argument("<folder>", "a folder of text files, or one file")
    .summary("write text files into an entry step")
    .description("Writes each text file below a folder as one record: key = its path, value = its text.")
    .option("-p, --pipeline <name>", "the pipeline to write to, where several have an entry step")
    .option("--as <principal>", "write as this principal, for example User:crawler")
    .action(
      action(async (options: IngestOptions, folder) => {
        const principal = options.as === undefined ? undefined : parsePrincipal(options.as);
        if (principal?.ok === false) {
          terminal.err(`error: --as ${options.as}: ${principal.problem}`);
          return exitCodes.usage;
        }
        const bar = progressBar(terminal, "documents");
        const { result, textOf } = await ingestFolder({
          ...options,
          folder,
          pipeline: options.pipeline,
          principal: principal?.value,
          onProgress: (progress) => bar.update(progress),
        });
        if (!result.ok) {
          reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const { sent, refused, topic } = result.value;
        bar.finish({ done: sent + refused.length, total: sent + refused.length });
        terminal.out(`${sent} documents written to ${topic}`);
        for (const { name, error } of refused) terminal.err(`refused: ${name}: ${error.message}`);
        return refused.length === 0 ? exitCodes.done : exitCodes.partlyApplied;
      }),
    );
};
