import type { Approval } from "../model/approval.ts";
import type { Digest } from "../model/names.ts";

/** What an approval is asked for: a plan step, or a guard of the whole plan. */
export interface Approvable {
  readonly id: string;
  readonly digest: Digest;
}

/** The approval that holds for exactly this at this time; an older look at it, or one that has expired, is none. */
export function approvalOf(
  { id, digest }: Approvable,
  approvals: readonly Approval[],
  nowMs: number,
): Approval | undefined {
  return approvals.find(
    (approval) =>
      approval.step === id &&
      (approval.digest === undefined || approval.digest === digest) &&
      (approval.expiresMs === undefined || nowMs < approval.expiresMs),
  );
}
