import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Approval, ApprovalPlaces } from "../model/approval.ts";
import type { Digest } from "../model/names.ts";
import type { Plan } from "./plan-document.ts";

/** What an approval is asked for: a plan step, or a guard of the whole plan. */
export interface Approvable {
  readonly id: string;
  readonly digest: Digest;
}

/** An approval that holds for a plan step, for whoever reads the plan. */
export interface GivenApproval {
  readonly by: string;
  /** In ISO 8601. */
  readonly expires?: string;
  readonly reason?: string;
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

/**
 * The plan with what has been approved of it, and with what there is to say about approvals in documents: that one has
 * expired, fits nothing that is planned, or can't help.
 */
export function withApprovals(plan: Plan, approvals: readonly Approval[], nowMs: number): Plan {
  if (approvals.length === 0) return plan;
  const given = (asked: Approvable): { readonly approval?: GivenApproval } => {
    const found = approvalOf(asked, approvals, nowMs);
    return found === undefined ? {} : { approval: shown(found) };
  };
  const steps = plan.steps.map((step) => (step.verdict.kind === "needs-approval" ? { ...step, ...given(step) } : step));
  const { guard } = plan;
  const found = approvals.flatMap((approval) => problemOf(approval, plan, nowMs) ?? []);
  return {
    ...plan,
    steps,
    ...(guard === undefined ? {} : { guard: { ...guard, ...given(guard) } }),
    diagnostics: inOrder([...plan.diagnostics, ...found]),
  };
}

function shown({ by, expiresMs, reason }: Approval): GivenApproval {
  return {
    by,
    ...(expiresMs === undefined ? {} : { expires: new Date(expiresMs).toISOString() }),
    ...(reason === undefined ? {} : { reason }),
  };
}

/** Of approvals in documents alone: the store forgets its own once they have expired. */
function problemOf(approval: Approval, plan: Plan, nowMs: number): Diagnostic | undefined {
  const { step: id, places } = approval;
  if (places === undefined) return undefined;
  const step = plan.steps.find((one) => one.id === id);
  const asked: Approvable | undefined = step ?? (plan.guard?.id === id ? plan.guard : undefined);
  if (asked === undefined || step?.verdict.kind === "allowed")
    return diagnostic("SLW2051", { step: id }, { span: places.step });
  if (step?.verdict.kind === "forbidden")
    return diagnostic("SLW2055", { step: id, policy: step.verdict.policy }, { span: places.step });
  return problemWith(approval, { asked, places, nowMs });
}

function problemWith(
  { digest, expiresMs }: Approval,
  found: { readonly asked: Approvable; readonly places: ApprovalPlaces; readonly nowMs: number },
): Diagnostic | undefined {
  const { asked, places, nowMs } = found;
  if (digest !== asked.digest)
    return diagnostic("SLW2052", { step: asked.id, digest: asked.digest }, { span: places.digest });
  if (expiresMs === undefined || nowMs < expiresMs) return undefined;
  const expired = new Date(expiresMs).toISOString();
  return diagnostic("SLW2050", { step: asked.id, expired }, { span: places.expires });
}

/** Ids among those that were approved by hand for which nothing in the plan asks. */
export function unusedApprovals(ids: readonly string[], { steps, guard }: Plan): readonly Diagnostic[] {
  const asking = new Set<string | undefined>([
    guard?.id,
    ...steps.flatMap(({ id, verdict }) => (verdict.kind === "needs-approval" ? [id] : [])),
  ]);
  return ids.filter((id) => !asking.has(id)).map((id) => diagnostic("SLW2056", { id }));
}
