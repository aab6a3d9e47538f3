import { createAPI, deleteTopicsV6, Writer } from "@platformatic/kafka";
import type { TopicName } from "../../model/names.ts";
import type { TopicToDelete } from "../admin.ts";
import { errorOfCode } from "../error-codes.ts";
import type { ElementOutcome } from "../errors.ts";
import { KafkaError } from "../errors.ts";
import type { BrokerRequests } from "./broker-connections.ts";

type DeleteTopicsAnswer = ReturnType<typeof deleteTopicsV6.parseResponse>;

/** DeleteTopics by ids alone, version 6: the library's request names topics. */
const deleteRequest = createAPI<[ids: readonly string[], timeoutMs: number], DeleteTopicsAnswer>(
  20,
  6,
  (ids, timeoutMs) =>
    Writer.create()
      .appendArray([...ids], (writer, id) => writer.appendString(null).appendUUID(id))
      .appendInt32(timeoutMs)
      .appendTaggedFields(),
  deleteTopicsV6.parseResponse,
);

const timeoutMs = 25_000;
const topicAuthorizationFailed = 29;

/** Deletes topics by their ids: one that was created again under the same name is another one, and stays. */
export async function deleteTopics(
  connections: BrokerRequests,
  topics: readonly TopicToDelete[],
): Promise<readonly ElementOutcome<TopicToDelete>[]> {
  if (topics.length === 0) return [];
  const ids = topics.map(({ id }) => id);
  const { responses } = await connections.requestAny((connection) => deleteRequest.async(connection, ids, timeoutMs));
  const answers = new Map(responses.map((answer) => [answer.topicId, answer]));
  return topics.map((element): ElementOutcome<TopicToDelete> => {
    const answer = answers.get(element.id);
    if (answer === undefined) return { element, ok: false, error: unanswered(element.name) };
    if (answer.errorCode === 0) return { element, ok: true };
    const isRefused = answer.errorCode === topicAuthorizationFailed;
    const sentence = isRefused ? "needs DELETE on the topic" : (answer.errorMessage ?? "");
    const what = `topic ${element.name} (${element.id})`;
    return {
      element,
      ok: false,
      error: errorOfCode(answer.errorCode, sentence === "" ? what : `${what}: ${sentence}`),
    };
  });
}

const unanswered = (name: TopicName): KafkaError =>
  new KafkaError("other", `the broker didn't answer for topic ${name}`);
