import { describe, expect, test } from "vitest";
import type { KeptMember } from "../../../src/engine/slots/group-session.ts";
import { GroupSession } from "../../../src/engine/slots/group-session.ts";
import type { ElementOutcome } from "../../../src/kafka/errors.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import type { GroupOffsets, OffsetToCommit } from "../../../src/kafka/offsets.ts";
import { VirtualClock } from "../../support/virtual-clock.ts";
import { group, input, output } from "../engine-world.ts";

class Member implements KeptMember {
  readonly topic = input;
  readonly partition: number;
  readonly metadata = "{}";
  offset = 0n;
  last = 0n;
  alive = true;
  readonly failures: string[] = [];
  constructor(partition: number) {
    this.partition = partition;
  }
  get offsetToCommit(): bigint | undefined {
    return this.offset === this.last ? undefined : this.offset;
  }
  get committedOffset(): bigint {
    return this.last;
  }
  mayCommit = (): boolean => this.alive;
  isRegressed = false;
  found = (): boolean => this.isRegressed;
  committed = (offset: bigint): void => void (this.last = offset);
  commitFailed = (error: KafkaError): void => void this.failures.push(error.kind);
}

type Outcome = (offset: OffsetToCommit) => ElementOutcome<OffsetToCommit>;

function world(outcome: Outcome = (element) => ({ element, ok: true })) {
  const commits: (readonly OffsetToCommit[])[] = [];
  const reads: (readonly string[])[] = [];
  const offsets: GroupOffsets = {
    committed: async (_group, partitions) => {
      reads.push(partitions.map(({ topic, partition }) => `${topic}/${partition}`));
      if (partitions.some(({ topic }) => topic === output)) throw new KafkaError("not-authorized", "no");
      return partitions.map((partition) => ({ ...partition, offset: BigInt(partition.partition), metadata: "" }));
    },
    commit: async (_group, wanted, guard) => {
      if (guard?.() === false) {
        const error = new KafkaError("guard-refused", "no");
        return wanted.map((element) => ({ element, ok: false, error }));
      }
      commits.push(wanted);
      return wanted.map(outcome);
    },
    logOffsets: async () => [],
  };
  const clock = new VirtualClock();
  const closed = new AbortController().signal;
  return { commits, reads, clock, session: new GroupSession({ group, offsets, clock, closed, commitIntervalMs: 500 }) };
}

const summary = (commits: readonly (readonly OffsetToCommit[])[]) =>
  commits.map((request) => request.map(({ partition, offset }) => `${partition}@${offset}`));

describe("the offsets of a group", () => {
  test("are committed for all slots in one request, within the interval, with what is acknowledged by then", async () => {
    const { commits, clock, session } = world();
    const members = [0, 1, 2].map((partition) => new Member(partition));
    for (const member of members) {
      member.offset = 5n;
      session.markDirty(member);
    }
    members[0]!.offset = 9n;
    await clock.advance(499);
    expect(commits).toEqual([]);
    await clock.advance(1);
    expect(summary(commits)).toEqual([["0@9", "1@5", "2@5"]]);
    await clock.advance(5_000);
    expect(commits).toHaveLength(1);
  });

  test("of a lost slot are not committed; its neighbours' are", async () => {
    const { commits, clock, session } = world();
    const [lost, kept] = [new Member(0), new Member(1)];
    for (const member of [lost, kept]) {
      member.offset = 3n;
      session.markDirty(member);
    }
    lost.alive = false;
    await clock.advance(500);
    expect(summary(commits)).toEqual([["1@3"]]);
  });

  test("that are refused are tried again, and only those", async () => {
    const error = new KafkaError("group-has-members", "live");
    let isRefused = true;
    const { commits, clock, session } = world((element) =>
      element.partition === 0 && isRefused ? { element, ok: false, error } : { element, ok: true },
    );
    const [refused, fine] = [new Member(0), new Member(1)];
    for (const member of [refused, fine]) {
      member.offset = 3n;
      session.markDirty(member);
    }
    await clock.advance(500);
    expect(refused.failures).toEqual(["group-has-members"]);
    isRefused = false;
    await clock.advance(500);
    expect(summary(commits)).toEqual([["0@3", "1@3"], ["0@3"]]);
  });

  test("are committed again every day, though nothing flows, until the slot is let go of or lost", async () => {
    const dayMs = 24 * 60 * 60_000;
    let isRefused = true;
    const error = new KafkaError("unreachable", "away");
    const { commits, clock, session } = world((element) =>
      isRefused ? { element, ok: false, error } : { element, ok: true },
    );
    const [idle, released, lost] = [new Member(0), new Member(1), new Member(2)];
    for (const member of [idle, released, lost]) {
      member.offset = member.last = 7n;
      session.keep(member);
    }
    session.forget(released);
    lost.alive = false;
    await clock.advance(dayMs);
    expect(commits).toEqual([]);
    await clock.advance(500);
    expect(summary(commits)).toEqual([["0@7"]]);
    isRefused = false;
    await clock.advance(500);
    expect(summary(commits)).toEqual([["0@7"], ["0@7"]]);
    await clock.advance(dayMs - 1_000);
    expect(commits).toHaveLength(2);
    await clock.advance(1_000);
    expect(summary(commits)).toEqual([["0@7"], ["0@7"], ["0@7"]]);
  });

  test("can be committed now, after the request that is under way", async () => {
    const { commits, session } = world();
    const [first, second] = [new Member(0), new Member(1)];
    first.offset = 1n;
    second.offset = 2n;
    await Promise.all([session.commitNow(first), session.commitNow(second)]);
    expect(summary(commits)).toEqual([["0@1"], ["1@2"]]);
    expect([first.last, second.last]).toEqual([1n, 2n]);
  });

  test("are read in one request for slots that ask together; a denied topic fails alone", async () => {
    const { reads, session } = world();
    const found = await Promise.all([0, 1].map((partition) => session.committed({ topic: input, partition })));
    expect(found.map(({ offset }) => offset)).toEqual([0n, 1n]);
    expect(reads).toEqual([["in/0", "in/1"]]);
    const outcomes = await Promise.allSettled([
      session.committed({ topic: input, partition: 3 }),
      session.committed({ topic: output, partition: 0 }),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
  });
});
