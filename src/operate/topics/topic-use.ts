import { setTimeout as delay } from "node:timers/promises";
import { readClaimStatus } from "../../claims/status.ts";
import type { GroupDescription } from "../../kafka/admin.ts";
import type { GroupOffsets } from "../../kafka/offsets.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import type { LogPosition } from "../../model/start-position.ts";
import type { TopicServers } from "./topic-servers.ts";
import { partitionsOfTopic } from "./topic-servers.ts";

/**
 * Who reads the topic now, for people: groups with a live member that is subscribed to it (or, where a member's protocol
 * doesn't say to what, with offsets in it), and engines that hold a slot of it. Simple consumers can't be seen.
 */
export async function readersOf(
  { kafka, store }: Pick<TopicServers, "kafka" | "store">,
  topic: TopicDetails,
): Promise<readonly string[]> {
  const [groups, { slots }] = await Promise.all([liveGroups(kafka.admin), readClaimStatus(store)]);
  const client = kafka.client();
  try {
    const readers: string[] = [];
    for (const group of groups)
      if (await reads(group, topic, client.offsets)) readers.push(`group ${group.group} (${membersText(group)})`);
    const held = slots.filter(({ slot, state, leaseState }) => {
      return slot.topic === topic.name && state !== "free" && leaseState !== "revoked";
    });
    return [...readers, ...new Set(held.map(({ slot, label }) => `engine ${label} for pipeline ${slot.pipeline}`))];
  } finally {
    await client.close();
  }
}

async function liveGroups(admin: TopicServers["kafka"]["admin"]): Promise<readonly GroupDescription[]> {
  const described = await admin.describeGroups(await admin.listGroups());
  return described.filter(({ members }) => members.length > 0);
}

async function reads(
  { group, members }: GroupDescription,
  topic: TopicDetails,
  offsets: GroupOffsets,
): Promise<boolean> {
  if (members.some(({ topics }) => topics.includes(topic.name))) return true;
  if (members.every(({ topics }) => topics.length > 0)) return false;
  const committed = await offsets.committed(group, partitionsOfTopic(topic));
  return committed.some(({ offset }) => offset !== undefined);
}

const membersText = ({ members }: GroupDescription): string =>
  members.map(({ clientId, host }) => `${clientId} at ${host}`).join(", ");

const attempts = 20;
const retryMs = 250;

/**
 * The offsets of all partitions at a position, in their order. Asks again while a partition has no leader, as those of a new
 * topic for a moment. Rejects with the first partition's error.
 */
export async function offsetsAt(
  offsets: GroupOffsets,
  topic: TopicDetails,
  at: LogPosition,
): Promise<readonly bigint[]> {
  for (let attempt = 1; ; attempt += 1) {
    const found = await offsets.logOffsets(partitionsOfTopic(topic), at);
    const errors = found.flatMap((one) => (one.ok ? [] : [one.error]));
    const final = attempt < attempts ? errors.find(({ retriable }) => !retriable) : errors[0];
    if (final !== undefined) throw final;
    if (errors.length === 0) return found.flatMap((one) => (one.ok ? [one.offset] : []));
    await delay(retryMs);
  }
}

/** How many records the topic has whose time is this one or later; times are the producers', where they set them. */
export async function recordsSince(offsets: GroupOffsets, topic: TopicDetails, timestampMs: number): Promise<bigint> {
  const [firsts, ends] = [
    await offsetsAt(offsets, topic, { kind: "timestamp", timestampMs: Math.max(0, timestampMs) }),
    await offsetsAt(offsets, topic, { kind: "latest" }),
  ];
  return ends.reduce((sum, end, partition) => sum + end - (firsts[partition] ?? end), 0n);
}
