/**
 * What an engine knows and does of the others' coordination, from start to stop and over all its leases: it is a member
 * of the catalogue, follows its own assignment, and looks whether there is a coordinator (design, section 6, point 4).
 */
import type { Clock } from "../../model/clock.ts";
import type { WantedSlot } from "../slot-keeper.ts";
import type { SlotNote } from "../slot-note.ts";
import type { ClaimStore } from "../store.ts";
import type { Advice } from "../advice.ts";
import { slotKey } from "../../model/slot.ts";
import { AssignmentWatch } from "./assignment-watch.ts";
import type { CoordinatorParts, Seat } from "./candidate.ts";
import { CouncilLook } from "./council-look.ts";
import { MemberBeats } from "./member-beats.ts";
import type { Member, Membership } from "./membership.ts";
import type { Tuning } from "./plan-assignments.ts";

export interface CoordinationOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly membership: Membership;
  readonly engine: string;
  readonly member: Omit<Member, "incarnation">;
  readonly leaseMs: number;
  readonly random: () => number;
  readonly note: (note: SlotNote) => void;
  readonly signal: AbortSignal;
  readonly wanted: () => ReadonlyMap<string, WantedSlot> | undefined;
  readonly tuning: () => Tuning;
  readonly isSeated: () => boolean;
  /** Whether it has a lease. */
  readonly isActive: () => boolean;
  readonly changed: () => void;
}

export class Coordination {
  readonly #options: CoordinationOptions;
  readonly #beats: MemberBeats;
  readonly #watch: AssignmentWatch;
  readonly #look: CouncilLook;
  #wasAlone = false;

  constructor(options: CoordinationOptions) {
    this.#options = options;
    this.#beats = new MemberBeats(options);
    this.#watch = new AssignmentWatch({ ...options, changed: () => this.#advised() });
    this.#look = new CouncilLook({ ...options, isToStand: () => this.#watch.latest?.stand === true });
  }

  parts(): CoordinatorParts {
    const { membership, wanted, tuning } = this.#options;
    return { membership, wanted, tuning };
  }

  takeSeat(): Seat | undefined {
    return this.#look.takeSeat();
  }

  /** Whether engines have to decide by themselves since there is no coordinator. */
  get isAlone(): boolean {
    const { isAlone } = this.#look;
    if (isAlone !== this.#wasAlone) this.#options.note({ kind: isAlone ? "uncoordinated" : "coordinated" });
    this.#wasAlone = isAlone;
    return isAlone;
  }

  /** What the coordinator said last. */
  assigned(): Advice {
    const { latest } = this.#watch;
    if (latest === undefined) return { kind: "keep" };
    return { kind: "assigned", wanted: new Map(latest.slots.map((wanted) => [slotKey(wanted.slot), wanted])) };
  }

  /** The engine has lost its lease of that number: others hear that it is back, and it looks at the council anew. */
  lostLease(number: number): void {
    this.#beats.lostLease(number);
    this.#look.again();
  }

  /** Resolves when the engine is out of the catalogue. */
  ended(): Promise<void> {
    return this.#beats.ended();
  }

  #advised(): void {
    this.#look.coordinatorLives();
    if (this.#watch.latest?.stand === true && !this.#options.isSeated()) this.#look.again();
    this.#options.changed();
  }
}
