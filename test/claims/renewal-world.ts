import { ProgressCell } from "../../src/claims/renewal/lease-cell.ts";
import type { FromRenewing } from "../../src/claims/renewal/messages.ts";
import { RenewingSide } from "../../src/claims/renewal/renewing-side.ts";
import { ThreadedLeases } from "../../src/claims/renewal/threaded-leases.ts";
import type { LeaseHandle, LeaseOptions } from "../../src/claims/lease.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import type { Clock } from "../../src/model/clock.ts";
import { StoppableClock } from "../support/stoppable-clock.ts";

export interface RenewalWorldOptions {
  readonly store: ClaimStore;
  /** All machines' time, and that of the engine's thread. */
  readonly shared: Clock;
  readonly engineClock: StoppableClock;
  readonly hangMs: number;
}

/** An engine's thread and the thread of its renewals, in virtual time: each can stand still while the other goes on. */
export class RenewalWorld {
  readonly clock: StoppableClock;
  readonly #leases: ThreadedLeases;
  readonly #unheard: FromRenewing[] = [];
  #listens = true;

  constructor({ store, shared, engineClock, hangMs }: RenewalWorldOptions) {
    this.clock = new StoppableClock(shared);
    const progress = new ProgressCell();
    const side = new RenewingSide({
      store,
      clock: this.clock,
      progress: new ProgressCell(progress.buffer),
      hangMs,
      tell: (message) => {
        this.#unheard.push(structuredClone(message));
        queueMicrotask(() => this.#deliver());
      },
    });
    this.#leases = new ThreadedLeases({
      clock: engineClock,
      progress,
      tell: (message) => queueMicrotask(() => side.receive(message)),
    });
  }

  readonly open = (options: LeaseOptions): LeaseHandle => this.#leases.open(options);

  /** The engine's thread hears nothing for a while, as in the middle of a computation. */
  deafen(): void {
    this.#listens = false;
  }

  listen(): void {
    this.#listens = true;
    this.#deliver();
  }

  #deliver(): void {
    while (this.#listens && this.#unheard.length > 0) this.#leases.receive(this.#unheard.shift()!);
  }
}
