import { aclKey } from "../../model/acl.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, poll } from "../retry.ts";

type AclStep = PlanStepOf<"grant-acl" | "revoke-acl">;

const pollMs = 200;

/** Grants all ACLs in one call, then waits until the broker shows them: its reads lag its writes. */
export async function grantAcls(
  steps: readonly PlanStepOf<"grant-acl">[],
  run: ApplyRun,
): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: steps.map(({ change }) => change.acl),
    keyOf: aclKey,
    change: (acls) => run.admin.createAcls(acls),
  });
  return verified(steps, run, { failures, isThere: true });
}

/** Revokes all ACLs in one call, then waits until the broker doesn't show them any more. */
export async function revokeAcls(
  steps: readonly PlanStepOf<"revoke-acl">[],
  run: ApplyRun,
): Promise<readonly StepOutcome[]> {
  const failures = await changeAll(run.pace, {
    elements: steps.map(({ change }) => change.acl),
    keyOf: aclKey,
    change: (acls) => run.admin.deleteAcls(acls),
  });
  return verified(steps, run, { failures, isThere: false });
}

interface AclChanges {
  readonly failures: ReadonlyMap<string, Error>;
  /** Whether the ACLs should be there now. */
  readonly isThere: boolean;
}

async function verified(
  steps: readonly AclStep[],
  { admin, pace, limits }: ApplyRun,
  { failures, isThere }: AclChanges,
): Promise<readonly StepOutcome[]> {
  const changed = steps.map(({ change }) => aclKey(change.acl)).filter((key) => !failures.has(key));
  const isAsExpected = (key: string, present: ReadonlySet<string>): boolean => present.has(key) === isThere;
  const present =
    changed.length === 0
      ? new Set<string>()
      : await poll(pace, {
          read: async () => new Set((await admin.describeAcls())?.map(aclKey)),
          isEnough: (keys) => changed.every((key) => isAsExpected(key, keys)),
          everyMs: pollMs,
          withinMs: limits.visibleMs,
        });
  return steps.map((step): StepOutcome => {
    const key = aclKey(step.change.acl);
    const failure = failures.get(key);
    if (failure !== undefined) return { kind: "failed", step, reason: failure.message };
    if (isAsExpected(key, present)) return { kind: "done", step };
    const reason = `the brokers ${isThere ? "don't show it" : "still show it"} after ${limits.visibleMs} ms`;
    return { kind: "failed", step, reason };
  });
}
