import type { Position } from "../diagnostics/position.ts";
import { rangeOf } from "../diagnostics/position.ts";
import type { JsonDiagnostic } from "../diagnostics/render.ts";
import { diagnosticToJson } from "../diagnostics/render.ts";
import type { Span } from "../model/span.ts";
import type { BlockedPipeline, Plan, PlanChange, PlanStep, PlanStepKind, WithheldChange } from "./plan-document.ts";
import { planStepKinds } from "./plan-document.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** A file's text, for lines and columns; undefined for a file that isn't at hand. */
export type TextOf = (file: string) => string | undefined;

/** A place for machines and people: both ends with line and column, where the text is at hand. */
interface JsonSource {
  readonly file: string;
  readonly start?: Position;
  readonly end?: Position;
}

/** A plan step whose source has lines and columns instead of offsets. */
interface JsonPlanStep extends Omit<PlanStep, "source"> {
  readonly source?: JsonSource;
}

/** The plan as `schemas/plan.schema.json` describes it. */
export interface JsonPlan {
  readonly formatVersion: 1;
  readonly revision: string;
  readonly clusterId: string;
  readonly environment?: string;
  readonly hasChanges: boolean;
  readonly guard?: Plan["guard"];
  readonly counts: Readonly<Record<PlanStepKind, number>>;
  readonly steps: readonly JsonPlanStep[];
  readonly blocked: readonly BlockedPipeline[];
  readonly withheld: readonly WithheldChange[];
  readonly access: Plan["access"];
  readonly footprint?: Plan["footprint"];
  readonly diagnostics: readonly JsonDiagnostic[];
}

/** The plan as a versioned document of plain data: equal plans give equal documents, byte for byte once printed. */
export function planToJson(plan: Plan, textOf: TextOf, environment?: string): JsonPlan {
  return {
    formatVersion: plan.formatVersion,
    revision: plan.revision,
    clusterId: plan.clusterId,
    ...(environment === undefined ? {} : { environment }),
    hasChanges: plan.hasChanges,
    ...(plan.guard === undefined ? {} : { guard: plan.guard }),
    counts: countsOf(plan.steps),
    steps: plan.steps.map((step) => stepToJson(step, textOf)),
    blocked: plan.blocked,
    withheld: plan.withheld.map(({ change, reason }) => ({ change: withSortedConfigs(change), reason })),
    access: plan.access,
    ...(plan.footprint === undefined ? {} : { footprint: plan.footprint }),
    diagnostics: plan.diagnostics.map((found) => diagnosticToJson(found, textOf)),
  };
}

/** How many plan steps of each kind there are; kinds without any are there with 0. */
function countsOf(steps: readonly PlanStep[]): Readonly<Record<PlanStepKind, number>> {
  const none = Object.fromEntries(planStepKinds.map((kind) => [kind, 0])) as Record<PlanStepKind, number>;
  for (const { change } of steps) none[change.kind] += 1;
  return none;
}

function stepToJson({ source, ...step }: PlanStep, textOf: TextOf): JsonPlanStep {
  const change = withSortedConfigs(step.change);
  return source === undefined ? { ...step, change } : { ...step, change, source: sourceToJson(source, textOf) };
}

function withSortedConfigs(change: PlanChange): PlanChange {
  if (change.kind === "alter-config")
    return { ...change, before: sorted(change.before), configs: sorted(change.configs) };
  return change.kind === "create-topic" ? { ...change, configs: sorted(change.configs) } : change;
}

const sorted = <T>(record: Readonly<Record<string, T>>): Readonly<Record<string, T>> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => compareTexts(a, b)));

function sourceToJson(span: Span, textOf: TextOf): JsonSource {
  const text = textOf(span.file);
  return { file: span.file, ...(text === undefined ? {} : rangeOf(text, span)) };
}
