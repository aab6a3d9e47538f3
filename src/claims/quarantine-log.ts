import type { TopicName } from "../model/names.ts";
import { parseTopicName } from "../model/names.ts";
import type { Quarantine } from "../model/quarantine.ts";
import { isMs, isText } from "./stored-json.ts";
import type { ClaimStore } from "./store.ts";
import type { RecordFormat } from "./stored-record.ts";
import { changeRecord, decodeList, readRecord } from "./stored-record.ts";

const format: RecordFormat<readonly Quarantine[]> = {
  key: "quarantines",
  formatVersion: 1,
  empty: [],
  encode: (quarantines) => ({ quarantines }),
  decode: ({ quarantines }) => decodeList(quarantines, quarantineOf),
};

function quarantineOf({ topic, ...record }: Readonly<Record<string, unknown>>): Quarantine | undefined {
  const { topicId, sinceMs, holdMs, ends, by } = record;
  const name = isText(topic) ? parseTopicName(topic) : undefined;
  const isEnds = Array.isArray(ends) && ends.every((end) => isText(end) && /^\d+$/.test(end));
  return name?.ok === true && isText(topicId) && isMs(sinceMs) && isMs(holdMs) && isText(by) && isEnds
    ? { topic: name.value, topicId, sinceMs, holdMs, ends, by }
    : undefined;
}

/** The topics in quarantine. Rejects with a `StoreError`. */
export const readQuarantines = (store: ClaimStore): Promise<readonly Quarantine[]> => readRecord(store, format);

/** Writes down a quarantine, in place of an earlier one of the topic. Can be done twice. */
export async function recordQuarantine(store: ClaimStore, quarantine: Quarantine): Promise<void> {
  await changeRecord(store, format, (all) => [...others(all, quarantine.topic), quarantine]);
}

/** Forgets the quarantine of a topic. Can be done twice. */
export async function forgetQuarantine(store: ClaimStore, topic: TopicName): Promise<void> {
  await changeRecord(store, format, (all) => others(all, topic));
}

const others = (all: readonly Quarantine[], topic: TopicName): readonly Quarantine[] =>
  all.filter((one) => one.topic !== topic);
