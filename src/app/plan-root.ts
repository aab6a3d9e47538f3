import type { Checked } from "../diagnostics/checked.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import type { Cluster } from "../reconcile/cluster.ts";
import type { PlannedRevision } from "../reconcile/reconcile.ts";
import { planRevision } from "../reconcile/reconcile.ts";
import { digestOf } from "./digest.ts";
import type { Servers } from "./servers.ts";
import type { Session } from "./session.ts";

/** The servers as a reconciler sees them. */
export const clusterOf = ({ kafka, store }: Servers): Cluster => ({ kafka, store, clock: machineClock });

/** Plans a session's compiled revision against its servers. Rejects with a `KafkaError` or a `StoreError`. */
export function planSession(session: Session): Promise<Checked<PlannedRevision>> {
  const { opened, revision, compiled, environment, servers } = session;
  return planRevision(
    {
      repository: opened.repository,
      compile: { environment, hash: digestOf },
      revision,
      desired: compiled.desired,
    },
    clusterOf(servers),
  );
}
