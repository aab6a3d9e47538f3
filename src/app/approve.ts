import { recordApprovals } from "../claims/approval-log.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { Approval } from "../model/approval.ts";
import { approvalDocuments } from "../plan/approval-documents.ts";
import type { Approvable } from "../plan/approvals.ts";
import type { Plan } from "../plan/plan-document.ts";
import { askReconciler } from "./reconcile/tell-reconciler.ts";
import { whoAmI } from "./lock-owner.ts";
import { planSession } from "./plan-root.ts";
import type { Session } from "./session.ts";

export interface ApproveRequest {
  readonly ids: readonly string[];
  readonly validMs: number;
}

const usualValidMs = 7 * 24 * 60 * 60 * 1_000;

/** The documents, ready to be committed, by which what waits in a plan would be approved for a week. */
export function approvalsFor(plan: Plan, environment: string | undefined): string | undefined {
  const expires = new Date(Date.now() + usualValidMs).toISOString().replace(/\.\d+Z$/, "Z");
  return approvalDocuments(plan, { by: whoAmI(), expires, environment });
}

/** Approves plan steps as they are planned now, for a time, in the claims store. Rejects as planning does. */
export async function approve(
  session: Session,
  { ids, validMs }: ApproveRequest,
): Promise<Checked<readonly Approval[]>> {
  const planned = await planSession(session);
  if (!planned.ok) return planned;
  const { plan } = planned.value;
  const known = new Map<string, Approvable>([
    ...plan.steps.map((step) => [step.id, step] as const),
    ...(plan.guard === undefined ? [] : [[plan.guard.id, plan.guard] as const]),
  ]);
  const unknown = ids.filter((id) => !known.has(id));
  if (unknown.length > 0) return failed(...unknown.map((target) => diagnostic("SLW2014", { target })));
  const nowMs = Date.now();
  const by = whoAmI();
  const approvals = ids.flatMap((id): readonly Approval[] => {
    const found = known.get(id);
    return found === undefined ? [] : [{ step: id, digest: found.digest, expiresMs: nowMs + validMs, by }];
  });
  await recordApprovals(session.servers.store, approvals, nowMs);
  await askReconciler(session.servers);
  return { ok: true, value: approvals, warnings: planned.warnings };
}
