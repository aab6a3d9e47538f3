import { existsSync } from "node:fs";
import { Worker } from "node:worker_threads";
import type { ConsulStoreOptions } from "../../claims/consul/consul-requests.ts";
import type { LeaseHandle, LeaseOptions } from "../../claims/lease.ts";
import { ProgressCell } from "../../claims/renewal/lease-cell.ts";
import type { FromRenewing } from "../../claims/renewal/messages.ts";
import { ThreadedLeases } from "../../claims/renewal/threaded-leases.ts";
import type { RenewalThreadData } from "./renewal-thread.ts";
import { threadClock } from "./thread-clock.ts";

/** The renewals of all engines of a process. */
export interface Renewals {
  open(options: LeaseOptions): LeaseHandle;
  close(): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly leases: ThreadedLeases;
}

const builtProgram = new URL("./renewal-thread.js", import.meta.url);
/** It holds a few strings a lease. */
const resourceLimits = { maxOldGenerationSizeMb: 64 };

/** Undefined where the program isn't built: then each engine renews in its own thread. */
export function openRenewals(
  consul: ConsulStoreOptions,
  { hangMs, program = builtProgram }: { readonly hangMs: number; readonly program?: URL },
): Renewals | undefined {
  if (!existsSync(program)) return undefined;
  let current: Thread | undefined;
  const start = (): Thread => {
    const progress = new ProgressCell();
    const workerData: RenewalThreadData = { consul, hangMs, progress: progress.buffer };
    const worker = new Worker(program, { workerData, resourceLimits });
    const leases = new ThreadedLeases({ clock: threadClock, progress, tell: (message) => worker.postMessage(message) });
    const thread = { worker, leases };
    worker.on("message", (message: FromRenewing) => leases.receive(message));
    // A thread that has failed ends as well; its leases are lost, and those that follow get another one.
    worker.on("error", () => undefined);
    worker.once("exit", () => {
      if (current === thread) current = undefined;
      leases.abandon();
    });
    return thread;
  };
  return {
    open: (options) => (current ??= start()).leases.open(options),
    close: async () => {
      await current?.worker.terminate();
    },
  };
}
