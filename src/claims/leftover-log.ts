import type { LeftoverInput, Leftovers } from "../model/leftovers.ts";
import { noLeftovers } from "../model/leftovers.ts";
import type { TopicName } from "../model/names.ts";
import { parseGroupId, parsePipelineName, parseTopicName } from "../model/names.ts";
import { isText } from "./stored-json.ts";
import type { ClaimStore } from "./store.ts";
import type { RecordFormat } from "./stored-record.ts";
import { changeRecord, decodeList, readRecord } from "./stored-record.ts";

const format: RecordFormat<Leftovers> = {
  key: "leftovers",
  formatVersion: 1,
  empty: noLeftovers,
  encode: ({ topics, inputs }) => ({ topics: topics.map((name) => ({ name })), inputs }),
  decode: ({ topics, inputs }) => {
    const [names, pairs] = [decodeList(topics, topicOf), decodeList(inputs, inputOf)];
    return names === undefined || pairs === undefined ? undefined : { topics: names, inputs: pairs };
  },
};

function topicOf({ name }: Readonly<Record<string, unknown>>): TopicName | undefined {
  const topic = isText(name) ? parseTopicName(name) : undefined;
  return topic?.ok === true ? topic.value : undefined;
}

function inputOf(record: Readonly<Record<string, unknown>>): LeftoverInput | undefined {
  const { group, topic, pipeline } = record;
  if (!isText(group) || !isText(topic) || !isText(pipeline)) return undefined;
  const [id, name, owner] = [parseGroupId(group), parseTopicName(topic), parsePipelineName(pipeline)];
  return id.ok && name.ok && owner.ok ? { group: id.value, topic: name.value, pipeline: owner.value } : undefined;
}

/**
 * What applied revisions left behind. A revision is forgotten once a later one is applied, and with it what it owned: names
 * that nobody asks for any more stay here until they are gone. Rejects with a `StoreError`.
 */
export const readLeftovers = (store: ClaimStore): Promise<Leftovers> => readRecord(store, format);

/** Writes down what is left now. Can be done twice. */
export async function recordLeftovers(store: ClaimStore, leftovers: Leftovers): Promise<void> {
  await changeRecord(store, format, () => leftovers);
}
