import type { RecordToSend } from "../../kafka/producer.ts";
import { partitionOfKey } from "../../model/murmur2.ts";
import type { TopicName } from "../../model/names.ts";
import type { DeadLetter } from "./dead-letter.ts";
import { redrivenHeaders } from "./dead-letter.ts";

/** Where reprocessed records go: back to the step's input that they came from, or to a topic that was named. */
export type RedriveTarget = { readonly kind: "origin" } | { readonly kind: "topic"; readonly topic: TopicName };

/** The topic that a dead letter goes to; undefined where it doesn't say where it came from and that isn't plain. */
export function targetTopic({ source, failure }: DeadLetter, target: RedriveTarget): TopicName | undefined {
  if (target.kind === "topic") return target.topic;
  const origin = source.inputs.find((topic) => topic === failure.topic);
  return origin ?? (failure.topic === undefined && source.inputs.length === 1 ? source.inputs[0] : undefined);
}

/** The mark of a dead letter on the journey of a run: the same at each attempt. */
export const redriveMark = (run: string, { source, partition, record }: DeadLetter): string =>
  `${run}/${source.topic}/${partition}/${record.offset}`;

/**
 * The record as it is sent again, key, value and timestamp untouched: to the partition that it came from where that
 * exists in its own topic, else by its key as Java's clients do, else to the partition of its number.
 */
export function redrivenRecord(
  letter: DeadLetter,
  to: { readonly run: string; readonly topic: TopicName; readonly partitions: number },
): RecordToSend {
  const { record, failure } = letter;
  const origin = failure.topic === to.topic ? failure.partition : undefined;
  return {
    topic: to.topic,
    partition: origin !== undefined && origin < to.partitions ? origin : partitionFor(letter, to.partitions),
    key: record.key,
    value: record.value,
    timestampMs: record.timestampMs,
    headers: redrivenHeaders(letter, redriveMark(to.run, letter)),
  };
}

const partitionFor = ({ record, partition }: DeadLetter, partitions: number): number =>
  record.key === undefined ? partition % partitions : partitionOfKey(record.key, partitions);
