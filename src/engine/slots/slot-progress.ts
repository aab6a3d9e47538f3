import type { KafkaError } from "../../kafka/errors.ts";
import type { TopicName } from "../../model/names.ts";
import type { GroupSession, KeptMember } from "./group-session.ts";
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
}

/** What of one slot is acknowledged, and what of that is committed. */
export class SlotProgress implements KeptMember {
  readonly topic: TopicName;
  readonly partition: number;
  readonly metadata: string;
  readonly tracker: OffsetTracker;
  readonly #options: SlotProgressOptions;
  #committed: bigint;

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
    return this.tracker.committable === this.#committed ? undefined : this.tracker.committable;
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
    return this.#options.life.mayAct();
  }

  committed(offset: bigint): void {
    this.#committed = offset;
    this.#options.trouble.gone("commit-failed");
    this.#options.trouble.gone("group-has-members");
    this.#options.onCommitted(offset);
  }

  commitFailed(error: KafkaError): void {
    const reason = error.kind === "group-has-members" ? error.kind : "commit-failed";
    this.#options.trouble.appeared(reason, error.message);
  }
}
