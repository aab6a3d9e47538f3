import type { TextOf } from "../../plan/to-json.ts";
import { diagnosticToJson } from "../../diagnostics/render.ts";
import { capped } from "../../diagnostics/order.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Plan, PlanStep, PlanStepKind } from "../../plan/plan-document.ts";
import { describeChange } from "../../plan/render.ts";
import type { StepOutcome } from "../outcome.ts";
import type { StepFate } from "./choose-steps.ts";
import { driftKindOf } from "./choose-steps.ts";
import { everything } from "./controls.ts";
import type { Look, Round } from "./converge.ts";
import { recentHeals } from "./drift-tracker.ts";
import type {
  AttemptStatus,
  DriftStatus,
  Findings,
  PipelineState,
  PipelineStatus,
  StepStatus,
} from "./reconcile-status.ts";

/** So many of a kind are listed in a status, which has to fit into one value of the store. */
export const mostListed = 100;

/** Findings as they are stored: with lines and columns, the first hundred. */
export function findingsOf(found: readonly Diagnostic[], textOf: TextOf): Findings {
  const shown = capped(found, mostListed);
  return { diagnostics: shown.map((one) => diagnosticToJson(one, textOf)), count: found.length };
}

/** What a round has attempted; undefined where it applied nothing. */
export function attemptOf({ look, applied }: Round, nowMs: number): AttemptStatus | undefined {
  if (look === undefined || applied === undefined) return undefined;
  const { revision, plan } = look.planned;
  const isBad = ({ kind }: StepOutcome): boolean => kind === "failed" || kind === "conflict" || kind === "held";
  const result = applied.isApplied ? "applied" : applied.outcomes.some(isBad) ? "partly" : "waiting";
  const steps = applied.outcomes
    .toSorted((a, b) => Number(a.kind === "done") - Number(b.kind === "done"))
    .slice(0, mostListed)
    .map(stepStatus);
  return { revision, atMs: nowMs, result, planned: countsOf(plan), steps, stepCount: applied.outcomes.length };
}

const stepStatus = (outcome: StepOutcome): StepStatus => ({
  id: outcome.step.id,
  outcome: outcome.kind,
  ...("reason" in outcome ? { reason: outcome.reason } : {}),
});

function countsOf({ steps }: Plan): Readonly<Partial<Record<PlanStepKind, number>>> {
  const counts: Partial<Record<PlanStepKind, number>> = {};
  for (const { change } of steps) counts[change.kind] = (counts[change.kind] ?? 0) + 1;
  return counts;
}

/** Everything that differs from the last applied revision, what is confirmed first. */
export function driftOf({ drift, fates, tracker, planned }: Look, nowMs: number): readonly DriftStatus[] {
  const sighting = (id: string): Pick<DriftStatus, "sinceMs" | "isConfirmed" | "heals"> => ({
    sinceMs: tracker.seen.get(id)?.sinceMs ?? nowMs,
    isConfirmed: tracker.seen.get(id)?.isConfirmed ?? false,
    heals: recentHeals(tracker, id, nowMs),
  });
  const steps = drift.steps
    .filter(({ id }) => fates.get(id) !== "unmanaged")
    .map((step): DriftStatus => {
      const { id, digest, pipelines } = step;
      const [kind, what] = [driftKindOf(step), describeChange(step.change)];
      return { id, digest, kind, what, pipelines, fate: fates.get(id) ?? "apply", ...sighting(id) };
    });
  const needs = new Map(planned.desired.topics.map(({ name, neededBy }) => [name as string, neededBy]));
  const reported = drift.reported.map(({ id, digest, kind, diagnostic: { message } }): DriftStatus => {
    const pipelines = needs.get(/"([^"]+)"/.exec(message)?.[1] ?? "") ?? [];
    return { id, digest, kind, what: message, pipelines, fate: "reported", ...sighting(id) };
  });
  return [...steps, ...reported].toSorted((a, b) => Number(b.isConfirmed) - Number(a.isConfirmed));
}

const whyHeld: Readonly<Partial<Record<StepFate, string>>> = {
  "held-by-policy": "drift is held by policy until it is approved",
  "held-by-hand": "an operator has put a hold on it",
  flapping: "somebody else keeps undoing the repair",
};

/** The pipelines that aren't as the revision asks for, with the first reason that counts. */
export function pipelinesOf(round: Round, drift: readonly DriftStatus[]): ReadonlyMap<string, PipelineStatus> {
  const { look } = round;
  const found = new Map<string, PipelineStatus>();
  if (look === undefined) return found;
  const say: Say = (pipelines, state, why) => {
    for (const name of pipelines) if (!found.has(name)) found.set(name, { state, why });
  };
  sayOfControls(look, say);
  const outcomes = new Map((round.applied?.outcomes ?? []).map((outcome) => [outcome.step.id, outcome]));
  for (const step of look.planned.plan.steps) sayOfOutcome(step, outcomes.get(step.id), say);
  for (const { pipeline, reason } of look.planned.plan.blocked) say([pipeline], "blocked", reason);
  for (const step of look.planned.plan.steps) sayOfFate(round, { step, fate: look.fates.get(step.id) ?? "apply" }, say);
  for (const { pipelines, what, isConfirmed } of drift) if (isConfirmed) say(pipelines, "drifted", what);
  return found;
}

type Say = (pipelines: readonly string[], state: PipelineState, why: string) => void;

function sayOfControls({ controls, planned }: Look, say: Say): void {
  for (const state of ["unmanaged", "suspended"] as const)
    for (const [target, { by, reason }] of Object.entries(controls[state])) {
      const pipelines = target === everything ? planned.desired.pipelines.map(({ name }) => name) : [target];
      say(pipelines, state, `by ${by}${reason === undefined ? "" : `: ${reason}`}`);
    }
}

function sayOfOutcome({ id, pipelines }: PlanStep, outcome: StepOutcome | undefined, say: Say): void {
  if (outcome === undefined || outcome.kind === "done") return;
  if (outcome.kind === "unapproved") say(pipelines, "held", `${id} needs an approval`);
  else if (outcome.kind === "held") say(pipelines, "pending", `${id} waits for engines`);
  else if (outcome.kind === "skipped") say(pipelines, "pending", `${id} waits for ${outcome.dependency.id}`);
  else say(pipelines, "failed", `${id}: ${outcome.reason}`);
}

interface StepAndFate {
  readonly step: PlanStep;
  readonly fate: StepFate;
}

function sayOfFate({ applied, waiting }: Round, { step, fate }: StepAndFate, say: Say): void {
  const { id, pipelines } = step;
  const held = whyHeld[fate];
  if (held !== undefined) say(pipelines, "held", `${id}: ${held}`);
  if (applied !== undefined || fate !== "apply") return;
  // It wasn't tried: people are waited for, or another apply.
  if (waiting !== undefined) say(pipelines, "held", `${id} waits for an approval`);
  else say(pipelines, "pending", `${id} is about to be applied`);
}
