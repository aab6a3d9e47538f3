import { KafkaError } from "../../kafka/errors.ts";
import type { CommittedOffset, GroupOffsets, TopicPartition } from "../../kafka/offsets.ts";
import type { Clock } from "../../model/clock.ts";
import type { GroupId } from "../../model/names.ts";
import { kafkaErrorOf } from "../kafka-error-of.ts";

/** A slot, as the group's session knows it. */
export interface CommitMember extends TopicPartition {
  /** What is to be committed now, or undefined where nothing has changed. */
  readonly offsetToCommit: bigint | undefined;
  readonly metadata: string;
  mayCommit(): boolean;
  committed(offset: bigint): void;
  /** Tried again at the next interval. */
  commitFailed(error: KafkaError): void;
}

/** A slot whose offset is to outlive the broker's retention of offsets, also while nothing flows. */
export interface KeptMember extends CommitMember {
  readonly committedOffset: bigint;
  /** What the group has at the moment. True: what this member has committed is to be written again. */
  found(committed: CommittedOffset): boolean;
}

/** Long before `offsets.retention.minutes`, by default seven days, which count from the last commit. */
const recommitMs = 24 * 60 * 60_000;
/** How often offsets are looked at that nobody here commits at the moment. */
const watchMs = 5_000;

export interface GroupSessionOptions {
  readonly group: GroupId;
  readonly offsets: GroupOffsets;
  readonly clock: Clock;
  readonly closed: AbortSignal;
  /** How long an acknowledged offset waits for others to share its request. */
  readonly commitIntervalMs: number;
}

interface Read {
  readonly partition: TopicPartition;
  readonly resolve: (found: CommittedOffset) => void;
  readonly reject: (error: unknown) => void;
}

/** The offsets of one group over one client: all of its slots read and commit in shared requests. */
export class GroupSession {
  readonly #options: GroupSessionOptions;
  readonly #dirty = new Set<CommitMember>();
  readonly #kept = new Map<CommitMember, KeptMember>();
  /** Of these, those whose present offset is to be committed again, whether or not it has moved. */
  readonly #stale = new Map<CommitMember, KeptMember>();
  #recommits = false;
  #reads: Read[] = [];
  #timerRuns = false;
  #running: Promise<void> | undefined;
  #following: Promise<void> | undefined;

  constructor(options: GroupSessionOptions) {
    this.#options = options;
  }

