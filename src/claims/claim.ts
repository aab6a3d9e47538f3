import { parseDigest, parsePipelineName, parseTopicName } from "../model/names.ts";
import type { Digest } from "../model/names.ts";
import { slotKey } from "../model/slot.ts";
import type { Slot } from "../model/slot.ts";
import { decodeRecord, encodeRecord, isCount, isMs, isOneOf, isText } from "./stored-json.ts";

const claimStates = ["held", "draining", "free"] as const;

/** What lies under `slots/<pipeline>/<topic>/<partition>`: who owns the slot. Never deleted while the slot exists. */
export interface Claim {
  readonly slot: Slot;
  /** The engine that wrote it, and its configured name. */
  readonly owner: string;
  readonly label: string;
  /** The lease that the claim lives by, and its length: when the lease is gone, so long an observer waits. */
  readonly lease: string;
  readonly leaseMs: number;
  readonly token: number;
  readonly state: (typeof claimStates)[number];
  readonly digest: Digest;
  /** Its owner neither reads nor writes for it, as an operator has asked. */
  readonly paused?: true;
  /** False until the wait after a store that went back is over: whoever takes the slot before that waits as well. */
  readonly settled: boolean;
  readonly nonce: string;
  /** Since when it is in this owner's hands, by the owner's wall clock; only ever shown. */
  readonly sinceMs: number;
}

const formatVersion = 1;
export const claimPrefix = "slots/";
export const claimKey = (slot: Slot): string => `${claimPrefix}${slotKey(slot)}`;

export function encodeClaim({ slot, ...claim }: Claim): Uint8Array {
  return encodeRecord({ ...claim, ...slot }, formatVersion);
}

/** The claim, or `undefined` if this version can't read it: then the slot counts as somebody's. */
export function decodeClaim(value: Uint8Array): Claim | undefined {
  const record = decodeRecord(value, formatVersion);
  if (record === undefined) return undefined;
  const [slot, ownership] = [claimSlotOf(record), ownershipOf(record)];
  const { token, state, settled } = record;
  const digest = isText(record["digest"]) ? parseDigest(record["digest"]) : undefined;
  if (slot === undefined || ownership === undefined || digest?.ok !== true) return undefined;
  if (!isCount(token) || !isOneOf(state, claimStates) || typeof settled !== "boolean") return undefined;
  const { paused } = record;
  return { slot, ...ownership, token, state, settled, digest: digest.value, ...pauseMark(paused === true) };
}

function ownershipOf(
  record: Readonly<Record<string, unknown>>,
): Pick<Claim, "owner" | "label" | "lease" | "leaseMs" | "nonce" | "sinceMs"> | undefined {
  const { owner, label, lease, leaseMs, nonce, sinceMs } = record;
  if (!isText(owner) || !isText(label) || !isText(lease) || !isText(nonce)) return undefined;
  return isMs(leaseMs) && isMs(sinceMs) ? { owner, label, lease, leaseMs, nonce, sinceMs } : undefined;
}

/** The slot that a stored record names. */
export function claimSlotOf(record: Readonly<Record<string, unknown>>): Slot | undefined {
  const { pipeline, topic, partition } = record;
  if (!isText(pipeline) || !isText(topic) || !isCount(partition)) return undefined;
  const [parsedPipeline, parsedTopic] = [parsePipelineName(pipeline), parseTopicName(topic)];
  if (!parsedPipeline.ok || !parsedTopic.ok) return undefined;
  return { pipeline: parsedPipeline.value, topic: parsedTopic.value, partition };
}

/** The member `paused` where it applies: it is left out elsewhere, as records of earlier versions do. */
export const pauseMark = (isPaused: boolean): Pick<Claim, "paused"> => (isPaused ? { paused: true } : {});

/** What runs on a slot: a bundle, or, while it is paused, nothing of it. Two are the same if their texts are. */
export const programOf = ({ digest, paused }: Pick<Claim, "digest" | "paused">): string =>
  paused === true ? `paused ${digest}` : digest;

/** What a claimer does about the tokens that it found (design, section 6, point 2). */
export interface NextToken {
  /** One more than the greatest seen in the claim and in the metadata of the committed offset. */
  readonly token: number;
  /**
   * The store remembers less than the commit does, so it has gone back and an owner that it doesn't know may still act;
   * or somebody who waited for that reason has not waited to the end.
   */
  readonly mustWait: boolean;
}

/** The token of the next claim, and whether its owner must wait for an unknown one to end. */
export function nextToken(claimed: Claim | undefined, committed: number): NextToken {
  const known = claimed?.token ?? 0;
  return { token: Math.max(known, committed) + 1, mustWait: committed > known || claimed?.settled === false };
}
