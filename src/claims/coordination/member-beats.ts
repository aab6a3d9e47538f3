import type { Clock } from "../../model/clock.ts";
import type { SlotNote } from "../slot-note.ts";
import { StoreError } from "../store.ts";
import { Wakeup, within } from "../wakeup.ts";
import { memberTtlMs } from "./membership.ts";
import type { Member, Membership } from "./membership.ts";

interface MemberBeatsOptions {
  readonly membership: Membership;
  readonly clock: Clock;
  readonly member: Omit<Member, "incarnation">;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly note: (note: SlotNote) => void;
  readonly signal: AbortSignal;
}

/** A request to the catalogue takes no longer; a registration may, where a thousand engines start together. */
const patienceMs = 5_000;
const joinPatienceMs = 30_000;

/** Registers one engine in the catalogue and keeps it there until the signal is aborted. */
export class MemberBeats {
  readonly #options: MemberBeatsOptions;
  readonly #wakeup: Wakeup;
  #incarnation = 0;
  #isRegistered = false;
  readonly #ended: Promise<void>;

  constructor(options: MemberBeatsOptions) {
    this.#options = options;
    this.#wakeup = new Wakeup(options.clock);
    options.signal.addEventListener("abort", () => this.#wakeup.notify(), { once: true });
    this.#ended = this.#beat();
  }

  /** The engine has lost its lease of that number, and is back. */
  lostLease(number: number): void {
    this.#incarnation = number;
    this.#isRegistered = false;
    this.#wakeup.notify();
  }

  /** Resolves when the engine is out of the catalogue, or that was tried. */
  ended(): Promise<void> {
    return this.#ended;
  }

  async #beat(): Promise<void> {
    const { membership, clock, random, note, signal, member } = this.#options;
    while (!signal.aborted) {
      // Three beats fit into the time that the catalogue waits for one.
      let pauseMs = (memberTtlMs / 3) * (0.8 + 0.4 * random());
      try {
        await this.#once();
      } catch (error) {
        note({ kind: "membership-failed", error });
        const isForgotten = error instanceof StoreError && error.kind === "other";
        if (isForgotten) this.#isRegistered = false;
        pauseMs = 1_000 + 2_000 * random();
      }
      await this.#wakeup.wait(pauseMs);
    }
    await within(clock, membership.leave(member.engine), patienceMs).catch(() => undefined);
  }

  async #once(): Promise<void> {
    const { membership, clock, member } = this.#options;
    if (this.#isRegistered) return within(clock, membership.beat(member.engine), patienceMs);
    const incarnation = this.#incarnation;
    await within(clock, membership.join({ ...member, incarnation }), joinPatienceMs);
    this.#isRegistered = incarnation === this.#incarnation;
  }
}