  /** The committed offset of a partition. Slots that ask at one time share the request. Rejects with a `KafkaError`. */
  committed(partition: TopicPartition): Promise<CommittedOffset> {
    return new Promise((resolve, reject) => {
      this.#reads.push({ partition, resolve, reject });
      if (this.#reads.length === 1) setImmediate(() => void this.#read());
    });
  }

  /** Commits the member's offset within the interval, together with the others'. */
  markDirty(member: CommitMember): void {
    this.#dirty.add(member);
    if (this.#timerRuns) return;
    this.#timerRuns = true;
    this.#options.clock.sleep(this.#options.commitIntervalMs, this.#options.closed).then(
      () => {
        this.#timerRuns = false;
        return this.#flush();
      },
      () => undefined,
    );
  }

  /** Commits the member's offset at once; resolves when the attempt is over, which the member is told of. */
  async commitNow(member: CommitMember): Promise<void> {
    this.#dirty.add(member);
    await this.#flush();
  }

  /** Commits the member's offset again every day until it is forgotten, so that the broker doesn't drop it. */
  keep(member: KeptMember): void {
    this.#kept.set(member, member);
    if (this.#recommits) return;
    this.#recommits = true;
    void this.#recommitDaily();
    void this.#watch();
  }

  forget(member: CommitMember): void {
    this.#dirty.delete(member);
    this.#stale.delete(member);
    this.#kept.delete(member);
  }

  async #read(): Promise<void> {
    const reads = this.#reads;
    this.#reads = [];
    try {
      await this.#readAll(reads);
    } catch (error) {
      // One denied or missing topic fails the request for all: then each is asked for alone.
      if (reads.length === 1) reads[0]?.reject(error);
      else await Promise.all(reads.map((read) => this.#readAll([read]).catch(read.reject)));
    }
  }

  async #readAll(reads: readonly Read[]): Promise<void> {
    const { group, offsets } = this.#options;
    const found = await offsets.committed(
      group,
      reads.map((read) => read.partition),
    );
    const byPartition = new Map(found.map((entry) => [keyOf(entry), entry]));
    for (const { partition, resolve, reject } of reads) {
      const entry = byPartition.get(keyOf(partition));
      if (entry === undefined) reject(new KafkaError("other", `no answer about ${keyOf(partition)} in ${group}`));
      else resolve(entry);
    }
  }

  /** One request at a time; what arrives meanwhile goes with the next one. */
  #flush(): Promise<void> {
    if (this.#running === undefined) {
      this.#running = this.#commit().finally(() => {
        this.#running = undefined;
      });
      return this.#running;
    }
    this.#following ??= this.#running.then(() => {
      this.#following = undefined;
      return this.#flush();
    });
    return this.#following;
  }

  async #recommitDaily(): Promise<void> {
    const { clock, closed } = this.#options;
    while (!closed.aborted) {
      await clock.sleep(recommitMs, closed).catch(() => undefined);
      for (const member of closed.aborted ? [] : this.#kept.values()) {
        this.#stale.set(member, member);
        this.markDirty(member);
      }
    }
  }

  async #watch(): Promise<void> {
    const { clock, closed } = this.#options;
    for (;;) {
      await clock.sleep(watchMs, closed).catch(() => undefined);
      if (closed.aborted) return;
      // A commit that is under way has looked itself.
      if (this.#running !== undefined || this.#kept.size === 0) continue;
      this.#running = this.#look([...this.#kept.values()]).finally(() => {
        this.#running = undefined;
      });
      await this.#running;
    }
  }

  /** Tells members what the group has, before anything is written over it. Where it can't be read, committing tells why. */
  async #look(members: readonly KeptMember[]): Promise<void> {
    const asked = members.filter((member) => member.mayCommit());
    if (asked.length === 0) return;
    const found = await this.#options.offsets.committed(this.#options.group, asked).catch(() => []);
    const byPartition = new Map(found.map((entry) => [keyOf(entry), entry]));
    for (const member of asked) {
      const entry = byPartition.get(keyOf(member));
      if (entry === undefined || !member.mayCommit() || !member.found(entry)) continue;
      this.#stale.set(member, member);
      this.markDirty(member);
    }
  }

  #offsetOf(member: CommitMember): bigint | undefined {
    return member.offsetToCommit ?? this.#stale.get(member)?.committedOffset;
  }

  async #commit(): Promise<void> {
    const dirty = [...this.#dirty].filter((member) => member.mayCommit() && this.#offsetOf(member) !== undefined);
    this.#dirty.clear();
    await this.#look(dirty.flatMap((member) => this.#kept.get(member) ?? []));
    const members = dirty.filter((member) => member.mayCommit() && this.#offsetOf(member) !== undefined);
    if (members.length === 0) return;
    const offsets = members.map((member) => ({
      topic: member.topic,
      partition: member.partition,
      offset: this.#offsetOf(member) ?? 0n,
      metadata: member.metadata,
    }));
    const mayCommit = (): boolean => members.every((member) => member.mayCommit());
    const errors = await this.#options.offsets.commit(this.#options.group, offsets, mayCommit).then(
      (outcomes) => outcomes.map((outcome) => (outcome.ok ? undefined : outcome.error)),
      (error: unknown) => offsets.map(() => kafkaErrorOf(error)),
    );
    members.forEach((member, index) => {
      const error = errors[index];
      const offset = offsets[index]?.offset;
      if (error === undefined && offset !== undefined) {
        this.#stale.delete(member);
        member.committed(offset);
      } else if (error !== undefined) this.#failed(member, error);
    });
  }

  #failed(member: CommitMember, error: KafkaError): void {
    if (!member.mayCommit()) return;
    // Another slot of the request was lost: this one's turn comes again, and it isn't its failure.
    if (error.kind !== "guard-refused") member.commitFailed(error);
    this.markDirty(member);
  }
}

const keyOf = ({ topic, partition }: TopicPartition): string => `${topic}/${partition}`;
