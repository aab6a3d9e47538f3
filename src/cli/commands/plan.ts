import { readFile, writeFile } from "node:fs/promises";
import { planSession, targeted } from "../../app/plan-root.ts";
import type { Session, Shown as Found } from "../../app/session.ts";
import { withSession } from "../../app/session.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { githubAnnotations } from "../../diagnostics/github.ts";
import { capped } from "../../diagnostics/order.ts";
import { planMarkdown } from "../../plan/markdown.ts";
import type { Plan } from "../../plan/plan-document.ts";
import type { SavedComparison } from "../../plan/saved-plan.ts";
import { compareWithSaved, readSavedPlan } from "../../plan/saved-plan.ts";
import { approvalsFor } from "../../app/approve.ts";
import { planToJson } from "../../plan/to-json.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { RootOptions, SettingsOptions } from "../options.ts";
import { withFormat, withRoot, withSettings, withTargets } from "../options.ts";
import { checkoutPath } from "../reporters/checkout-path.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import type { Terminal } from "../terminal.ts";
import { approvalsText, comparisonText, planText } from "../reporters/plan.ts";

interface PlanOptions extends RootOptions, SettingsOptions {
  readonly format: "text" | "json" | "markdown" | "github";
  readonly detailedExitcode?: boolean;
  readonly out?: string;
  readonly against?: string;
  readonly to?: string;
  readonly footprint?: boolean;
  readonly target: readonly string[];
}

/** `sluiceway plan`: what an apply would do, and why. Writes nothing to the servers. */
export const planCommand: CommandDefinition = (program, cli) => {
  withTargets(withFormat(withSettings(withRoot(program.command("plan"))), ["markdown", "github"]))
    .summary("show what an apply would change")
    .description("Compiles the root, compares it with the cluster and shows what an apply would do. Writes nothing.")
    .option("--detailed-exitcode", "exit with 2 when there are changes")
    .option("--out <file>", "save the plan, for apply")
    .option("--against <file>", "show how a saved plan differs from the plan of now; exit with 4 if it is stale")
    .option("--footprint", "measure every topic of the revision, not only those that the plan changes")
    .option("--to <revision>", "plan the way back to an older revision, with what it can't bring back")
    .action(cli.action(async (options: PlanOptions) => runPlan(cli, options)));
};

/** A plan, for its reporters. */
interface Shown {
  readonly plan: Plan;
  readonly comparison: SavedComparison | undefined;
  readonly folder: string | undefined;
}

async function runPlan({ terminal }: Cli, options: PlanOptions): Promise<ExitCode> {
  const request = options.to === undefined ? options : { ...options, ref: options.to };
  const { result, textOf } = await withSession(request, (session) => planOfSession(session, options));
  reportFindings(terminal, options, { result, textOf });
  if (!result.ok) return exitCodeOf(result.diagnostics);
  const { plan, comparison } = result.value;
  const json = `${JSON.stringify(planToJson(plan, textOf, options.environment), undefined, 2)}\n`;
  if (options.out !== undefined) await writeFile(options.out, json);
  const approvals = approvalsFor(plan, options.environment);
  const text = (): string => [planText(terminal, plan, textOf), ...approvalsText(approvals)].join("\n\n");
  const texts = { text, json: () => json.trimEnd(), markdown: () => planMarkdown(plan, approvals), github: text };
  terminal.out(texts[options.format]());
  if (comparison !== undefined) terminal.out(`\n${comparisonText(comparison)}`);
  if ((comparison?.moved.length ?? 0) > 0) return exitCodes.stale;
  const failure = exitCodeOf(plan.diagnostics);
  if (failure !== exitCodes.done) return failure;
  return options.detailedExitcode === true && plan.hasChanges ? exitCodes.hasChanges : exitCodes.done;
}

function reportFindings(terminal: Terminal, options: PlanOptions, { result, textOf }: Found<Shown>): void {
  const found = result.ok ? [...result.warnings, ...result.value.plan.diagnostics] : result.diagnostics;
  if (options.format !== "github") return reportDiagnostics(terminal, found, textOf);
  if (found.length === 0) return;
  const folder = result.ok ? result.value.folder : undefined;
  const pathOf = (file: string): string => checkoutPath(file, { folder, path: options.path });
  terminal.out(githubAnnotations(capped(found), { textOf, pathOf }));
}

async function planOfSession(session: Session, options: PlanOptions): Promise<Checked<Shown>> {
  const whole = await planSession(session, undefined, options.footprint === true ? "all" : "changes");
  if (!whole.ok) return whole;
  const planned = targeted(whole.value, options.target);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const { folder } = session.opened;
  if (options.against === undefined)
    return { ok: true, value: { plan, comparison: undefined, folder }, warnings: whole.warnings };
  const saved = readSavedPlan(await readFile(options.against, "utf8").catch(() => ""), options.against);
  if (!saved.ok) return saved;
  const comparison = compareWithSaved(saved.value, whole.value.plan);
  return { ok: true, value: { plan, comparison, folder }, warnings: whole.warnings };
}
