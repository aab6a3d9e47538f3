import type { FetchedRecord, RecordHeader } from "../../kafka/reader.ts";
import type { PipelineName, StepName, TopicName } from "../../model/names.ts";

/** A record that a processor made, before it has an id and a partition. A fetched record is one, as it is. */
export interface Emission {
  readonly key: Buffer | undefined;
  readonly value: Buffer | undefined;
  readonly headers: readonly RecordHeader[];
  /** The output that it goes to; undefined: to every output of the step. */
  readonly output?: string;
}

/** One attempt to process one record. */
export interface Attempt {
  /** Aborted when the attempt's time is over or the slot stops. Made when it is first asked for. */
  readonly signal: AbortSignal;
  /** The attempt's time begins only now: before, it waited for its turn. */
  begun(): void;
  /** The attempt's time doesn't count until it begins anew. */
  paused(): void;
  /** Asked when the attempt's time is over: as long as it waits for its turn, time doesn't count. */
  waits(isWaiting: () => boolean): void;
}

/** Where a processor runs: one slot of one step. */
export interface ProcessorPlace {
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly topic: TopicName;
  readonly partition: number;
}

/**
 * What a step does with each record, one after the other in the order of the partition. A failure throws or rejects;
 * what an attempt emitted counts only when it succeeded. An array, rather than a promise of one, costs no turn of the
 * event loop.
 */
export interface Processor {
  /** What it calls that may be away: an address, a service. Attempts at one target share a breaker. */
  readonly target?: string;
  /** Rejects while the target can't work; asked before a record is tried again that found it away. */
  checkHealth?(): Promise<void>;
  process(record: FetchedRecord, attempt: Attempt): readonly Emission[] | Promise<readonly Emission[]>;
}

export const nothing: readonly Emission[] = [];
