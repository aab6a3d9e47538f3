import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { Approval } from "../model/approval.ts";
import type { Desired } from "../model/desired.ts";
import { approvalOf } from "../plan/approvals.ts";
import type { Plan, PlanStep, PlanStepKind } from "../plan/plan-document.ts";
import type { ApplyLimits, ApplyRun } from "./apply-run.ts";
import { defaultApplyLimits } from "./apply-run.ts";
import type { Cluster } from "./cluster.ts";
import type { PlanStepOf, StepOutcome } from "./outcome.ts";
import { diagnosticsOf } from "./outcome.ts";
import { alterConfigs, increasePartitions } from "./stages/alter-topics.ts";
import { takeAway } from "./stages/take-away.ts";
import { grantAcls } from "./stages/change-acls.ts";
import { endQuarantines } from "./stages/end-quarantines.ts";
import { createTopics } from "./stages/create-topics.ts";
import { publishPipelines } from "./stages/publish-pipelines.ts";
import { registerSchemas } from "./stages/register-schemas.ts";
import { startGroups } from "./stages/start-groups.ts";

/** A plan together with the state that it was made for, which holds the bundles' bytes. */
export interface PlannedChange {
  readonly plan: Plan;
  readonly desired: Desired;
}

export interface ApplyOptions {
  /** Called with each plan step's outcome as soon as it is known. */
  readonly onOutcome?: ((outcome: StepOutcome) => void) | undefined;
  /** Called when the plan steps of a stage begin, all of these kinds. */
  readonly onStage?: ((kinds: readonly PlanStepKind[], count: number) => void) | undefined;
  /** Aborted: nothing more is begun, and the apply rejects with the reason. The next one goes on from there. */
  readonly signal?: AbortSignal | undefined;
  readonly limits?: Partial<ApplyLimits> | undefined;
  /** What has been approved of the plan. */
  readonly approvals?: readonly Approval[] | undefined;
}

export interface ApplyResult {
  /** One a plan step (of offered ones, of those that are approved), in the order in which they were known. */
  readonly outcomes: readonly StepOutcome[];
  /** SLW30xx: what failed, was skipped, or is held. */
  readonly diagnostics: readonly Diagnostic[];
  /** Whether every plan step is done. */
  readonly isDone: boolean;
}

interface Stage {
  readonly kinds: readonly PlanStepKind[];
  readonly run: (steps: readonly PlanStep[], run: ApplyRun) => Promise<readonly StepOutcome[]>;
}

function stage<K extends PlanStepKind>(
  kinds: readonly K[],
  run: (steps: readonly PlanStepOf<K>[], run: ApplyRun) => Promise<readonly StepOutcome[]>,
): Stage {
  const belongs = (step: PlanStep): step is PlanStepOf<K> =>
    (kinds as readonly PlanStepKind[]).includes(step.change.kind);
  return { kinds, run: (steps, applyRun) => run(steps.filter(belongs), applyRun) };
}

/** What an apply does, in the order in which nothing loses access midway (design, section 5). */
const stages: readonly Stage[] = [
  stage(["create-topic"], createTopics),
  stage(["increase-partitions"], increasePartitions),
  stage(["alter-config"], alterConfigs),
  stage(["end-quarantine"], endQuarantines),
  stage(["grant-acl"], grantAcls),
  stage(["register-schema"], registerSchemas),
  stage(["start-group"], startGroups),
  stage(["publish-bundle", "retire-bundle"], publishPipelines),
  stage(["revoke-acl", "delete-offsets"], takeAway),
];

/**
 * Does what a plan says, stage by stage, each in as few requests as the interfaces allow. A plan step that fails stops
 * those that depend on it and nothing else. Every change is one that can be made twice, so an apply that was
 * interrupted is completed by the next. Rejects with a `KafkaError` or a `StoreError` where the servers can't be
 * reached any more, after bounded retries.
 */
export async function apply(
  { plan, desired }: PlannedChange,
  cluster: Cluster,
  { onOutcome, onStage, signal, limits, approvals = [] }: ApplyOptions = {},
): Promise<ApplyResult> {
  const { kafka, store, clock, registry } = cluster;
  const client = kafka.client();
  const run: ApplyRun = {
    admin: kafka.admin,
    offsets: client.offsets,
    store,
    registry,
    desired,
    revision: plan.revision,
    pace: { clock, signal },
    limits: { ...defaultApplyLimits, ...limits },
  };
  try {
    const due = { ...plan, steps: plan.steps.filter((step) => isDue(step, approvals, clock.wallMs())) };
    const refusals = refusalsIn(due, approvals, clock.wallMs());
    const outcomes = await runStages(due, run, { onOutcome, onStage, refusals });
    return {
      outcomes,
      diagnostics: diagnosticsOf(outcomes),
      isDone: outcomes.every(({ kind }) => kind === "done"),
    };
  } finally {
    await client.close();
  }
}

/** Whether a plan step is to be done or said to be held: what is only offered is neither until it is approved. */
export function isDue(step: PlanStep, approvals: readonly Approval[], nowMs: number): boolean {
  return step.isOffered !== true || approvalOf(step, approvals, nowMs) !== undefined;
}

/** Which plan steps aren't tried, for want of an approval or because the broker has said that it would refuse them. */
function refusalsIn(plan: Plan, approvals: readonly Approval[], nowMs: number): ReadonlyMap<string, StepOutcome> {
  const isStopped = plan.guard !== undefined && approvalOf(plan.guard, approvals, nowMs) === undefined;
  return new Map(
    plan.steps.flatMap((step): readonly (readonly [string, StepOutcome])[] => {
      const { id, verdict, refusal } = step;
      if (refusal !== undefined) return [[id, { kind: "failed", step, reason: refusal }]];
      const isApproved = verdict.kind === "needs-approval" && approvalOf(step, approvals, nowMs) !== undefined;
      const mayRun = !isStopped && (verdict.kind === "allowed" || isApproved);
      return mayRun ? [] : [[id, { kind: "unapproved", step }]];
    }),
  );
}

interface Watch {
  readonly onOutcome: ApplyOptions["onOutcome"];
  readonly onStage: ApplyOptions["onStage"];
  /** Outcomes of plan steps that aren't tried at all. */
  readonly refusals: ReadonlyMap<string, StepOutcome>;
}

async function runStages(plan: Plan, run: ApplyRun, watch: Watch): Promise<readonly StepOutcome[]> {
  const { onOutcome, onStage, refusals } = watch;
  const outcomes = new Map<string, StepOutcome>();
  const record = (outcome: StepOutcome): void => {
    outcomes.set(outcome.step.id, outcome);
    onOutcome?.(outcome);
  };
  const stepsById = new Map(plan.steps.map((step) => [step.id, step]));
  const missingDependency = (step: PlanStep): PlanStep | undefined => {
    const id = step.dependsOn.find((one) => stepsById.has(one) && outcomes.get(one)?.kind !== "done");
    return id === undefined ? undefined : stepsById.get(id);
  };
  for (const { kinds, run: runStage } of stages) {
    run.pace.signal?.throwIfAborted();
    const steps = plan.steps.filter(({ change }) => kinds.includes(change.kind));
    const ready: PlanStep[] = [];
    for (const step of steps) {
      const dependency = missingDependency(step);
      const refusal = refusals.get(step.id);
      if (refusal !== undefined) record(refusal);
      else if (dependency === undefined) ready.push(step);
      else record({ kind: "skipped", step, dependency });
    }
    if (ready.length === 0) continue;
    onStage?.(kinds, ready.length);
    for (const outcome of await runStage(ready, run)) record(outcome);
  }
  return [...outcomes.values()];
}
