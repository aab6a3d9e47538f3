import { planSession } from "../../app/plan-root.ts";
import { withSession } from "../../app/session.ts";
import { planToJson } from "../../plan/to-json.ts";
import type { CommandDefinition } from "../cli.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { withFormat, withRoot, withSettings } from "../options.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { planText } from "../reporters/plan.ts";

interface PlanOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly detailedExitcode?: boolean;
}

/** `sluiceway plan`: what an apply would do, and why. Writes nothing. */
export const planCommand: CommandDefinition = (program, { terminal, action }) => {
  withFormat(withSettings(withRoot(program.command("plan"))))
    .summary("show what an apply would change")
    .description("Compiles the root, compares it with the cluster and shows what an apply would do. Writes nothing.")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .action(
      action(async (options: PlanOptions) => {
        const { result, textOf } = await withSession(options, planSession);
        const found = result.ok ? [...result.warnings, ...result.value.plan.diagnostics] : result.diagnostics;
        reportDiagnostics(terminal, found, textOf);
        if (!result.ok) return exitCodeOf(found);
        const { plan } = result.value;
        terminal.out(
          options.format === "json"
            ? JSON.stringify(planToJson(plan, textOf), undefined, 2)
            : planText(terminal, plan, textOf),
        );
        const failure = exitCodeOf(plan.diagnostics);
        if (failure !== exitCodes.done) return failure;
        return options.detailedExitcode === true && plan.hasChanges ? exitCodes.hasChanges : exitCodes.done;
      }),
    );
};
