import { parseDigest, parsePipelineName, parseTopicName } from "../../model/names.ts";
import { slotKey } from "../../model/slot.ts";
import { pauseMark, programOf } from "../claim.ts";
import type { WantedSlot } from "../slot-keeper.ts";
import { decodeRecord, encodeRecord, isCount, isText } from "../stored-json.ts";

/** What lies under `assignments/<engine>`: the coordinator's advice to one engine. */
export interface Assignment {
  /** The coordinator's; an assignment under a smaller one than the last is ignored. */
  readonly token: number;
  readonly nonce: string;
  readonly slots: readonly WantedSlot[];
  /** The coordinator misses candidates: this engine is to take a seat. */
  readonly stand: boolean;
}

const formatVersion = 1;
export const assignmentPrefix = "assignments/";
export const assignmentKey = (engine: string): string => `${assignmentPrefix}${engine}`;

/** The partitions of one topic that run the same bundle stand together, so that a thousand slots fit into one value. */
interface Row {
  readonly pipeline: string;
  readonly topic: string;
  readonly digest: string;
  readonly paused?: true;
  readonly partitions: number[];
}

export function encodeAssignment({ token, nonce, slots, stand }: Assignment): Uint8Array {
  const rows = new Map<string, Row>();
  for (const wanted of slots) {
    const { slot, digest } = wanted;
    const key = `${slot.pipeline}\n${slot.topic}\n${programOf(wanted)}`;
    const mark = pauseMark(wanted.paused === true);
    const row = rows.get(key) ?? { pipeline: slot.pipeline, topic: slot.topic, digest, ...mark, partitions: [] };
    row.partitions.push(slot.partition);
    rows.set(key, row);
  }
  return encodeRecord({ token, nonce, stand, slots: [...rows.values()] }, formatVersion);
}

/** The assignment, or `undefined` if this version can't read it: then it is as though there were none. */
export function decodeAssignment(value: Uint8Array): Assignment | undefined {
  const record = decodeRecord(value, formatVersion);
  const { token, nonce, slots, stand } = record ?? {};
  if (!isCount(token) || !isText(nonce) || !Array.isArray(slots)) return undefined;
  const rows = slots.map((row: unknown) => slotsOf(row));
  if (rows.some((row) => row === undefined)) return undefined;
  return { token, nonce, stand: stand === true, slots: rows.flatMap((row) => row ?? []) };
}

function slotsOf(value: unknown): readonly WantedSlot[] | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { pipeline, topic, digest, paused, partitions } = value as Readonly<Record<string, unknown>>;
  if (!isText(pipeline) || !isText(topic) || !isText(digest) || !Array.isArray(partitions)) return undefined;
  const [name, topicName, bundle] = [parsePipelineName(pipeline), parseTopicName(topic), parseDigest(digest)];
  if (!name.ok || !topicName.ok || !bundle.ok || !partitions.every(isCount)) return undefined;
  return partitions.map((partition) => ({
    slot: { pipeline: name.value, topic: topicName.value, partition },
    digest: bundle.value,
    ...pauseMark(paused === true),
  }));
}

/** Whether two assignments ask for the same slots, with the same to run on each. */
export function sameSlots(a: readonly WantedSlot[], b: readonly WantedSlot[]): boolean {
  if (a.length !== b.length) return false;
  const programs = new Map(a.map((wanted) => [slotKey(wanted.slot), programOf(wanted)]));
  return b.every((wanted) => programs.get(slotKey(wanted.slot)) === programOf(wanted));
}
