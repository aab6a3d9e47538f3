import type { Clock } from "../../model/clock.ts";
import { LeaseGuard } from "../lease-guard.ts";
import type { LeaseLoss } from "../lease-guard.ts";
import type { LeaseHandle, LeaseOptions } from "../lease.ts";
import { LeaseCell } from "./lease-cell.ts";
import type { ProgressCell } from "./lease-cell.ts";
import { receivedError } from "./messages.ts";
import type { FromRenewing, SentError, ToRenewing } from "./messages.ts";

export interface ThreadedLeasesOptions {
  /** Shares its monotonic time with the renewing thread. */
  readonly clock: Clock;
  readonly progress: ProgressCell;
  readonly tell: (message: ToRenewing) => void;
}

/** How often the engine's thread says that it moves, and looks whether its leases still count. */
const lookEveryMs = 100;

/** The leases of one process as the engine's thread has them, while another thread renews them. */
export class ThreadedLeases {
  readonly #options: ThreadedLeasesOptions;
  readonly #leases = new Map<string, ThreadedLease>();
  readonly #over = new AbortController();

  constructor(options: ThreadedLeasesOptions) {
    this.#options = options;
    options.progress.moved(options.clock.monotonicMs());
    void this.#look();
  }

  open(options: LeaseOptions): LeaseHandle {
    const lease = new ThreadedLease(options, {
      clock: this.#options.clock,
      tell: this.#options.tell,
      forget: () => this.#leases.delete(options.id),
    });
    this.#leases.set(options.id, lease);
    return lease;
  }

  receive(message: FromRenewing): void {
    this.#leases.get(message.id)?.receive(message);
  }

  /** The renewing thread is gone: what it renewed is lost. */
  abandon(): void {
    this.#over.abort(new Error("the thread of the renewals is gone"));
    for (const lease of this.#leases.values()) lease.lose("the thread that renewed it has ended");
  }

  async #look(): Promise<void> {
    const { clock, progress } = this.#options;
    const { signal } = this.#over;
    while (!signal.aborted) {
      progress.moved(clock.monotonicMs());
      for (const lease of this.#leases.values()) lease.look();
      await clock.sleep(lookEveryMs, signal).catch(() => undefined);
    }
  }
}

interface ThreadedLeaseParts extends Pick<ThreadedLeasesOptions, "clock" | "tell"> {
  readonly forget: () => void;
}

class ThreadedLease implements LeaseHandle {
  readonly id: string;
  readonly #options: LeaseOptions;
  readonly #parts: ThreadedLeaseParts;
  readonly #cell = new LeaseCell();
  readonly #guard: LeaseGuard;
  #held = false;
  #over = false;
  #ended: ((error: SentError | undefined) => void) | undefined;

  constructor(options: LeaseOptions, parts: ThreadedLeaseParts) {
    this.id = options.id;
    this.#options = options;
    this.#parts = parts;
    this.#guard = new LeaseGuard(parts.clock, options.leaseMs);
    const { id, engine, label, leaseMs, alongside } = options;
    const order = { id, engine, label, leaseMs, ...(alongside === undefined ? {} : { alongside }) };
    parts.tell({ kind: "open", order: { ...order, cell: this.#cell.buffer } });
  }

  guard(): boolean {
    const { sent, loss } = this.#cell.read();
    if (loss !== undefined) this.#guard.latch(loss);
    const may = sent === undefined ? this.#guard.check() : this.#guard.vouchedFor(sent);
    if (!may && this.#guard.loss !== undefined) queueMicrotask(() => this.#tellLoss());
    return may;
  }

  /** Notices a loss that nobody asks for. */
  look(): void {
    if (this.#held) this.guard();
  }

  leave(): void {
    this.#parts.tell({ kind: "leave", id: this.id });
  }

  async end({ deleteKey }: { readonly deleteKey: boolean }): Promise<void> {
    const wasOver = this.#over;
    this.#over = true;
    this.#guard.latch("it was ended");
    if (wasOver) return;
    const ended = new Promise<SentError | undefined>((resolve) => (this.#ended = resolve));
    this.#parts.tell({ kind: "end", id: this.id, deleteKey });
    const error = await ended;
    this.#parts.forget();
    if (error !== undefined) throw receivedError(error);
  }

  receive(message: FromRenewing): void {
    switch (message.kind) {
      case "held":
        return this.#tellHeld();
      case "lost":
        return this.lose(message.loss);
      case "trouble":
        if (!this.#over) this.#options.onTrouble(receivedError(message.error));
        return;
      case "ended":
        this.#ended?.(message.error);
    }
  }

  lose(loss: LeaseLoss): void {
    this.#ended?.({ kind: undefined, message: loss });
    this.#guard.latch(loss);
    this.#tellLoss();
  }

  #tellHeld(): void {
    if (this.#held || this.#over) return;
    this.#held = true;
    // It may have been lost since; then that is told next.
    this.#options.onHeld();
    this.guard();
  }

  #tellLoss(): void {
    const { loss } = this.#guard;
    if (this.#over || loss === undefined) return;
    this.#over = true;
    // The renewing thread may not know it: a guard compares the clocks of its own moment.
    this.#parts.tell({ kind: "end", id: this.id, deleteKey: false });
    this.#parts.forget();
    this.#options.onLost(loss);
  }
}
