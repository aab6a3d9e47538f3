/**
 * The reconciler as a daemon: of several that are started one leads, the others stand by.
 *
 * `loop-state.ts` decides what to do next (pure), `reconciler.ts` does it, `converge.ts` is one round; `choose-steps.ts`
 * and `find-drift.ts` say what a round may do; `controls.ts` and `reconcile-status.ts` are what operators write and read.
 */
import type { ExclusiveLock } from "../../claims/exclusive-lock.ts";
import { acquireLock } from "../../claims/exclusive-lock.ts";
import { readRevisionLog } from "../../claims/revision-log.ts";
import type { Listing } from "../../claims/store.ts";
import { StoreError } from "../../claims/store.ts";
import { renewalIntervalOf } from "../../claims/timing.ts";
import { Wakeup } from "../../claims/wakeup.ts";
import type { LockHolder } from "../../claims/exclusive-lock.ts";
import type { Cluster } from "../cluster.ts";
import { guardedCluster, LockLostError } from "../guarded-cluster.ts";
import { controlsPrefix } from "./controls.ts";
import type { ReconcilerOptions } from "./reconciler.ts";
import { Reconciler } from "./reconciler.ts";
import type { ReconcileStatus } from "./reconcile-status.ts";
import { readReconcileStatus } from "./reconcile-status.ts";
import { jittered } from "./timing.ts";

export interface DaemonOptions extends Omit<ReconcilerOptions, "signal"> {
  readonly leaseMs: number;
  /** Aborted: end what can't be left, give the lead up, and return. */
  readonly signal: AbortSignal;
}

/** What a daemon is right now, for its health and metrics. */
export interface DaemonState {
  readonly role: "starting" | "standby" | "leading";
  readonly leader: LockHolder | undefined;
  /** The leader's own status; undefined on others. */
  readonly status: ReconcileStatus | undefined;
}

const leaderKey = "locks/reconcile";
const watchPauseMs = 100;

/** What a look at the controls has shown. */
interface Seen {
  readonly written: string;
  readonly version: number;
}

export class Daemon {
  readonly #options: DaemonOptions;
  readonly #wakeup: Wakeup;
  #reconciler: Reconciler | undefined;
  #state: Pick<DaemonState, "role" | "leader"> = { role: "starting", leader: undefined };

  constructor(options: DaemonOptions) {
    this.#options = options;
    this.#wakeup = new Wakeup(options.cluster.clock);
  }

  get state(): DaemonState {
    return { ...this.#state, status: this.#reconciler?.status() };
  }

  /** Somebody asks for a look at the branch or the cluster. Without effect on a daemon that doesn't lead. */
  wake(by: "branch" | "cluster"): void {
    this.#reconciler?.wake(by);
    this.#wakeup.notify();
  }

  /** Leads or stands by until the signal. Rejects only with a bug of ours. */
  async run(): Promise<void> {
    const { signal, cluster, random, leaseMs } = this.#options;
    while (!signal.aborted) {
      try {
        const lock = await this.#standForLead();
        if (lock !== undefined) await this.#lead(lock);
        else await cluster.clock.sleep(jittered(renewalIntervalOf(leaseMs), random()), signal);
      } catch (error) {
        if (signal.aborted) return;
        await this.#survive(error);
      }
    }
  }

  /**
   * One round and what it needs: the branch, the revision, drift confirmed. Undefined where another daemon leads. Rejects
   * with a `StoreError`.
   */
  async once(): Promise<Reconciler | undefined> {
    const lock = await this.#standForLead();
    if (lock === undefined) return undefined;
    try {
      const reconciler = await this.#takeOver(lock);
      await untilRoundIsOver(reconciler, this.#options);
      return reconciler;
    } finally {
      await lock.release();
    }
  }

  async #standForLead(): Promise<ExclusiveLock | undefined> {
    const { cluster, owner, leaseMs, signal, onEvent } = this.#options;
    const id = `${owner.id}/lead-${cluster.clock.wallMs()}`;
    const { store, clock } = cluster;
    const attempt = await acquireLock({ store, clock, key: leaderKey, id, label: owner.label, leaseMs, signal });
    if (attempt.isHeld) return attempt.lock;
    const isNews = this.#state.leader?.label !== attempt.holder.label;
    this.#state = { role: "standby", leader: attempt.holder };
    if (isNews) onEvent({ kind: "standby", leader: attempt.holder.label });
    return undefined;
  }

  /** What the leader before has left is where this one goes on. */
  async #takeOver(lock: ExclusiveLock): Promise<Reconciler> {
    const { cluster, signal } = this.#options;
    const own: Cluster = guardedCluster(cluster, () => lock.guard());
    const [before, log] = await Promise.all([readable(readReconcileStatus(own.store)), readRevisionLog(own.store)]);
    return new Reconciler({ ...this.#options, cluster: own, signal }, before, log.lastApplied);
  }

  async #lead(lock: ExclusiveLock): Promise<void> {
    const { onEvent, owner, cluster } = this.#options;
    const ending = new AbortController();
    try {
      const reconciler = await this.#takeOver(lock);
      this.#reconciler = reconciler;
      this.#state = { role: "leading", leader: { label: owner.label, sinceMs: cluster.clock.wallMs() } };
      onEvent({ kind: "leading" });
      void this.#watchControls(reconciler, ending.signal);
      await this.#work(reconciler, lock);
    } catch (error) {
      if (!(error instanceof LockLostError)) throw error;
      onEvent({ kind: "lead-lost" });
    } finally {
      ending.abort(new Error("this daemon leads no longer"));
      this.#reconciler = undefined;
      this.#state = { role: "standby", leader: undefined };
      await lock.release();
    }
  }

  async #work(reconciler: Reconciler, lock: ExclusiveLock): Promise<void> {
    const { signal, cluster, leaseMs } = this.#options;
    const stopWaiting = (): void => this.#wakeup.notify();
    signal.addEventListener("abort", stopWaiting, { once: true });
    try {
      while (!signal.aborted) {
        if (!lock.guard()) throw new LockLostError();
        const action = await reconciler.step();
        if (action.kind !== "wait") continue;
        const waitMs = action.untilMs - cluster.clock.monotonicMs();
        await this.#wakeup.wait(Math.max(0, Math.min(waitMs, renewalIntervalOf(leaseMs))));
      }
    } finally {
      signal.removeEventListener("abort", stopWaiting);
    }
  }

