import { decodeRecord, encodeRecord, isCount, isMs, isText } from "../../claims/stored-json.ts";
import type { ClaimStore } from "../../claims/store.ts";
import { StoreError } from "../../claims/store.ts";

/** A partition of some topic, as runs name it: `<topic>/<partition>`. */
type PlaceKey = string;

/** A batch that is about to be sent, written down first: whoever continues the run looks what has become of it. */
export interface PendingBatch {
  readonly partition: number;
  /** Offsets of the dead letters within it. */
  readonly offsets: readonly bigint[];
  /** Where the partitions ended that the batch goes to: what arrived of it lies behind. */
  readonly targetEnds: ReadonlyMap<PlaceKey, bigint>;
}

/** How far a run of reprocessing is. */
export interface RedriveRun {
  readonly id: string;
  /** The dead-letter topic. */
  readonly topic: string;
  /** What was asked for, so that a run is never continued with another filter or target. */
  readonly request: string;
  /** By partition of the dead-letter topic: everything before it is dealt with. */
  readonly next: ReadonlyMap<number, bigint>;
  /** Where each partition ended when the run began: later dead letters are not its. */
  readonly ends: ReadonlyMap<number, bigint>;
  readonly pending: PendingBatch | undefined;
  readonly sent: number;
  readonly skipped: number;
  readonly startedMs: number;
  readonly finishedMs: number | undefined;
}

const formatVersion = 1;
const runKey = (id: string): string => `redrives/${id}/run`;
/** The key of the lock that whoever works on a run holds. */
export const redriveLockKey = (id: string): string => `redrives/${id}/lock`;

/** Reads a run; undefined where there is none. Rejects with a `StoreError`, also where it can't be read. */
export async function readRun(store: ClaimStore, id: string): Promise<RedriveRun | undefined> {
  const stored = await store.get(runKey(id));
  if (stored === undefined) return undefined;
  const run = decodeRun(stored.value);
  if (run === undefined) throw new StoreError("other", `"${runKey(id)}" is not in a format that this version reads`);
  return run;
}

/** Writes a run over whatever is there: only the holder of its lock does. Rejects with a `StoreError`. */
export async function writeRun(store: ClaimStore, run: RedriveRun): Promise<void> {
  const key = runKey(run.id);
  for (;;) {
    const version = (await store.get(key))?.version ?? 0;
    if ((await store.transact([{ kind: "set", key, value: encodeRun(run), version }])).ok) return;
  }
}

function encodeRun({ next, ends, pending, ...run }: RedriveRun): Uint8Array {
  const record = {
    ...run,
    next: offsetsOut(next),
    ends: offsetsOut(ends),
    pending:
      pending === undefined
        ? undefined
        : {
            partition: pending.partition,
            offsets: pending.offsets.map(String),
            targetEnds: offsetsOut(pending.targetEnds),
          },
  };
  return encodeRecord(record, formatVersion);
}

const offsetsOut = (offsets: ReadonlyMap<string | number, bigint>): Readonly<Record<string, string>> =>
  Object.fromEntries([...offsets].map(([key, offset]) => [key, String(offset)]));

function decodeRun(value: Uint8Array): RedriveRun | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined) return undefined;
  const { id, topic, request, sent, skipped, startedMs, finishedMs } = record;
  const [next, ends, pending] = [offsetsIn(record["next"]), offsetsIn(record["ends"]), pendingIn(record["pending"])];
  if (!isText(id) || !isText(topic) || !isText(request)) return undefined;
  if (!isCount(sent) || !isCount(skipped) || !isMs(startedMs)) return undefined;
  if (next === undefined || ends === undefined || pending === "unreadable") return undefined;
  return {
    id,
    topic,
    request,
    sent,
    skipped,
    startedMs,
    pending,
    next: byPartition(next),
    ends: byPartition(ends),
    finishedMs: isMs(finishedMs) ? finishedMs : undefined,
  };
}

const byPartition = (offsets: ReadonlyMap<string, bigint>): ReadonlyMap<number, bigint> =>
  new Map([...offsets].map(([partition, offset]) => [Number(partition), offset]));

function offsetsIn(value: unknown): ReadonlyMap<string, bigint> | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const entries = Object.entries(value).map(([key, offset]) => [key, offsetIn(offset)] as const);
  if (entries.some(([, offset]) => offset === undefined)) return undefined;
  return new Map(entries.map(([key, offset]) => [key, offset ?? 0n]));
}

const offsetIn = (value: unknown): bigint | undefined =>
  isText(value) && /^\d{1,19}$/.test(value) ? BigInt(value) : undefined;

function pendingIn(value: unknown): PendingBatch | undefined | "unreadable" {
  if (value === undefined) return undefined;
  if (typeof value !== "object" || value === null) return "unreadable";
  const { partition, offsets, targetEnds } = value as Readonly<Record<string, unknown>>;
  const ends = offsetsIn(targetEnds);
  if (!isCount(partition) || !Array.isArray(offsets) || ends === undefined) return "unreadable";
  const read = offsets.map(offsetIn);
  return read.includes(undefined)
    ? "unreadable"
    : { partition, offsets: read.flatMap((offset) => offset ?? []), targetEnds: ends };
}
