import { errorOfCode } from "../../kafka/error-codes.ts";
import type { ElementOutcome } from "../../kafka/errors.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { RecordProducer, RecordToSend } from "../../kafka/producer.ts";
import { takeFault } from "./broker.ts";
import type { EmbeddedConnection } from "./connection.ts";
import { assertOpen } from "./connection.ts";
import type { NewRecord, PartitionLog } from "./partition-log.ts";
import { singleBatchBytes } from "./partition-log.ts";
import { partitionCountOf } from "./reader.ts";
import type { EmbeddedTopic } from "./topics.ts";
import { maxMessageBytesOf, unknownTopic } from "./topics.ts";

interface Appendable {
  readonly log: PartitionLog;
  readonly record: NewRecord;
}

function refusalOf(topic: EmbeddedTopic, record: NewRecord): KafkaError | undefined {
  if (singleBatchBytes(record) > maxMessageBytesOf(topic))
    return errorOfCode(10, `a record for ${topic.name} exceeds max.message.bytes (${maxMessageBytesOf(topic)})`);
  const isCompacted = (topic.configs["cleanup.policy"] ?? "").includes("compact");
  if (isCompacted && record.key === undefined)
    return errorOfCode(87, `a record for the compacted topic ${topic.name} has no key`);
  return undefined;
}

function check(connection: EmbeddedConnection, record: RecordToSend): Appendable | KafkaError {
  const { broker, permissions } = connection;
  const undescribed = permissions.topic("describe", record.topic);
  if (undescribed !== undefined) return undescribed;
  const topic = broker.topics.find(record.topic);
  if (topic === undefined) return unknownTopic(record.topic);
  const log = topic.partitions[record.partition];
  if (log === undefined) return errorOfCode(3, `${record.topic}/${record.partition} doesn't exist`);
  const refused = permissions.topic("write", record.topic);
  if (refused !== undefined) return refused;
  const now = broker.clock.wallMs();
  const takesAppendTime = topic.configs["message.timestamp.type"] === "LogAppendTime";
  const stored: NewRecord = {
    timestampMs: takesAppendTime ? now : (record.timestampMs ?? now),
    key: record.key,
    value: record.value,
    headers: record.headers,
  };
  return refusalOf(topic, stored) ?? { log, record: stored };
}

function failAll(records: readonly RecordToSend[], error: KafkaError): ElementOutcome<RecordToSend>[] {
  return records.map((element) => ({ element, ok: false, error }));
}

/** A `RecordProducer` over the embedded broker: one request a `send`, so the guard is asked once. */
export function embeddedProducer(connection: EmbeddedConnection, close: () => Promise<void>): RecordProducer {
  return {
    async send(records, guard) {
      assertOpen(connection);
      if (records.length === 0) return [];
      if (guard?.() === false) {
        return failAll(records, new KafkaError("guard-refused", "the guard refused to write records"));
      }
      const fault = takeFault(connection.broker, "send");
      if (fault !== undefined) return failAll(records, fault);
      const appends = new Map<PartitionLog, NewRecord[]>();
      const outcomes = records.map((element): ElementOutcome<RecordToSend> => {
        const checked = check(connection, element);
        if (checked instanceof KafkaError) return { element, ok: false, error: checked };
        const batch = appends.get(checked.log);
        if (batch === undefined) appends.set(checked.log, [checked.record]);
        else batch.push(checked.record);
        return { element, ok: true };
      });
      for (const [log, batch] of appends) log.append(batch);
      return outcomes;
    },

    async partitionCount(topic) {
      assertOpen(connection);
      return partitionCountOf(connection, topic);
    },

    close,
  };
}
