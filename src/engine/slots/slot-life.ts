import type { HeldSlot } from "../../claims/slot-owner.ts";

/** How far a running slot has come to its end, and whether it may still act. */
export class SlotLife {
  readonly held: HeldSlot;
  #state: "running" | "draining" | "stopped" = "running";

  constructor(held: HeldSlot) {
    this.held = held;
  }

  /** New records are fetched and processed. */
  get isRunning(): boolean {
    return this.#state === "running";
  }

  get isStopped(): boolean {
    return this.#state === "stopped";
  }

  /** Whether anything may still be written or committed: the guard of the claim, until the slot has stopped. */
  mayAct(): boolean {
    return this.#state !== "stopped" && this.held.guard();
  }

  drain(): void {
    if (this.#state === "running") this.#state = "draining";
  }

  stop(): void {
    this.#state = "stopped";
  }
}
