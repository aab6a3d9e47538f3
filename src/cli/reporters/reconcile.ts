import type { JsonDiagnostic } from "../../diagnostics/render.ts";
import type { AttemptStatus, DriftStatus, ReconcileStatus } from "../../reconcile/loop/reconcile-status.ts";
import type { Paint } from "../terminal.ts";
import { table } from "../table.ts";

/** How a reconciler's work stands: revisions, what failed or waits, pipelines that aren't in order, drift, orphans. */
export function reconcileText(status: ReconcileStatus, paint: Paint): string {
  const sections = [
    headLines(status, paint),
    attemptLines(status.lastAttempted, paint),
    findingLines(status),
    pipelineTable(status),
    driftTable(status.drift, status.driftCount),
    orphanLines(status),
  ];
  return sections.filter((section) => section !== "").join("\n\n");
}

const short = (revision: string | null | undefined): string => revision?.slice(0, 12) ?? "none";
const at = (ms: number): string => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");

function headLines(status: ReconcileStatus, paint: Paint): string {
  const { leader, repository, ref, environment, head, inForce, refused, lastApplied, failure } = status;
  const name = environment === null ? ref : `${ref}, environment ${environment}`;
  return [
    `repository  ${repository} (${name})`,
    `leader      ${leader.label}, since ${at(leader.sinceMs)}`,
    `head        ${short(head)}${refused === null ? "" : ` ${paint("red", "doesn't compile")}`}`,
    `in force    ${short(inForce)}`,
    `applied     ${lastApplied === null ? "nothing yet" : `${short(lastApplied.revision)} at ${at(lastApplied.atMs)}`}`,
    ...(failure === null
      ? []
      : [
          `${paint("red", "failing")}     ${failure.what}, ${failure.attempts} times since ${at(failure.sinceMs)}`,
          ...failure.diagnostics.map((found) => `            ${diagnosticLine(found)}`),
        ]),
  ].join("\n");
}

function attemptLines(attempt: AttemptStatus | null, paint: Paint): string {
  if (attempt === null || attempt.result === "applied") return "";
  const counts = Object.entries(attempt.planned).map(([kind, count]) => `${count} ${kind}`);
  const left = attempt.steps.filter(({ outcome }) => outcome !== "done");
  return [
    paint("yellow", `${short(attempt.revision)} attempted at ${at(attempt.atMs)}: ${attempt.result}`),
    `  planned  ${counts.join(", ") || "nothing"}`,
    ...left.map(({ id, outcome, reason }) => `  ${outcome}  ${id}${reason === undefined ? "" : `: ${reason}`}`),
  ].join("\n");
}

function findingLines({ refused, findings }: ReconcileStatus): string {
  const found = [...(refused?.diagnostics ?? []), ...findings.diagnostics];
  return found.map(diagnosticLine).join("\n");
}

function diagnosticLine({ code, severity, message, place }: JsonDiagnostic): string {
  const where = place === undefined ? "" : `${place.file}${place.start === undefined ? "" : `:${place.start.line}`} `;
  return `${where}${severity} ${code} ${message}`;
}

function pipelineTable({ pipelines, pipelineCount, pipelinesLeftOut }: ReconcileStatus): string {
  const rows = Object.entries(pipelines).map(([name, { state, why }]) => [name, state, why]);
  const synced = Math.max(0, pipelineCount - rows.length - pipelinesLeftOut);
  const summary = `${synced} of ${pipelineCount} pipelines synced`;
  return rows.length === 0 ? summary : `${table(["PIPELINE", "STATE", "WHY"], rows)}\n${summary}`;
}

/** What differs from the last applied revision, since when, and what becomes of it; empty for none. */
export function driftTable(drift: readonly DriftStatus[], count: number): string {
  if (count === 0) return "";
  const rows = drift.map(({ id, what, sinceMs, isConfirmed, fate, heals }) => [
    id,
    isConfirmed ? fateText(fate) : "seen once",
    at(sinceMs),
    String(heals),
    what,
  ]);
  const left = count - drift.length;
  const text = table(["DRIFT", "STATE", "SINCE", "HEALS", "WHAT"], rows);
  return left > 0 ? `${text}\n… and ${left} more` : text;
}

const fateText = (fate: DriftStatus["fate"]): string => (fate === "apply" ? "to be repaired" : fate);

function orphanLines({ orphans, orphanCount }: ReconcileStatus): string {
  if (orphanCount === 0) return "";
  const left = orphanCount - orphans.length;
  return `orphans     ${orphans.join(", ")}${left > 0 ? ` and ${left} more` : ""}`;
}
