import { readFile } from "node:fs/promises";
import { createInterface } from "node:readline/promises";
import { planSession, savedPart, targeted, underLock } from "../../app/plan-root.ts";
import type { Session } from "../../app/session.ts";
import { requireRealServers, withSession } from "../../app/session.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { Approval } from "../../model/approval.ts";
import type { Revision } from "../../model/names.ts";
import type { SavedPlan } from "../../plan/saved-plan.ts";
import { readSavedPlan } from "../../plan/saved-plan.ts";
import type { Cluster } from "../../reconcile/cluster.ts";
import type { PlannedRevision } from "../../reconcile/reconcile.ts";
import { applyRevision } from "../../reconcile/reconcile.ts";
import { unusedApprovals } from "../../plan/approvals.ts";
import type { Cli, CommandDefinition } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import type { FormatOptions, RootOptions, SettingsOptions } from "../options.ts";
import { collected, withFormat, withRoot, withSettings, withTargets } from "../options.ts";
import { applyProgress } from "../reporters/apply-progress.ts";
import type { Applied } from "../reporters/apply.ts";
import { applyJson, applySummary } from "../reporters/apply.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { planText } from "../reporters/plan.ts";

interface ApplyOptions extends RootOptions, SettingsOptions, FormatOptions {
  readonly autoApprove?: boolean;
  readonly approve: readonly string[];
  readonly target: readonly string[];
}

/** `sluiceway apply`: plan, ask, and make it so; or make so what a saved plan holds, if that is still what it was. */
export const applyCommand: CommandDefinition = (program, cli) => {
  withTargets(withFormat(withSettings(withRoot(program.command("apply").argument("[plan]", "a plan of plan --out")))))
    .summary("make the cluster what the root asks for")
    .description(
      "Shows the plan and applies it: topics, grants, group starts, bundles, revocations. Asks first when run in a terminal.",
    )
    .option("--auto-approve", "don't ask; what is more than safe still needs its own approval")
    .option("--approve <id>", "approve this plan step as it is planned now (repeatable)", collected, [])
    .action(
      cli.action(async (options: ApplyOptions, file) => {
        const saved = await savedPlanIn(file);
        if (saved?.ok === false) {
          reportDiagnostics(cli.terminal, saved.diagnostics, () => undefined);
          return exitCodes.invalid;
        }
        return runApply(cli, options, saved?.value);
      }),
    );
};

async function savedPlanIn(file: string): Promise<Checked<SavedPlan> | undefined> {
  if (file === "") return undefined;
  return readSavedPlan(await readFile(file, "utf8").catch(() => ""), file);
}

async function runApply(cli: Cli, options: ApplyOptions, saved: SavedPlan | undefined): Promise<ExitCode> {
  const { terminal } = cli;
  const request = saved === undefined ? options : { ...options, ...rootOf(saved) };
  const { result, textOf } = await withSession(request, async (session) => {
    const real = requireRealServers(session.servers, "sluiceway apply");
    if (!real.ok) return real;
    return underLock(session.servers, (cluster) => applySession(cli, { session, cluster, options, saved }));
  });
  if (!result.ok) {
    reportDiagnostics(terminal, result.diagnostics, textOf);
    return exitCodeOf(result.diagnostics);
  }
  reportDiagnostics(terminal, [...result.warnings, ...(result.value.applied?.diagnostics ?? [])], textOf);
  terminal.out(options.format === "json" ? applyJson(result.value, textOf) : applySummary(result.value));
  return exitCodeOfApply(result.value);
}

/** A saved plan is of one revision and one environment; a folder's saved state can only be read as it is now. */
function rootOf({ revision, environment }: SavedPlan): Partial<RootOptions> {
  return {
    ...(environment === undefined ? {} : { environment }),
    ...(isUncommitted(revision) ? {} : { ref: revision }),
  };
}

interface ApplyRequest {
  readonly session: Session;
  readonly cluster: Cluster;
  readonly options: ApplyOptions;
  readonly saved: SavedPlan | undefined;
}

async function applySession(cli: Cli, request: ApplyRequest): Promise<Checked<Applied>> {
  const { session, cluster, options, saved } = request;
  const { terminal, signal } = cli;
  const whole = await planSession(session, cluster);
  if (!whole.ok) return whole;
  const planned = partAskedFor(whole.value, options, saved);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const findings = [...plan.diagnostics, ...unusedApprovals(options.approve, whole.value.plan)];
  reportDiagnostics(terminal, findings, session.opened.textOf);
  const text = `${planText(terminal, plan, session.opened.textOf)}\n`;
  if (options.format === "json") terminal.err(text);
  else terminal.out(text);
  if (plan.hasChanges && isUncommitted(session.revision))
    terminal.err("These files are no commit: no later apply can read them again, and revoke what they granted.");
  if (plan.hasChanges && saved === undefined && options.autoApprove !== true && !(await isApproved(cli)))
    return { ok: true, value: { planned: planned.value, applied: undefined }, warnings: [] };
  const progress = applyProgress(terminal, plan);
  const approvals = options.approve.map((step): Approval => ({ step, by: "--approve" }));
  try {
    const applied = await applyRevision(planned.value, cluster, { ...progress.watch, signal, approvals });
    return { ok: true, value: { planned: planned.value, applied }, warnings: whole.warnings };
  } finally {
    progress.finish();
    await session.known.save(session.revision, session.compiled.desired);
  }
}

function partAskedFor(
  planned: PlannedRevision,
  { target }: ApplyOptions,
  saved: SavedPlan | undefined,
): Checked<PlannedRevision> {
  return saved === undefined ? targeted(planned, target) : savedPart(planned, saved);
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
  if (kinds.has("failed") || kinds.has("conflict")) return exitCodes.partlyApplied;
  if (kinds.has("held") || kinds.has("unapproved")) return exitCodes.held;
  const ofPlan = exitCodeOf(planned.plan.diagnostics);
  if (applied === undefined || applied.isApplied || ofPlan !== exitCodes.done) return ofPlan;
  return planned.isPartial === true && applied.isDone ? exitCodes.done : exitCodeOfRest(planned);
}

/** Everything of the plan is done, and yet another apply is needed: for what is withheld, or for what the other did. */
const exitCodeOfRest = ({ plan }: PlannedRevision): ExitCode =>
  plan.withheld.length > 0 ? exitCodes.held : exitCodes.partlyApplied;
