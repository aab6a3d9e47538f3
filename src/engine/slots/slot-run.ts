import type { HeldSlot } from "../../claims/slot-owner.ts";
import type { StepName } from "../../model/names.ts";
import type { EngineContext } from "../engine-context.ts";
import { Refusal } from "../refusal.ts";
import type { SlotState, SlotStats } from "../stats.ts";
import { notRunning, SlotFlows } from "./slot-flows.ts";
import { SlotLife } from "./slot-life.ts";
import { startSlot } from "./slot-start.ts";
import { Trouble } from "./trouble.ts";

/** Below the slot manager's own 30 s, so that the last commit is in time. */
const defaultReleaseDeadlineMs = 25_000;

/** One held slot from its acquisition to its end. */
export class SlotRun {
  readonly held: HeldSlot;
  readonly #context: EngineContext;
  readonly #restart: () => void;
  readonly #life: SlotLife;
  readonly #trouble: Trouble;
  readonly #stopped = new AbortController();
  readonly #starting: Promise<void>;
  #state: SlotState = "starting";
  #step: StepName | undefined;
  #flows: SlotFlows | undefined;

  /** `restart`: begins a new run of the same claim in this one's place. */
  constructor(held: HeldSlot, context: EngineContext, restart: () => void) {
    this.held = held;
    this.#restart = restart;
    this.#context = context;
    this.#life = new SlotLife(held);
    this.#trouble = new Trouble(held.slot, context.tell);
    this.#starting = this.#begin();
  }

  /** Finishes what is in flight, commits it and ends; never rejects. */
  async release(): Promise<void> {
    if (this.#flows === undefined) {
      this.lost();
      // The commit of the position may be under way: the claim must not be free before it has ended.
      await this.#startEnded();
      return;
    }
    this.#state = "releasing";
    const { slot } = this.held;
    const pending = await this.#flows.drain(this.#releaseDeadlineMs);
    this.#stopped.abort();
    if (pending === 0) return;
    const { committedOffset: offset } = this.#flows;
    this.#context.tell({ kind: "release-incomplete", slot, offset, pending });
  }

  /** Ends at once. */
  lost(): void {
    this.#life.stop();
    this.#flows?.stop();
    this.#stopped.abort();
  }

  stats(): SlotStats {
    return {
      slot: this.held.slot,
      step: this.#step,
      state: this.#state,
      ...(this.#flows?.stats() ?? notRunning),
      waiting: this.#waiting(),
    };
  }

  #waiting(): SlotStats["waiting"] {
    const reasons = new Map([...(this.#flows?.reasons() ?? []), ...this.#trouble.reasons]);
    return [...reasons].map(([reason, message]) => ({ reason, message }));
  }

  /** What is under way counts from another offset: it is given up. A slot that is being handed over is its next owner's. */
  #moved(): void {
    const isReleasing = this.#state === "releasing";
    this.lost();
    if (!isReleasing) this.#restart();
  }

  get #releaseDeadlineMs(): number {
    return this.#context.options.releaseDeadlineMs ?? defaultReleaseDeadlineMs;
  }

  async #startEnded(): Promise<void> {
    const timer = new AbortController();
    const deadline = this.#context.options.clock.sleep(this.#releaseDeadlineMs, timer.signal).catch(() => undefined);
    await Promise.race([this.#starting, deadline]);
    timer.abort();
  }

  async #begin(): Promise<void> {
    const { slot } = this.held;
    try {
      const started = await startSlot({
        context: this.#context,
        life: this.#life,
        trouble: this.#trouble,
        stopped: this.#stopped.signal,
      });
      if (this.#life.isStopped) return;
      this.#step = started.step.name;
      this.#flows = new SlotFlows({
        started,
        life: this.#life,
        trouble: this.#trouble,
        context: this.#context,
        onMoved: () => this.#moved(),
      });
      const { name: step } = started.step;
      const isPaused = this.held.paused === true;
      this.#state = isPaused ? "paused" : "running";
      this.#context.tell({ kind: isPaused ? "slot-paused" : "slot-started", slot, step, offset: started.position });
      // What is not started reads nothing; that the slot is known to its group's session keeps the offset alive.
      if (!isPaused) this.#flows.start();
    } catch (error) {
      if (this.#stopped.signal.aborted) return;
      if (error instanceof Refusal) {
        this.#state = "refused";
        this.#context.tell({ kind: "slot-refused", slot, reason: error.reason, message: error.message });
      } else this.#trouble.appeared("internal-error", error instanceof Error ? error.message : String(error));
    }
  }
}
