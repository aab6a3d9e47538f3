import type { AclBinding } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { changeAll, poll, withRetries } from "../retry.ts";

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
  run: ApplyRun,
  { failures, isThere }: AclChanges,
): Promise<readonly StepOutcome[]> {
  const changed = steps.map(({ change }) => change.acl).filter((acl) => !failures.has(aclKey(acl)));
  const overdue = await overdueOf(changed, run, isThere);
  return steps.map((step): StepOutcome => {
    const key = aclKey(step.change.acl);
    const failure = failures.get(key);
    if (failure !== undefined) return { kind: "failed", step, reason: failure.message };
    if (!overdue.has(key)) return { kind: "done", step };
    const reason = `the brokers ${isThere ? "don't show it" : "still show it"} after ${run.limits.visibleMs} ms`;
    return { kind: "failed", step, reason };
  });
}

/**
 * The keys of those among changed ACLs that the broker doesn't show as they should be, after some time. It takes changes
 * over in the order in which they were made, so the last one of a request says that all of it is there; all are read only
 * where that one doesn't show.
 */
async function overdueOf(
  changed: readonly AclBinding[],
  { admin, pace, limits }: ApplyRun,
  isThere: boolean,
): Promise<ReadonlySet<string>> {
  const last = changed.at(-1);
  if (last === undefined) return new Set();
  const isShown = await poll(pace, {
    read: async () => (await admin.describeAcls(last))?.some((acl) => aclKey(acl) === aclKey(last)) === isThere,
    isEnough: (found) => found,
    everyMs: pollMs,
    withinMs: limits.visibleMs,
  });
  if (isShown) return new Set();
  const present = new Set((await withRetries(pace, () => admin.describeAcls()))?.map(aclKey));
  return new Set(changed.map(aclKey).filter((key) => present.has(key) !== isThere));
}
