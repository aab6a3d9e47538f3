import type { LockHolder } from "../claims/exclusive-lock.ts";
import { acquireLock } from "../claims/exclusive-lock.ts";
import type { Cluster } from "./cluster.ts";
import { guardedCluster } from "./guarded-cluster.ts";

/** Who asks for the lock of a cluster's applies. */
export interface LockOwner {
  /** Never used before. */
  readonly id: string;
  /** For the one that finds it taken: user, host and process. */
  readonly label: string;
}

export type Locked<T> =
  | { readonly isLocked: true; readonly value: T }
  | { readonly isLocked: false; readonly holder: LockHolder };

const applyLockKey = "locks/apply";
const leaseMs = 5_000;

/**
 * Does the work while no other apply of this claims store does any, with servers that take no change once the lock is
 * lost (then the work rejects with a `LockLostError`). Where another one holds it, nothing is done.
 */
export async function withApplyLock<T>(
  cluster: Cluster,
  owner: LockOwner,
  work: (cluster: Cluster) => Promise<T>,
): Promise<Locked<T>> {
  const { store, clock } = cluster;
  const attempt = await acquireLock({ store, clock, key: applyLockKey, leaseMs, ...owner });
  if (!attempt.isHeld) return { isLocked: false, holder: attempt.holder };
  const { lock } = attempt;
  try {
    return { isLocked: true, value: await work(guardedCluster(cluster, () => lock.guard())) };
  } finally {
    await lock.release();
  }
}
