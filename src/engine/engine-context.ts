import type { BundleFiles } from "./bundle-files.ts";
import type { Connections } from "./connections.ts";
import type { EngineEvent } from "./events.ts";
import type { Breakers } from "./failures/circuit-breaker.ts";
import type { EngineOptions } from "./options.ts";
import type { ModuleThreads } from "./processors/modules/module-threads.ts";
import type { RemoteClients } from "./processors/remote/remote-clients.ts";
import type { EngineCounters } from "./stats.ts";

/** What the parts of one engine share. */
export interface EngineContext {
  readonly options: EngineOptions;
  readonly bundles: BundleFiles;
  readonly modules: ModuleThreads;
  readonly connections: Connections;
  readonly remote: RemoteClients;
  readonly breakers: Breakers;
  readonly counters: EngineCounters;
  readonly random: () => number;
  readonly closed: AbortSignal;
  readonly tell: (event: EngineEvent) => void;
}
