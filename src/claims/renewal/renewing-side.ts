/**
 * Renews an engine's leases in a thread of their own, so that a computation that keeps the engine's thread busy costs no
 * slot (design, section 6, point 1). `renewing-side.ts` runs in that thread, `threaded-leases.ts` in the engine's; `app/`
 * starts the thread and carries the messages. What is urgent goes through shared memory (`lease-cell.ts`).
 */
import type { Clock } from "../../model/clock.ts";
import { Lease } from "../lease.ts";
import type { Progress } from "../lease.ts";
import type { ClaimStore } from "../store.ts";
import { LeaseCell } from "./lease-cell.ts";
import type { ProgressCell } from "./lease-cell.ts";
import { sentError } from "./messages.ts";
import type { FromRenewing, LeaseOrder, ToRenewing } from "./messages.ts";

export interface RenewingSideOptions {
  readonly store: ClaimStore;
  /** Shares its monotonic time with the engine's thread. */
  readonly clock: Clock;
  readonly progress: ProgressCell;
  /** After so long without progress the engine counts as hung, and its leases are lost. */
  readonly hangMs: number;
  readonly tell: (message: FromRenewing) => void;
}

/** The renewals of every lease of one process. */
export class RenewingSide {
  readonly #options: RenewingSideOptions;
  readonly #leases = new Map<string, Lease>();

  constructor(options: RenewingSideOptions) {
    this.#options = options;
  }

  receive(message: ToRenewing): void {
    switch (message.kind) {
      case "open":
        return this.#open(message.order);
      case "leave":
        return this.#leases.get(message.id)?.leave();
      case "end":
        void this.#end(message.id, message.deleteKey);
    }
  }

  #open(order: LeaseOrder): void {
    const { store, clock, tell } = this.#options;
    const { id, leaseMs } = order;
    const cell = new LeaseCell(order.cell);
    const lease = new Lease({
      ...order,
      store,
      clock,
      progress: () => this.#progressOf(leaseMs),
      onRenewed: (sent) => cell.renewed(sent),
      onHeld: () => tell({ kind: "held", id }),
      onLost: (loss) => {
        cell.lost(loss);
        this.#leases.delete(id);
        tell({ kind: "lost", id, loss });
      },
      onTrouble: (error) => tell({ kind: "trouble", id, error: sentError(error) }),
    });
    this.#leases.set(id, lease);
  }

  async #end(id: string, deleteKey: boolean): Promise<void> {
    const { tell } = this.#options;
    const lease = this.#leases.get(id);
    this.#leases.delete(id);
    try {
      await lease?.end({ deleteKey });
      tell({ kind: "ended", id });
    } catch (error) {
      tell({ kind: "ended", id, error: sentError(error) });
    }
  }

  #progressOf(leaseMs: number): Progress {
    const { clock, progress, hangMs } = this.#options;
    const standsMs = clock.monotonicMs() - progress.lastMs();
    if (standsMs > Math.max(hangMs, 2 * leaseMs)) return "hung";
    return standsMs > leaseMs ? "blocked" : "moving";
  }
}
