import type { KafkaError } from "../../kafka/errors.ts";
import type { CommittedOffset } from "../../kafka/offsets.ts";
import type { TopicName } from "../../model/names.ts";
import type { GroupSession, KeptMember } from "./group-session.ts";
import { judgeCommit } from "./judge-commit.ts";
import { OffsetTracker } from "./offset-tracker.ts";
import type { SlotLife } from "./slot-life.ts";
import type { Trouble } from "./trouble.ts";

export interface SlotProgressOptions {
  readonly topic: TopicName;
  readonly life: SlotLife;
  readonly session: GroupSession;
  readonly trouble: Trouble;
  readonly metadata: string;
  /** The offset that is committed already. */
  readonly committed: bigint;
  /** Told after each commit that succeeded. */
  readonly onCommitted: (offset: bigint) => void;
  /** Told about an offset in the group that isn't what was committed here. */
  readonly onForeign: (verdict: "moved" | "regressed", found: bigint | undefined) => void;
}

/** What of one slot is acknowledged, and what of that is committed. */
export class SlotProgress implements KeptMember {
  readonly topic: TopicName;
  readonly partition: number;
  readonly metadata: string;
  readonly tracker: OffsetTracker;
  readonly #options: SlotProgressOptions;
  #committed: bigint;
  /** There is a later owner, though the guard doesn't know yet. */
  #isSuperseded = false;

  constructor(options: SlotProgressOptions) {
    this.topic = options.topic;
    this.partition = options.life.held.slot.partition;
    this.metadata = options.metadata;
    this.tracker = new OffsetTracker(options.committed);
    this.#options = options;
    this.#committed = options.committed;
    options.session.keep(this);
  }

  get committedOffset(): bigint {
    return this.#committed;
  }

  get offsetToCommit(): bigint | undefined {
    const { committable } = this.tracker;
    return this.#isSuperseded || committable === this.#committed ? undefined : committable;
  }

  /** Passes what is settled, and has it committed within the interval. */
  advance(): void {
    if (this.tracker.advance()) this.#options.session.markDirty(this);
  }

  /** The partition continues at `offset`, once everything before it is settled. */
  skipTo(offset: bigint): void {
    this.tracker.skipTo(offset);
    this.#options.session.markDirty(this);
  }

  /** One attempt to commit what is acknowledged, now. */
  async commitNow(): Promise<void> {
    if (this.offsetToCommit !== undefined && this.mayCommit()) await this.#options.session.commitNow(this);
  }

  /** Nothing of this slot is committed any more. */
  forget(): void {
    this.#options.session.forget(this);
  }

  mayCommit(): boolean {
    return !this.#isSuperseded && this.#options.life.mayAct();
  }

  committed(offset: bigint): void {
    this.#committed = offset;
    this.#options.trouble.gone("commit-failed");
    this.#options.trouble.gone("group-has-members");
    this.#options.onCommitted(offset);
  }

  found(committed: CommittedOffset): boolean {
    const verdict = judgeCommit({ offset: this.#committed, metadata: this.metadata }, committed);
    if (verdict === "superseded") this.#isSuperseded = true;
    if (verdict === "moved" || verdict === "regressed") this.#options.onForeign(verdict, committed.offset);
    return verdict === "regressed";
  }

  commitFailed(error: KafkaError): void {
    const reason = error.kind === "group-has-members" ? error.kind : "commit-failed";
    this.#options.trouble.appeared(reason, error.message);
  }
}
