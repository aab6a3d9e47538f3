import { Option } from "commander";
import { tailStep } from "../../app/tail.ts";
import type { TailedRole } from "../../app/topics-of-step.ts";
import { tailedRoles } from "../../app/topics-of-step.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { wholeNumber, withFormat, withRoot, withSettings } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { recordJson, recordLine } from "../reporters/record.ts";
import { paintFor } from "../terminal.ts";

interface TailOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly role: TailedRole;
  readonly fromBeginning?: boolean;
  readonly follow: boolean;
  readonly limit?: number;
}

/** `sluiceway tail STEP`: records as they flow. */
export const tailCommand: CommandDefinition = (program, { terminal, action, signal }) => {
  withFormat(withSettings(withRoot(program.command("tail"))))
    .argument("<step>", "a step, as step or pipeline/step")
    .summary("show the records of a step as they flow")
    .description("Shows the records that a step writes (a sink: reads), decoded. Moves no offset.")
    .addOption(new Option("--role <role>", "which of the step's topics").choices(tailedRoles).default("output"))
    .option("--from-beginning", "begin with the oldest record instead of new ones")
    .option("--no-follow", "end at the records that are there now")
    .option("-n, --limit <count>", "end after so many records", wholeNumber)
    .action(
      action(async (options: TailOptions, step) => {
        const paint = paintFor(terminal);
        const { result, textOf } = await tailStep({
          ...options,
          step,
          from: options.fromBeginning === true || !options.follow ? "earliest" : "latest",
          limit: options.limit,
          signal,
          onRecord: (record) =>
            terminal.out(options.format === "json" ? recordJson(record) : recordLine(record, paint)),
        });
        if (result.ok) return exitCodes.done;
        reportDiagnostics(terminal, result.diagnostics, textOf);
        return exitCodeOf(result.diagnostics);
      }),
    );
};
