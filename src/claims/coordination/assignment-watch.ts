import type { Clock } from "../../model/clock.ts";
import type { SlotNote } from "../slot-note.ts";
import type { ClaimStore } from "../store.ts";
import { assignmentKey, decodeAssignment } from "./assignment.ts";
import type { Assignment } from "./assignment.ts";

interface AssignmentWatchOptions {
  readonly store: ClaimStore;
  readonly clock: Clock;
  readonly engine: string;
  readonly leaseMs: number;
  /** From 0 up to 1, for jitter. */
  readonly random: () => number;
  readonly note: (note: SlotNote) => void;
  readonly signal: AbortSignal;
  readonly changed: () => void;
}

/** How long one blocking query waits: nothing depends on its return. */
const waitMs = 5 * 60_000;
/**
 * Consul answers a query for a key that doesn't exist at writes beside it: such answers make the next one wait. Not for
 * long: whoever doesn't react to its first assignment within 0.6 T is passed over.
 */
const vainPause = { firstMs: 40, longestPart: 0.2 };

/** Follows the one key that is about this engine. */
export class AssignmentWatch {
  readonly #options: AssignmentWatchOptions;
  #latest: Assignment | undefined;
  #version = 0;

  constructor(options: AssignmentWatchOptions) {
    this.#options = options;
    void this.#follow();
  }

  /** What the coordinator said last; undefined where it has said nothing yet. */
  get latest(): Assignment | undefined {
    return this.#latest;
  }

  async #follow(): Promise<void> {
    const { store, clock, engine, leaseMs, random, note, signal } = this.#options;
    let sinceVersion = 0;
    let vainMs = vainPause.firstMs;
    while (!signal.aborted) {
      let pauseMs = (leaseMs / 10) * (1 + random());
      try {
        const listing = await store.watch(assignmentKey(engine), { sinceVersion, waitMs, signal });
        sinceVersion = listing.version;
        const stored = listing.values.find(({ key }) => key === assignmentKey(engine));
        if (this.#take(stored === undefined ? undefined : decodeAssignment(stored.value), stored?.version ?? 0)) {
          vainMs = vainPause.firstMs;
          pauseMs = 5;
        } else {
          pauseMs = vainMs * (0.5 + random());
          vainMs = Math.min(2 * vainMs, vainPause.longestPart * leaseMs);
        }
      } catch (error) {
        if (signal.aborted) return;
        sinceVersion = 0;
        note({ kind: "store-failed", error });
      }
      await clock.sleep(pauseMs, signal).catch(() => undefined);
    }
  }

  /** Whether it was news. A smaller token is an old coordinator's, unless the store itself has gone back. */
  #take(assignment: Assignment | undefined, version: number): boolean {
    if (version === this.#version) return false;
    const isOld = assignment !== undefined && assignment.token < (this.#latest?.token ?? 0) && version > this.#version;
    if (isOld) return false;
    this.#version = version;
    this.#latest = assignment;
    this.#options.changed();
    return true;
  }
}
