/** What the thread of the renewals runs; started by `open-renewals.ts`. */
import { parentPort, workerData } from "node:worker_threads";
import type { ConsulStoreOptions } from "../../claims/consul/consul-requests.ts";
import { ProgressCell } from "../../claims/renewal/lease-cell.ts";
import type { ToRenewing } from "../../claims/renewal/messages.ts";
import { RenewingSide } from "../../claims/renewal/renewing-side.ts";
import { connectConsul } from "../claims.ts";
import { threadClock } from "./thread-clock.ts";

/** What the thread is given to begin with. */
export interface RenewalThreadData {
  readonly consul: ConsulStoreOptions;
  readonly progress: SharedArrayBuffer;
  readonly hangMs: number;
}

const { consul, progress, hangMs } = workerData as RenewalThreadData;
const side = new RenewingSide({
  store: connectConsul(consul),
  clock: threadClock,
  progress: new ProgressCell(progress),
  hangMs,
  tell: (message) => parentPort?.postMessage(message),
});
parentPort?.on("message", (message: ToRenewing) => side.receive(message));
