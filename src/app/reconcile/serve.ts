import type { ReconcileMetrics } from "../../admin/reconcile-metrics.ts";
import { createReconcileMetrics } from "../../admin/reconcile-metrics.ts";
import { createReconcileServer } from "../../admin/reconcile-server.ts";
import type { Daemon } from "../../reconcile/loop/daemon.ts";
import { readReconcileStatus } from "../../reconcile/loop/reconcile-status.ts";
import type { Servers } from "../servers.ts";
import type { ReconcileSettings } from "../settings/reconcile.ts";
import { askReconciler } from "./tell-reconciler.ts";

/** A reconciler's HTTP server. */
export interface Serving {
  readonly metrics: ReconcileMetrics;
  /** Undefined where the settings don't ask for one. */
  readonly address: string | undefined;
  close(): Promise<void>;
}

export interface Served {
  readonly daemon: Daemon;
  readonly servers: Servers;
  readonly reconcile: ReconcileSettings;
}

/** Listens where the settings say. Rejects where that address can't be had. */
export async function serve({ daemon, servers, reconcile }: Served): Promise<Serving> {
  const { listen, webhooks } = reconcile;
  const metrics = createReconcileMetrics(() => daemon.state);
  if (listen === undefined) return { metrics, address: undefined, close: async () => undefined };
  const server = createReconcileServer({
    secrets: webhooks,
    metrics,
    stateOf: () => daemon.state,
    readStatus: () => readReconcileStatus(servers.store),
    onPush: coalesced(async () => {
      if (daemon.state.role === "leading") daemon.wake("branch");
      else await askReconciler(servers);
    }),
  });
  const address = await server.listen({ host: listen.host, port: listen.port });
  return { metrics, address, close: () => server.close() };
}

/** However many ask at once, it is done once for those that are there when it begins, and once for those that come later. */
export function coalesced(act: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  return () => {
    if (running === undefined) {
      running = act().finally(() => (running = undefined));
      return running;
    }
    const again = (): Promise<void> => {
      next = undefined;
      running = act().finally(() => (running = undefined));
      return running;
    };
    next ??= running.then(again, again);
    return next;
  };
}
