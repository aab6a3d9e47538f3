import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { canonicalJson } from "../model/canonical-json.ts";
import type { Digest, Revision } from "../model/names.ts";
import { parseDigest, parseRevision } from "../model/names.ts";
import type { Plan, PlanStep } from "./plan-document.ts";
import { describeChange } from "./render.ts";

/** What is believed of a saved plan: which plan steps somebody has seen, and on what they were planned. Nothing else. */
export interface SavedPlan {
  readonly revision: Revision;
  readonly environment: string | undefined;
  readonly clusterId: string;
  readonly steps: readonly SavedStep[];
}

interface SavedStep {
  readonly id: string;
  readonly digest: Digest;
  readonly precondition: unknown;
  /** What is only offered is bound to its approval, so that it makes nothing stale. */
  readonly isOffered: boolean;
}

/** Reads a plan that `plan --out` wrote. The file is untrusted: what it says to do is never done, only compared. */
export function readSavedPlan(text: string, file: string): Checked<SavedPlan> {
  const refuse = (problem: string): Checked<SavedPlan> => failed(diagnostic("SLW2011", { file, problem }));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return refuse("it isn't JSON");
  }
  if (!isRecord(value)) return refuse("it isn't an object");
  if (value["formatVersion"] !== 1) return refuse("its formatVersion isn't 1");
  const { revision, environment, clusterId, steps } = value;
  const parsed = typeof revision === "string" ? parseRevision(revision) : undefined;
  if (parsed?.ok !== true) return refuse("it names no revision");
  if (typeof clusterId !== "string") return refuse("it names no cluster");
  if (environment !== undefined && typeof environment !== "string") return refuse("its environment isn't a name");
  const saved = Array.isArray(steps) ? steps.map(savedStep) : [undefined];
  if (saved.includes(undefined)) return refuse("a plan step has no id, digest or precondition");
  return {
    ok: true,
    value: { revision: parsed.value, environment, clusterId, steps: saved.flatMap((step) => step ?? []) },
    warnings: [],
  };
}

function savedStep(value: unknown): SavedStep | undefined {
  if (!isRecord(value)) return undefined;
  const { id, digest, precondition, isOffered } = value;
  const parsed = typeof digest === "string" ? parseDigest(digest) : undefined;
  return typeof id === "string" && parsed?.ok === true && isRecord(precondition)
    ? { id, digest: parsed.value, precondition, isOffered: isOffered === true }
    : undefined;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** How a saved plan stands to the one that would be made now. */
export interface SavedComparison {
  /** The plan steps of now that the saved plan holds, in their order. */
  readonly steps: readonly PlanStep[];
  /** One sentence for each thing that has moved; empty where the saved plan can be applied. */
  readonly moved: readonly string[];
  /** What would be done now and isn't in the saved plan, though nothing in it waits for that. */
  readonly added: readonly PlanStep[];
}

/**
 * Compares a saved plan with the plan of now, step by step: a saved plan step counts only if the planner would emit the
 * very same now, on the same ground, and needs nothing that the saved plan doesn't hold. What else has changed in the
 * cluster doesn't matter (design, section 5).
 */
export function compareWithSaved(saved: SavedPlan, now: Plan): SavedComparison {
  const stepsById = new Map(now.steps.map((step) => [step.id, step]));
  const savedIds = new Set(saved.steps.map(({ id }) => id));
  const moved = [...wholesale(saved, now), ...saved.steps.flatMap((step) => movementsOf(step, stepsById, savedIds))];
  return {
    steps: now.steps.filter(({ id }) => savedIds.has(id)),
    moved,
    added: now.steps.filter(({ id }) => !savedIds.has(id)),
  };
}

function wholesale(saved: SavedPlan, now: Plan): readonly string[] {
  const found: string[] = [];
  if (saved.clusterId !== now.clusterId)
    found.push(`the plan is for the cluster ${saved.clusterId}, and this is ${now.clusterId}`);
  if (saved.revision !== now.revision)
    found.push(`the plan is for the revision ${saved.revision}, and this is ${now.revision}`);
  return found;
}

function movementsOf(
  saved: SavedStep,
  stepsById: ReadonlyMap<string, PlanStep>,
  savedIds: ReadonlySet<string>,
): readonly string[] {
  const step = stepsById.get(saved.id);
  if (step?.isOffered === true || (step === undefined && saved.isOffered)) return [];
  if (step === undefined) return [`${saved.id} isn't planned any more: it is done, blocked, or not asked for`];
  if (step.digest !== saved.digest) return [`${saved.id} has changed: now it would ${describeChange(step.change)}`];
  if (canonicalJson(step.precondition) !== canonicalJson(saved.precondition))
    return [`${saved.id} stands on other ground: now ${canonicalJson(step.precondition)}`];
  return step.dependsOn
    .filter((id) => stepsById.has(id) && !savedIds.has(id))
    .map((id) => `${saved.id} waits for ${id}, which the plan doesn't hold`);
}

/** A plan with some of its steps alone, and everything that these wait for. */
export function planOf(now: Plan, ids: ReadonlySet<string>): Plan {
  const stepsById = new Map(now.steps.map((step) => [step.id, step]));
  const wanted = new Set<string>();
  const add = (id: string): void => {
    if (wanted.has(id)) return;
    wanted.add(id);
    for (const dependency of stepsById.get(id)?.dependsOn ?? []) add(dependency);
  };
  for (const id of ids) add(id);
  const steps = now.steps.filter(({ id }) => wanted.has(id));
  return { ...now, steps, hasChanges: steps.some(({ isOffered }) => isOffered !== true) };
}

/** The ids of the plan steps that a target means: a plan step's id, a pipeline, or a resource's name. */
export function idsOfTarget(plan: Plan, target: string): readonly string[] {
  return plan.steps
    .filter(
      ({ id, pipelines }) => id === target || pipelines.some((name) => name === target) || id.endsWith(`/${target}`),
    )
    .map(({ id }) => id);
}
