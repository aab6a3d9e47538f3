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

/** A partition that this client may write to. */
interface Target {
  readonly topic: EmbeddedTopic;
  readonly log: PartitionLog;
}

function refusalOf(topic: EmbeddedTopic, record: NewRecord): KafkaError | undefined {
  if (singleBatchBytes(record) > maxMessageBytesOf(topic))
    return errorOfCode(10, `a record for ${topic.name} exceeds max.message.bytes (${maxMessageBytesOf(topic)})`);
  const isCompacted = (topic.configs["cleanup.policy"] ?? "").includes("compact");
  if (isCompacted && record.key === undefined)
    return errorOfCode(87, `a record for the compacted topic ${topic.name} has no key`);
  return undefined;
}

function findTarget({ broker, permissions }: EmbeddedConnection, record: RecordToSend): Target | KafkaError {
  const undescribed = permissions.topic("describe", record.topic);
  if (undescribed !== undefined) return undescribed;
  const topic = broker.topics.find(record.topic);
  if (topic === undefined) return unknownTopic(record.topic);
  const log = topic.partitions[record.partition];
  if (log === undefined) return errorOfCode(3, `${record.topic}/${record.partition} doesn't exist`);
  return permissions.topic("write", record.topic) ?? { topic, log };
}

function toStore({ topic }: Target, record: RecordToSend, nowMs: number): NewRecord | KafkaError {
  const takesAppendTime = topic.configs["message.timestamp.type"] === "LogAppendTime";
  const stored: NewRecord = {
    timestampMs: takesAppendTime ? nowMs : (record.timestampMs ?? nowMs),
    key: record.key,
    value: record.value,
    headers: record.headers,
  };
  return refusalOf(topic, stored) ?? stored;
}

/** One request: finds each partition once, and appends what it may in the order given. */
class ProduceRequest {
  readonly #connection: EmbeddedConnection;
  readonly #targets = new Map<string, Target | KafkaError>();
  readonly #appends = new Map<PartitionLog, NewRecord[]>();

  constructor(connection: EmbeddedConnection) {
    this.#connection = connection;
  }

  add(record: RecordToSend): ElementOutcome<RecordToSend> {
    const target = this.#targetOf(record);
    if (target instanceof KafkaError) return { element: record, ok: false, error: target };
    const stored = toStore(target, record, this.#connection.broker.clock.wallMs());
    if (stored instanceof KafkaError) return { element: record, ok: false, error: stored };
    const batch = this.#appends.get(target.log);
    if (batch === undefined) this.#appends.set(target.log, [stored]);
    else batch.push(stored);
    return { element: record, ok: true };
  }

  append(): void {
    for (const [log, records] of this.#appends) log.append(records);
  }

  #targetOf(record: RecordToSend): Target | KafkaError {
    const key = `${record.topic}/${record.partition}`;
    const target = this.#targets.get(key) ?? findTarget(this.#connection, record);
    this.#targets.set(key, target);
    return target;
  }
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
      const request = new ProduceRequest(connection);
      const outcomes = records.map((record) => request.add(record));
      request.append();
      return outcomes;
    },

    async partitionCount(topic) {
      assertOpen(connection);
      return partitionCountOf(connection, topic);
    },

    close,
  };
}
