import type { Clock } from "../model/clock.ts";
import { clockToleranceOf, marginOf } from "./timing.ts";

/** One moment on both clocks: a renewal counts from when it was sent, not from when it was answered. */
export interface SentAt {
  readonly monotonicMs: number;
  readonly wallMs: number;
}

/** Why a lease was lost; the texts finish the sentence "the lease was lost because …". Their order goes between threads. */
export const leaseLosses = [
  "it was not renewed in time",
  "the clocks disagree, as after a suspended machine",
  "another engine revoked it",
  "its key is gone from the store",
  "its key was written by somebody else",
  "somebody else took the seat that it was for",
  "it was ended",
  "its engine stood still for too long",
  "the thread that renewed it has ended",
] as const;
export type LeaseLoss = (typeof leaseLosses)[number];

export const momentOf = (clock: Clock): SentAt => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });

/**
 * Whether an engine may act, from nothing but the sent time of its last successful renewal and its own clocks. Once it
 * has said no after a yes it says no for ever: a renewal that comes later revives nothing.
 */
export class LeaseGuard {
  readonly #clock: Clock;
  readonly #leaseMs: number;
  #sent: SentAt | undefined;
  #loss: LeaseLoss | undefined;

  constructor(clock: Clock, leaseMs: number) {
    this.#clock = clock;
    this.#leaseMs = leaseMs;
  }

  /** Why it was lost, or `undefined` as long as it was not. */
  get loss(): LeaseLoss | undefined {
    return this.#loss;
  }

  /** The newest renewal that counts. */
  get sent(): SentAt | undefined {
    return this.#sent;
  }

  /** On the monotonic clock, when it ends unless it is renewed; `undefined` before the first renewal. */
  get deadlineMs(): number | undefined {
    return this.#sent === undefined ? undefined : this.#sent.monotonicMs + this.#leaseMs - marginOf(this.#leaseMs);
  }

  /** A renewal that was sent then is known to have succeeded. */
  renewed(sent: SentAt): void {
    if (this.#sent !== undefined) this.check();
    if (this.#loss !== undefined) return;
    if (this.#sent === undefined || sent.monotonicMs > this.#sent.monotonicMs) this.#sent = sent;
    this.check();
  }

  /**
   * Whether the engine may act now, where the renewals are another thread's: its own guard vouches that there was no gap
   * before this one, however long ours was not asked.
   */
  vouchedFor(sent: SentAt): boolean {
    if (this.#loss === undefined && sent.monotonicMs > (this.#sent?.monotonicMs ?? -Infinity)) this.#sent = sent;
    return this.check();
  }

  /** Whether the engine may act now. */
  check(): boolean {
    const { deadlineMs } = this;
    if (this.#loss !== undefined || this.#sent === undefined || deadlineMs === undefined) return false;
    const now = momentOf(this.#clock);
    const passedMs = now.monotonicMs - this.#sent.monotonicMs;
    const disagreementMs = Math.abs(now.wallMs - this.#sent.wallMs - passedMs);
    if (disagreementMs > clockToleranceOf(this.#leaseMs))
      this.#loss = "the clocks disagree, as after a suspended machine";
    // The very number that others wait for: computed in another way it can differ by a rounding, and they wait in vain.
    else if (now.monotonicMs >= deadlineMs) this.#loss = "it was not renewed in time";
    return this.#loss === undefined;
  }

  /** Lost for good. The first reason stays. */
  latch(loss: LeaseLoss): void {
    this.#loss ??= loss;
  }
}
