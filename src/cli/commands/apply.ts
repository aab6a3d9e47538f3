import { createInterface } from "node:readline/promises";
import { clusterOf, planSession } from "../../app/plan-root.ts";
import type { Session } from "../../app/session.ts";
import { requireRealServers, withSession } from "../../app/session.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { applyRevision } from "../../reconcile/reconcile.ts";
import type { Revision } from "../../model/names.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { withFormat, withRoot, withSettings } from "../options.ts";
import { progressBar } from "../progress-bar.ts";
import type { Applied } from "../reporters/apply.ts";
import { applyJson, applySummary } from "../reporters/apply.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { planText } from "../reporters/plan.ts";

interface ApplyOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly autoApprove?: boolean;
}

/** `sluiceway apply`: plan, ask, and make it so. */
export const applyCommand: CommandDefinition = (program, cli) => {
  withFormat(withSettings(withRoot(program.command("apply"))))
    .summary("make the cluster what the root asks for")
    .description(
      "Shows the plan and applies it: topics, grants, group starts, bundles, revocations. Asks first when run in a terminal.",
    )
    .option("--auto-approve", "don't ask")
    .action(
      cli.action(async (options: ApplyOptions) => {
        const { result, textOf } = await withSession(options, (session) => applySession(cli, session, options));
        if (!result.ok) {
          reportDiagnostics(cli.terminal, result.diagnostics, textOf);
          return exitCodeOf(result.diagnostics);
        }
        reportDiagnostics(cli.terminal, [...result.warnings, ...(result.value.applied?.diagnostics ?? [])], textOf);
        const isJson = options.format === "json";
        cli.terminal.out(isJson ? applyJson(result.value, textOf) : applySummary(result.value));
        return exitCodeOfApply(result.value);
      }),
    );
};

async function applySession(cli: Cli, session: Session, options: ApplyOptions): Promise<Checked<Applied>> {
  const { terminal, signal } = cli;
  const real = requireRealServers(session.servers, "sluiceway apply");
  if (!real.ok) return real;
  const planned = await planSession(session);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  reportDiagnostics(terminal, plan.diagnostics, session.opened.textOf);
  const text = `${planText(terminal, plan, session.opened.textOf)}\n`;
  if (options.format === "json") terminal.err(text);
  else terminal.out(text);
  if (plan.hasChanges && isUncommitted(session.revision))
    terminal.err("These files are no commit: no later apply can read them again, and revoke what they granted.");
  if (plan.hasChanges && options.autoApprove !== true && !(await isApproved(cli)))
    return { ok: true, value: { planned: planned.value, applied: undefined }, warnings: [] };
  const bar = progressBar(terminal, "apply");
  let done = 0;
  const total = plan.steps.length;
  const onOutcome = (): void => bar.update({ done: (done += 1), total });
  const applied = await applyRevision(planned.value, clusterOf(session.servers), { onOutcome, signal });
  if (total > 0) bar.finish({ done, total });
  return { ok: true, value: { planned: planned.value, applied }, warnings: planned.warnings };
}

/** Whether a revision is a folder's saved state, which nothing keeps (decision 5). */
const isUncommitted = (revision: Revision): boolean => revision.startsWith("dir-");

/** Without a terminal nobody can be asked: then the call itself is the approval, as with `kubectl apply`. */
async function isApproved({ terminal, signal }: Cli): Promise<boolean> {
  if (!terminal.interactive || !process.stdin.isTTY) return true;
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await prompt.question("Apply these changes? Only yes applies: ", { signal })).trim() === "yes";
  } finally {
    prompt.close();
  }
}

function exitCodeOfApply({ planned, applied }: Applied): ExitCode {
  const kinds = new Set((applied?.outcomes ?? []).map(({ kind }) => kind));
  if (kinds.has("failed") || kinds.has("conflict") || kinds.has("skipped")) return exitCodes.partlyApplied;
  if (kinds.has("held")) return exitCodes.held;
  const ofPlan = exitCodeOf(planned.plan.diagnostics);
  if (applied === undefined || applied.isApplied || ofPlan !== exitCodes.done) return ofPlan;
  // Everything of the plan is done, and yet another apply is needed: for what is withheld, or for what the other did.
  return planned.plan.withheld.length > 0 ? exitCodes.held : exitCodes.partlyApplied;
}
