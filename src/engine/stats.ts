import type { StepName, TopicName } from "../model/names.ts";
import type { Slot } from "../model/slot.ts";
import type { WaitReason } from "./events.ts";
import type { BreakerState } from "./failures/circuit-breaker.ts";

/** What an engine has done since it was made. Counts only grow. */
export interface EngineCounters {
  recordsIn: number;
  bytesIn: number;
  /** Acknowledged records, dead letters and error records not included. */
  recordsOut: number;
  bytesOut: number;
  /** Failed attempts that were followed by another. */
  retries: number;
  /** Records that failed and went to a retry topic; one counts again in each tier. */
  postponed: number;
  /** Records that no attempt could process. */
  errors: number;
  /** Acknowledged dead letters. */
  deadLetters: number;
  /** Times that records were lost before they could be read. */
  dataLosses: number;
}

export function newCounters(): EngineCounters {
  return {
    recordsIn: 0,
    bytesIn: 0,
    recordsOut: 0,
    bytesOut: 0,
    retries: 0,
    postponed: 0,
    errors: 0,
    deadLetters: 0,
    dataLosses: 0,
  };
}

/** `refused`: never run by this engine, as an event has said. */
export type SlotState = "starting" | "running" | "paused" | "releasing" | "refused";

/** Where one partition is. Offsets are undefined until they are known. */
export interface PartitionStats {
  /** Age of the next record that is read and not processed; 0 while there is none to read, undefined while that isn't known. */
  readonly lagSeconds: number | undefined;
  /** Bytes that are written and not yet acknowledged. */
  readonly inFlightBytes: number;
  /** The next record to fetch. */
  readonly position: bigint | undefined;
  readonly committed: bigint | undefined;
  readonly highWatermark: bigint | undefined;
  /** Records that are fetched and not yet processed, and records whose writes are not yet acknowledged. */
  readonly buffered: number;
  readonly pending: number;
}

/** One held slot. */
export interface SlotStats extends PartitionStats {
  readonly slot: Slot;
  readonly step: StepName | undefined;
  readonly state: SlotState;
  /** The same partition of each retry topic, in the order of the tiers; buffered records are those that are due. */
  readonly tiers: readonly (PartitionStats & { readonly topic: TopicName })[];
  /** Why it doesn't move, where it doesn't. */
  readonly waiting: readonly { readonly reason: WaitReason; readonly message: string }[];
}

export interface EngineStats extends Readonly<EngineCounters> {
  readonly slots: readonly SlotStats[];
  /** One for each step and target that has been called. */
  readonly breakers: readonly (BreakerState & { readonly pipeline: string; readonly step: string })[];
}
