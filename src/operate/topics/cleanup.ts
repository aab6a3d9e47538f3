import { forgetQuarantine, readQuarantines, recordQuarantine } from "../../claims/quarantine-log.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ElementOutcome } from "../../kafka/errors.ts";
import type { TopicDetails } from "../../kafka/topic-details.ts";
import { aclKey } from "../../model/acl.ts";
import { formatDuration } from "../../model/duration.ts";
import type { Quarantine } from "../../model/quarantine.ts";
import { quarantineAcl } from "../../model/quarantine.ts";
import type { TopicServers } from "./topic-servers.ts";
import { offsetsAt, readersOf, recordsSince } from "./topic-use.ts";

export interface CleanupRequest {
  /** A topic that nobody declares any more: whose it is has been decided by the caller. */
  readonly topic: TopicDetails;
  /** How long nothing may have been written, at both times. */
  readonly quietMs: number;
  /** How long a quarantine that begins now has to last. */
  readonly holdMs: number;
  readonly by: string;
}

export interface CleanupResult {
  readonly kind: "quarantined" | "deleted";
  /** The quarantine that has begun, or that has been served. */
  readonly quarantine: Quarantine;
}

/**
 * One step towards the deletion of a topic. The first puts it into quarantine: nobody but super users may write to it.
 * A later one, after the time that was said then, deletes it by its id, provided that the denial is still there and no
 * partition's end has moved. Both are refused while somebody reads the topic or has written to it lately. What breaks off
 * in the middle is gone on with by the next call, or undone by a plan. Rejects with a `KafkaError` or a `StoreError`.
 */
export async function cleanUp(servers: TopicServers, request: CleanupRequest): Promise<Checked<CleanupResult>> {
  const { topic } = request;
  const known = (await readQuarantines(servers.store)).find((one) => one.topic === topic.name);
  const quarantine = known?.topicId === topic.id ? known : undefined;
  const inUse = await problemsOfUse(servers, request);
  if (inUse.length > 0) return failed(...inUse);
  const denial = await denialState(servers, topic);
  if (quarantine === undefined || denial === "missing") return begin(servers, request, denial);
  const untilMs = quarantine.sinceMs + quarantine.holdMs;
  if (servers.clock.wallMs() < untilMs)
    return failed(diagnostic("SLW2040", { topic: topic.name, until: new Date(untilMs).toISOString() }));
  const moved = await movedSince(servers, topic, quarantine);
  return moved.length > 0 ? failed(...moved) : deleteTopic(servers, topic, quarantine);
}

async function problemsOfUse(
  { kafka, store, clock }: TopicServers,
  { topic, quietMs }: CleanupRequest,
): Promise<readonly Diagnostic[]> {
  const readers = await readersOf({ kafka, store }, topic);
  const client = kafka.client();
  try {
    const recent = await recordsSince(client.offsets, topic, clock.wallMs() - quietMs);
    return [
      ...(readers.length === 0 ? [] : [diagnostic("SLW2037", { topic: topic.name, readers: readers.join("; ") })]),
      ...(recent === 0n
        ? []
        : [
            diagnostic("SLW2038", {
              topic: topic.name,
              what: `${recent} records within the last ${formatDuration(quietMs)}`,
            }),
          ]),
    ];
  } finally {
    await client.close();
  }
}

/** Whether writing is denied; `impossible` where the brokers keep no ACLs. */
type DenialState = "present" | "missing" | "impossible";

async function denialState({ kafka }: TopicServers, { name }: TopicDetails): Promise<DenialState> {
  const acls = await kafka.admin.describeAcls();
  if (acls === undefined) return "impossible";
  const key = aclKey(quarantineAcl(name));
  return acls.some((acl) => aclKey(acl) === key) ? "present" : "missing";
}

/** The record first, so that a denial without one can't be; the ends last, when nobody can write any more. */
async function begin(
  servers: TopicServers,
  { topic, holdMs, by }: CleanupRequest,
  denial: DenialState,
): Promise<Checked<CleanupResult>> {
  const { kafka, store, clock } = servers;
  const client = kafka.client();
  try {
    const endsNow = async (): Promise<readonly string[]> =>
      (await offsetsAt(client.offsets, topic, { kind: "latest" })).map(String);
    const begun = { topic: topic.name, topicId: topic.id, holdMs, by };
    await recordQuarantine(store, { ...begun, sinceMs: clock.wallMs(), ends: await endsNow() });
    if (denial === "missing") {
      throwFirst(await kafka.admin.createAcls([quarantineAcl(topic.name)]));
      await untilDenied(servers, topic);
    }
    const quarantine = { ...begun, sinceMs: clock.wallMs(), ends: await endsNow() };
    await recordQuarantine(store, quarantine);
    const warnings = denial === "impossible" ? [diagnostic("SLW2041", { topic: topic.name })] : [];
    return { ok: true, value: { kind: "quarantined", quarantine }, warnings };
  } finally {
    await client.close();
  }
}

const pollMs = 100;
const visibleMs = 15_000;

/** Kafka's reads of ACLs lag its writes by some milliseconds. */
async function untilDenied(servers: TopicServers, topic: TopicDetails): Promise<void> {
  const { clock } = servers;
  const deadlineMs = clock.monotonicMs() + visibleMs;
  while ((await denialState(servers, topic)) !== "present" && clock.monotonicMs() < deadlineMs)
    await clock.sleep(pollMs);
}

async function movedSince(
  { kafka }: TopicServers,
  topic: TopicDetails,
  { ends, sinceMs }: Quarantine,
): Promise<readonly Diagnostic[]> {
  const client = kafka.client();
  try {
    const now = await offsetsAt(client.offsets, topic, { kind: "latest" });
    const written = now.reduce((sum, end, partition) => sum + end - BigInt(ends[partition] ?? "0"), 0n);
    if (written === 0n) return [];
    const what = `${written} records since ${new Date(sinceMs).toISOString()}, when its quarantine began`;
    return [diagnostic("SLW2038", { topic: topic.name, what })];
  } finally {
    await client.close();
  }
}

/** The topic first: what is left of its quarantine then is taken away by any later plan, should this break off. */
async function deleteTopic(
  { kafka, store }: TopicServers,
  topic: TopicDetails,
  quarantine: Quarantine,
): Promise<Checked<CleanupResult>> {
  throwFirst(await kafka.admin.deleteTopics([{ name: topic.name, id: topic.id }]));
  const isDenied = (await kafka.admin.describeAcls()) !== undefined;
  if (isDenied) throwFirst(await kafka.admin.deleteAcls([quarantineAcl(topic.name)]));
  await forgetQuarantine(store, topic.name);
  return { ok: true, value: { kind: "deleted", quarantine }, warnings: [] };
}

function throwFirst(outcomes: readonly ElementOutcome<unknown>[]): void {
  for (const outcome of outcomes) if (!outcome.ok) throw outcome.error;
}
