import { Option } from "commander";
import type { LogLevel } from "../../app/logger.ts";
import type { UpReport } from "../../app/up.ts";
import { runUp } from "../../app/up.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { RootOptions, SettingsOptions } from "../options.ts";
import { withRoot, withSettings } from "../options.ts";
import { progressBar } from "../progress-bar.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { planText } from "../reporters/plan.ts";
import { recordLine } from "../reporters/record.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";

interface UpOptions extends RootOptions, SettingsOptions {
  readonly documents?: string;
  readonly pipeline?: string;
  readonly tail?: string;
  readonly watch?: boolean;
  readonly once?: boolean;
  readonly logLevel: LogLevel;
}

/** `sluiceway up`: everything in one process. */
export const upCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withSettings(withRoot(program.command("up")))
    .summary("apply and run everything in one process")
    .description(
      "Applies the saved root and runs its pipelines in this process: embedded, unless the settings name servers.",
    )
    .option("-d, --documents <folder>", "write these text files into the entry step")
    .option("-p, --pipeline <name>", "the pipeline to write to, where several have an entry step")
    .option("-t, --tail <step>", "show the records that this step writes")
    .option("-w, --watch", "apply again whenever a file of the root is saved")
    .option("--once", "end when everything that was written has been processed")
    .addOption(
      new Option("--log-level <level>", "what the engine logs")
        .choices(["debug", "info", "warn", "error", "silent"])
        .default("error"),
    )
    .action(
      action(async (options: UpOptions) => {
        const { result, textOf } = await runUp({
          ...options,
          documents: options.documents,
          pipeline: options.pipeline,
          tail: options.tail,
          watch: options.watch === true,
          once: options.once === true,
          signal,
          report: reportTo(terminal),
        });
        if (!result.ok) {
          reportDiagnostics(terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        const { recordsIn, recordsOut, deadLetters } = result.value;
        terminal.out(`stopped: ${recordsIn} records in, ${recordsOut} out, ${deadLetters} dead letters`);
        return exitCodes.done;
      }),
    );
};

function reportTo(terminal: Terminal): UpReport {
  const paint = paintFor(terminal);
  const bar = progressBar(terminal, "records");
  return {
    planned: ({ plan }, { opened, servers }) => {
      reportDiagnostics(terminal, plan.diagnostics, opened.textOf);
      terminal.out(`${planText(terminal, plan, opened.textOf)}\n`);
      terminal.out(
        paint("dim", servers.kind === "embedded" ? "embedded: no server is used" : `on ${servers.addresses.kafka}`),
      );
    },
    applied: ({ revision }, { outcomes, isApplied, diagnostics }) => {
      reportDiagnostics(terminal, diagnostics, () => undefined);
      terminal.out(
        `${isApplied ? "applied" : "not wholly applied"}: revision ${revision.slice(0, 12)}, ${outcomes.length} changes`,
      );
    },
    refused: (result, textOf) => {
      if (!result.ok) reportDiagnostics(terminal, result.diagnostics, textOf);
      terminal.err("What ran before goes on.");
    },
    ingested: ({ sent, topic }) => terminal.out(`${sent} documents written to ${topic}`),
    flow: ({ done, total }) => bar.update({ done, total }),
    drained: ({ done, total }) => bar.finish({ done, total, note: "processed, lag 0" }),
    record: (record) => terminal.out(recordLine(record, paint)),
    note: (text) => terminal.err(paint("yellow", text)),
  };
}