  /** Wakes the reconciler whenever an operator or a webhook, at whatever daemon, has written something. */
  async #watchControls(reconciler: Reconciler, signal: AbortSignal): Promise<void> {
    const { cluster, leaseMs } = this.#options;
    let seen: Seen | undefined;
    while (!signal.aborted) {
      try {
        const listing = await this.#changedControls(seen, signal);
        const written = listing.values.map(({ key, version }) => `${key}@${version}`).join(" ");
        if (seen !== undefined && seen.written !== written) {
          reconciler.wake("branch");
          reconciler.wake("cluster");
          this.#wakeup.notify();
        }
        seen = { written, version: listing.version };
        // Where nothing is below the prefix yet, a watch ends with every write to the store.
        await cluster.clock.sleep(watchPauseMs, signal);
      } catch {
        // The loop itself says that the store is out of reach.
        await cluster.clock.sleep(renewalIntervalOf(leaseMs), signal).catch(() => undefined);
      }
    }
  }

  #changedControls(seen: Seen | undefined, signal: AbortSignal): Promise<Listing> {
    const { store } = this.#options.cluster;
    if (seen === undefined) return store.list(controlsPrefix);
    return store.watch(controlsPrefix, { sinceVersion: seen.version, waitMs: 60_000, signal });
  }

  /** The store gives no answer: say so, and try again. */
  async #survive(error: unknown): Promise<void> {
    const { explain, onEvent, cluster, timing, random, signal } = this.#options;
    const found = explain(error);
    if (found === undefined) throw error;
    onEvent({ kind: "failed", what: "store", diagnostics: [found] });
    await cluster.clock.sleep(jittered(timing.firstBackoffMs, random()), signal).catch(() => undefined);
  }
}

/** What another version has written doesn't stop this one from leading. */
async function readable<T>(reading: Promise<T>): Promise<T | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof StoreError && error.kind === "other") return undefined;
    throw error;
  }
}

/** Ends when something has failed, when nothing is in force, or when a round has ended that needs no other. */
async function untilRoundIsOver(reconciler: Reconciler, { signal, cluster }: DaemonOptions): Promise<void> {
  for (;;) {
    signal.throwIfAborted();
    const action = await reconciler.step();
    const { failures } = reconciler.state;
    if (failures.fetch > 0 || failures.compile > 0 || failures.converge > 0) return;
    if (action.kind === "converge" && reconciler.lastRound?.end === "settled") return;
    if (action.kind !== "wait") continue;
    if (reconciler.state.inForce === undefined) return;
    await cluster.clock.sleep(action.untilMs - cluster.clock.monotonicMs(), signal);
  }
}
