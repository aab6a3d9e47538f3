import { forgetQuarantine } from "../../claims/quarantine-log.ts";
import { aclKey } from "../../model/acl.ts";
import { quarantineAcl } from "../../model/quarantine.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, poll, reasonOf, withRetries } from "../retry.ts";

const pollMs = 200;

/**
 * Takes the denials away in one call, waits until the brokers don't show them any more, and forgets the quarantines: in this
 * order, so that one that was interrupted is known still.
 */
export async function endQuarantines(
  steps: readonly PlanStepOf<"end-quarantine">[],
  run: ApplyRun,
): Promise<readonly StepOutcome[]> {
  const { admin, pace, limits } = run;
  const keyOf = ({ change }: PlanStepOf<"end-quarantine">): string => aclKey(quarantineAcl(change.topic));
  const present = await denialsAmong(steps.map(keyOf), run);
  const denied = steps.filter((step) => present.has(keyOf(step)));
  const failures = await changeAll(pace, {
    elements: denied.map(({ change }) => quarantineAcl(change.topic)),
    keyOf: aclKey,
    change: (acls) => admin.deleteAcls(acls),
  });
  const removed = denied.map(keyOf).filter((key) => !failures.has(key));
  const left = await poll(pace, {
    read: () => denialsAmong(removed, run),
    isEnough: (keys) => keys.size === 0,
    everyMs: pollMs,
    withinMs: limits.visibleMs,
  });
  const outcomes: StepOutcome[] = [];
  for (const step of steps) {
    const reason =
      failures.get(keyOf(step))?.message ?? (left.has(keyOf(step)) ? "the brokers still show it" : undefined);
    outcomes.push(reason === undefined ? await forgotten(step, run) : { kind: "failed", step, reason });
  }
  return outcomes;
}

async function denialsAmong(keys: readonly string[], { admin, pace }: ApplyRun): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const all = new Set(((await withRetries(pace, () => admin.describeAcls())) ?? []).map(aclKey));
  return new Set(keys.filter((key) => all.has(key)));
}

async function forgotten(step: PlanStepOf<"end-quarantine">, { store, pace }: ApplyRun): Promise<StepOutcome> {
  try {
    await withRetries(pace, () => forgetQuarantine(store, step.change.topic));
    return { kind: "done", step };
  } catch (error) {
    return { kind: "failed", step, reason: reasonOf(error) };
  }
}
