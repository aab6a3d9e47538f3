import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { SavedComparison, SavedPlan } from "../plan/saved-plan.ts";
import { withFootprint } from "../plan/footprint.ts";
import { compareWithSaved, idsOfTarget, planOf } from "../plan/saved-plan.ts";
import { withApplyLock } from "../reconcile/apply-lock.ts";
import type { Cluster } from "../reconcile/cluster.ts";
import { LockLostError } from "../reconcile/guarded-cluster.ts";
import type { PlannedRevision, RevisionRequest } from "../reconcile/reconcile.ts";
import type { FootprintScope } from "../reconcile/read-capacity.ts";
import { planRevision } from "../reconcile/reconcile.ts";
import { digestOf } from "./digest.ts";
import { lockOwner } from "./lock-owner.ts";
import type { Servers } from "./servers.ts";
import type { Session } from "./session.ts";
import { schemaLibraries } from "./schema-libraries.ts";

/** The servers as a reconciler sees them. */
export const clusterOf = ({ kafka, store, registry }: Servers): Cluster => ({
  kafka,
  store,
  registry,
  clock: machineClock,
});

/** Plans a session's compiled revision against its servers. Rejects with a `KafkaError` or a `StoreError`. */
export function planSession(
  session: Session,
  cluster: Cluster = clusterOf(session.servers),
  scope?: FootprintScope,
): Promise<Checked<PlannedRevision>> {
  const { partitionsPerBroker } = session.connection;
  return planRevision({ ...revisionRequest(session), footprint: { scope, partitionsPerBroker } }, cluster);
}

/** A session's compiled revision, and where the revisions before it are. */
export function revisionRequest({ opened, known, revision, compiled, environment }: Session): RevisionRequest {
  return {
    repository: opened.repository,
    known,
    compile: { environment, hash: digestOf, libraries: schemaLibraries },
    revision,
    desired: compiled.desired,
  };
}

/** The part of a plan that these targets mean, with what it waits for. Without targets the plan as it is. */
export function targeted(planned: PlannedRevision, targets: readonly string[]): Checked<PlannedRevision> {
  if (targets.length === 0) return { ok: true, value: planned, warnings: [] };
  const unknown = targets.filter((target) => idsOfTarget(planned.plan, target).length === 0);
  if (unknown.length > 0) return failed(...unknown.map((target) => diagnostic("SLW2014", { target })));
  const ids = new Set(targets.flatMap((target) => idsOfTarget(planned.plan, target)));
  return { ok: true, value: partOf(planned, ids), warnings: [] };
}

/** What a saved plan may do now: its own plan steps, as they are planned now, or why nothing of it may be done. */
export function savedPart(planned: PlannedRevision, saved: SavedPlan): Checked<PlannedRevision> {
  const { moved, steps }: SavedComparison = compareWithSaved(saved, planned.plan);
  if (moved.length > 0) return failed(...moved.map((what) => diagnostic("SLW3009", { what })));
  return { ok: true, value: partOf(planned, new Set(steps.map(({ id }) => id))), warnings: [] };
}

function partOf(planned: PlannedRevision, ids: ReadonlySet<string>): PlannedRevision {
  const part = planOf(planned.plan, ids);
  const plan = planned.capacity === undefined ? part : withFootprint(part, planned.capacity);
  return { ...planned, plan, isPartial: plan.steps.length < planned.plan.steps.length };
}

/** Does the work under the lock of the cluster's applies. */
export async function underLock<T>(
  servers: Servers,
  work: (cluster: Cluster) => Promise<Checked<T>>,
): Promise<Checked<T>> {
  try {
    const locked = await withApplyLock(clusterOf(servers), lockOwner(), work);
    if (locked.isLocked) return locked.value;
    const { label: holder, sinceMs } = locked.holder;
    return failed(diagnostic("SLW3008", { holder, since: new Date(sinceMs).toISOString() }));
  } catch (error) {
    if (error instanceof LockLostError) return failed(diagnostic("SLW3010", {}));
    throw error;
  }
}
