import type { Checked } from "../diagnostics/checked.ts";
import { followSignals } from "../model/follow-signals.ts";
import type { TopicName } from "../model/names.ts";
import type { DecodedPayload } from "../operate/decode.ts";
import { decodePayload } from "../operate/decode.ts";
import { tail } from "../operate/tail.ts";
import type { TailRequest } from "../operate/tail.ts";
import type { Servers } from "./servers.ts";
import type { SessionRequest, Shown } from "./session.ts";
import { bundlesOf, requireRealServers, withSession } from "./session.ts";
import type { TailedRole } from "./topics-of-step.ts";
import { topicsOfStep } from "./topics-of-step.ts";

/** A record as it is shown. */
export interface ShownRecord {
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestampMs: number;
  readonly key: DecodedPayload;
  readonly value: DecodedPayload;
  readonly headers: Readonly<Record<string, string>>;
}

export interface TailCommand extends SessionRequest, Omit<TailRequest, "topic"> {
  readonly step: string;
  readonly role: TailedRole;
  /** End after so many records. */
  readonly limit: number | undefined;
  readonly onRecord: (record: ShownRecord) => void;
}

/** `sluiceway tail`: the records of a step's topics as they flow. Moves no offset. Resolves with how many were shown. */
export function tailStep(command: TailCommand): Promise<Shown<number>> {
  return withSession(command, async ({ compiled, servers }): Promise<Checked<number>> => {
    const real = requireRealServers(servers, "sluiceway tail");
    if (!real.ok) return real;
    const found = topicsOfStep(bundlesOf(compiled), command.step, command.role);
    if (!found.ok) return found;
    return { ok: true, value: await tailTopics(servers, found.value.topics, command), warnings: [] };
  });
}

type TailOptions = Pick<TailCommand, "from" | "follow" | "signal" | "limit" | "onRecord">;

/** Tails several topics at once until all have ended, the limit is reached, or the signal is aborted. */
export async function tailTopics(
  servers: Servers,
  topics: readonly TopicName[],
  options: TailOptions,
): Promise<number> {
  const client = servers.kafka.client();
  const done = new AbortController();
  const { signal, release } = followSignals([options.signal, done.signal]);
  let shown = 0;
  const follow = async (topic: TopicName): Promise<void> => {
    const reader = client.reader();
    try {
      const { from, follow: follows } = options;
      for await (const { partition, record } of tail(
        { reader, offsets: client.offsets },
        { topic, from, follow: follows, signal },
      )) {
        if (shown === options.limit) return;
        shown += 1;
        options.onRecord({
          topic,
          partition,
          offset: record.offset,
          timestampMs: record.timestampMs,
          key: await decodePayload(record.key, servers.registry),
          value: await decodePayload(record.value, servers.registry),
          headers: Object.fromEntries(record.headers.map(({ key, value }) => [key.toString(), value.toString()])),
        });
        if (shown === options.limit) done.abort(new Error("the limit is reached"));
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      await reader.close();
    }
  };
  try {
    await Promise.all(topics.map(follow));
  } finally {
    release();
    await client.close();
  }
  return shown;
}
