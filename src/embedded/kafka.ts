import type { KafkaError } from "../kafka/errors.ts";
import type { Kafka, KafkaClient } from "../kafka/kafka.ts";
import type { Clock } from "../model/clock.ts";
import type { GroupId, Principal, TopicName } from "../model/names.ts";
import { embeddedAdmin } from "./broker/admin.ts";
import { permissionsOf } from "./broker/authorizer.ts";
import type { Broker, FaultyOperation } from "./broker/broker.ts";
import { createBroker } from "./broker/broker.ts";
import type { EmbeddedConnection } from "./broker/connection.ts";
import { closable, reasonOf } from "./broker/connection.ts";
import type { LiveMember } from "./broker/groups.ts";
import { embeddedOffsets } from "./broker/offsets.ts";
import { embeddedProducer } from "./broker/producer.ts";
import { embeddedReader } from "./broker/reader.ts";
import { machineClock } from "./machine-clock.ts";

export interface EmbeddedKafkaOptions {
  /** How many brokers the cluster says to have: the upper bound of replication factors. Default 1. */
  readonly brokers?: number;
  /** Whether ACLs are kept and enforced. Default true. */
  readonly authorizer?: boolean;
  /** What timestamps and long polls are measured with. Default: this machine's clocks. */
  readonly clock?: Clock;
}

/** What tests do to the broker from outside of the `Kafka` interface. */
interface EmbeddedBrokerControl {
  /** Moves the start of a partition's log up to `offset`, as retention or DeleteRecords would. */
  deleteRecords(topic: TopicName, partition: number, offset: bigint): void;
  /** Deletes a topic with its records and the offsets committed for it. */
  deleteTopic(topic: TopicName): void;
  /** Puts a live member into a group until the returned function is called. */
  addGroupMember(group: GroupId, member: LiveMember): () => void;
  /** Lets the next call of an operation, by whatever client, fail with this error before it does anything: `send` as the
   * outcome of each record, the others by rejecting. */
  failNext(operation: FaultyOperation, error: KafkaError): void;
}

export interface EmbeddedKafka extends Kafka {
  readonly control: EmbeddedBrokerControl;
}

function controlOf(broker: Broker): EmbeddedBrokerControl {
  return {
    deleteRecords: (topic, partition, offset) => broker.topics.log(topic, partition)?.deleteBefore(offset),
    deleteTopic: (topic) => {
      if (broker.topics.delete(topic)) broker.groups.forgetTopic(topic);
    },
    addGroupMember: (group, member) => broker.groups.addMember(group, member),
    failNext: (operation, error) => {
      broker.faults.set(operation, [...(broker.faults.get(operation) ?? []), error]);
    },
  };
}

function clientOf(broker: Broker, principal: Principal | undefined, owner: AbortSignal): KafkaClient {
  const client = closable(owner);
  const permissions = permissionsOf(broker.authorizer, principal);
  const connect = (closed: AbortSignal): EmbeddedConnection => ({ broker, permissions, closed });
  return {
    offsets: embeddedOffsets(connect(client.signal)),
    reader: () => {
      const own = closable(client.signal);
      return embeddedReader(connect(own.signal), () => own.close());
    },
    producer: () => {
      const own = closable(client.signal);
      return embeddedProducer(connect(own.signal), () => own.close());
    },
    close: () => client.close(),
  };
}

/**
 * A Kafka cluster in memory: the peer of the drivers in `kafka/`, held to the same contract suite.
 *
 * It keeps partition logs, dynamic topic configurations, committed offsets and ACLs, and refuses what a Kafka 4.1 with
 * StandardAuthorizer refuses. A client made without a principal is a super user. The high watermark is the log's end.
 * It does not execute retention or compaction, has no transactions, no group protocol (live members exist only through
 * `control`), no leaders, and forgets everything with the object.
 */
export function createEmbeddedKafka(options: EmbeddedKafkaOptions = {}): EmbeddedKafka {
  const broker = createBroker({
    brokers: options.brokers ?? 1,
    authorizer: options.authorizer ?? true,
    clock: options.clock ?? machineClock,
  });
  const all = closable();
  const assertOpen = (): void => {
    if (all.signal.aborted) throw reasonOf(all.signal);
  };
  return {
    admin: embeddedAdmin(broker, assertOpen),
    client: (principal) => clientOf(broker, principal, all.signal),
    close: () => all.close(),
    control: controlOf(broker),
  };
}
