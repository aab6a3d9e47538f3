import type { GroupOffsets } from "../kafka/offsets.ts";
import type { RecordProducer } from "../kafka/producer.ts";
import type { Clock } from "../model/clock.ts";

/** What takes time: an attempt that is waited for, a produce request, a commit of offsets. */
type TimedStage = "process" | "produce" | "commit";

/** Told how long one of these took, whatever its end; must not throw. */
export type ObserveTime = (stage: TimedStage, seconds: number) => void;

interface Timing {
  readonly clock: Clock;
  readonly observe: ObserveTime | undefined;
}

async function timed<T>(stage: TimedStage, { clock, observe }: Timing, act: () => Promise<T>): Promise<T> {
  const startMs = clock.monotonicMs();
  try {
    return await act();
  } finally {
    observe?.(stage, (clock.monotonicMs() - startMs) / 1_000);
  }
}

/** The same producer, its requests timed; itself where nobody wants to know. */
export function timedProducer(producer: RecordProducer, timing: Timing): RecordProducer {
  if (timing.observe === undefined) return producer;
  return {
    send: (records, guard) => timed("produce", timing, () => producer.send(records, guard)),
    partitionCount: (topic) => producer.partitionCount(topic),
    close: () => producer.close(),
  };
}

/** The same offsets, commits timed; itself where nobody wants to know. */
export function timedOffsets(offsets: GroupOffsets, timing: Timing): GroupOffsets {
  if (timing.observe === undefined) return offsets;
  return {
    committed: (group, partitions) => offsets.committed(group, partitions),
    commit: (group, list, guard) => timed("commit", timing, () => offsets.commit(group, list, guard)),
    logOffsets: (partitions, at) => offsets.logOffsets(partitions, at),
  };
}
