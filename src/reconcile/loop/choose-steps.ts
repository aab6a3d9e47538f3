import type { DriftKind, DriftPolicy, DesiredManagement } from "../../model/desired.ts";
import type { Plan, PlanStep, PlanStepKind } from "../../plan/plan-document.ts";
import type { ControlNote, Controls } from "./controls.ts";
import { everything } from "./controls.ts";
import type { DriftTracker } from "./drift-tracker.ts";
import { isFlapping } from "./drift-tracker.ts";

/**
 * What becomes of a plan step in this round. `unconfirmed`: drift that was seen once. `reported`: drift that a policy
 * only says. `held`: not without somebody's word, or not before the hold ends. `suspended`, `unmanaged`: an operator's
 * wish about the pipeline. `waits`: for a plan step that isn't applied.
 */
export type StepFate =
  | "apply"
  | "unconfirmed"
  | "reported"
  | "held-by-policy"
  | "held-by-hand"
  | "flapping"
  | "suspended"
  | "unmanaged"
  | "waits";

export interface Choice {
  readonly plan: Plan;
  /** Ids of plan steps that only restore what the last applied revision asked for. */
  readonly drift: ReadonlySet<string>;
  readonly management: DesiredManagement | undefined;
  readonly controls: Controls;
  readonly tracker: DriftTracker;
  /** Ids of plan steps that somebody has approved. */
  readonly approved: ReadonlySet<string>;
  readonly nowMs: number;
}

const kinds: Readonly<Record<PlanStepKind, DriftKind>> = {
  "create-topic": "topics",
  "increase-partitions": "topics",
  "alter-config": "topics",
  "end-quarantine": "topics",
  "grant-acl": "acls",
  "revoke-acl": "acls",
  "register-schema": "pipelines",
  "start-group": "groups",
  "delete-offsets": "groups",
  "publish-bundle": "pipelines",
  "retire-bundle": "pipelines",
};

export const driftKindOf = ({ change }: PlanStep): DriftKind => kinds[change.kind];

/** What is done about drift of a kind: put right, unless the cluster's document says otherwise. */
const driftPolicyOf = (management: DesiredManagement | undefined, kind: DriftKind): DriftPolicy =>
  management?.drift?.[kind] ?? "heal";

/** What becomes of each plan step, in the plan's order. */
export function chooseSteps(choice: Choice): ReadonlyMap<string, StepFate> {
  const fates = new Map(choice.plan.steps.map((step) => [step.id, fateOf(step, choice)] as const));
  // Dependencies come first in a plan, so one pass is enough.
  for (const { id, dependsOn } of choice.plan.steps)
    if (fates.get(id) === "apply" && dependsOn.some((other) => (fates.get(other) ?? "apply") !== "apply"))
      fates.set(id, "waits");
  return fates;
}

function fateOf(step: PlanStep, choice: Choice): StepFate {
  const { controls, drift, tracker, nowMs } = choice;
  if (controlOver(step, controls.unmanaged) !== undefined) return "unmanaged";
  if (controlOver(step, controls.suspended) !== undefined) return "suspended";
  if (holdOver(step, controls, drift.has(step.id)) !== undefined) return "held-by-hand";
  if (!drift.has(step.id)) return "apply";
  const policy = driftPolicyOf(choice.management, driftKindOf(step));
  if (policy === "report") return "reported";
  if (tracker.seen.get(step.id)?.isConfirmed !== true) return "unconfirmed";
  if (choice.approved.has(step.id)) return "apply";
  if (policy === "hold") return "held-by-policy";
  return isFlapping(tracker, step.id, nowMs) ? "flapping" : "apply";
}

/**
 * The note that keeps a plan step from being applied: what takes something away waits if any of its pipelines is meant,
 * what gives something only if all of them are.
 */
function controlOver({ change, pipelines }: PlanStep, notes: Controls["suspended"]): ControlNote | undefined {
  const all = notes[everything];
  if (all !== undefined) return all;
  const found = pipelines.map((name) => (Object.hasOwn(notes, name) ? notes[name] : undefined));
  const isTaking = takingKinds.has(change.kind);
  const isMeant = isTaking ? found.some(isNote) : found.length > 0 && found.every(isNote);
  return isMeant ? found.find(isNote) : undefined;
}

const takingKinds: ReadonlySet<PlanStepKind> = new Set(["revoke-acl", "retire-bundle", "delete-offsets"]);

const isNote = (note: ControlNote | undefined): note is ControlNote => note !== undefined;

/**
 * The hold that an operator has put on the step: on its resource, which nothing changes then; or on the drift of its
 * pipelines, or of everything.
 */
function holdOver(step: PlanStep, { driftHolds }: Controls, isDrift: boolean): ControlNote | undefined {
  const targets = [step.id, ...resourcesOf(step), ...(isDrift ? [everything, ...step.pipelines] : [])];
  const target = targets.find((one) => Object.hasOwn(driftHolds, one));
  return target === undefined ? undefined : driftHolds[target];
}

function resourcesOf({ change }: PlanStep): readonly string[] {
  switch (change.kind) {
    case "create-topic":
    case "increase-partitions":
    case "alter-config":
    case "end-quarantine":
      return [change.topic];
    case "grant-acl":
    case "revoke-acl":
      return [change.acl.resourceName, change.acl.principal];
    case "register-schema":
      return [change.subject];
    case "start-group":
    case "delete-offsets":
      return [change.group, change.topic];
    case "publish-bundle":
    case "retire-bundle":
      return [];
  }
}
