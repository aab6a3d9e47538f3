import type { SchemaRegistry } from "../../registry/registry.ts";
import type { Bundle } from "../../model/bundle.ts";
import { decodePayload } from "../decode.ts";
import type { RangeRecord } from "../read-ranges.ts";
import type { TailSource } from "../tail.ts";
import { tail } from "../tail.ts";
import type { DeadLetter, DeadLetterTopic } from "./dead-letter.ts";
import { failureOf } from "./dead-letter.ts";
import type { DeadLetterExpression } from "./expression.ts";
import type { DeadLetterFilter } from "./filter.ts";
import { matcherOf } from "./filter.ts";

/** The dead-letter topics of pipelines, one per step. */
export function deadLetterTopics(bundles: readonly Bundle[]): readonly DeadLetterTopic[] {
  return bundles.flatMap(({ pipeline, steps }) => {
    const all = steps.flatMap(({ inputs }) => inputs);
    return steps.map(({ name, deadLetterTopic, inputs }) => ({
      pipeline,
      step: name,
      topic: deadLetterTopic,
      inputs: (inputs.length === 0 ? all : inputs).map(({ topic }) => topic),
    }));
  });
}

export interface DeadLetterRequest {
  readonly filter: DeadLetterFilter;
  /** Beside the filter, over the decoded value. */
  readonly expression?: DeadLetterExpression | undefined;
  readonly registry?: SchemaRegistry | undefined;
  readonly signal: AbortSignal;
  /** Called with how many records were read so far, whether they are meant or not. */
  readonly onRead?: (records: number) => void;
}

/**
 * The dead letters of a topic that are there now and meet the request, in order within each partition. Reads without a
 * group, so it moves no offset. Rejects with a `KafkaError`, or with the signal's reason.
 */
export function readDeadLetters(
  source: TailSource,
  topic: DeadLetterTopic,
  request: DeadLetterRequest,
): AsyncGenerator<DeadLetter> {
  const { signal } = request;
  const records = tail(source, { topic: topic.topic, from: "earliest", follow: false, signal });
  return meantLetters(records, topic, request);
}

/** Those of a dead-letter topic's records that meet the request. */
export async function* meantLetters(
  records: AsyncIterable<RangeRecord>,
  topic: DeadLetterTopic,
  { filter, expression, registry, onRead }: Omit<DeadLetterRequest, "signal">,
): AsyncGenerator<DeadLetter> {
  const isMeant = matcherOf(filter);
  let read = 0;
  for await (const { partition, record } of records) {
    onRead?.((read += 1));
    const letter: DeadLetter = { source: topic, partition, record, failure: failureOf(record) };
    if (!isMeant(letter)) continue;
    if (expression !== undefined && !expression(letter, await decodePayload(record.value, registry))) continue;
    yield letter;
  }
}
