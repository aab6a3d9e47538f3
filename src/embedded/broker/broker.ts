/**
 * The parts of the embedded broker: what a Kafka cluster keeps (topics with logs, groups, ACLs), and the four
 * interfaces of `kafka/` over it. `../kafka.ts` puts them together; nothing else imports this folder.
 */
import { randomBytes } from "node:crypto";
import type { KafkaError } from "../../kafka/errors.ts";
import type { Clock } from "../../model/clock.ts";
import { Authorizer } from "./authorizer.ts";
import { Groups } from "./groups.ts";
import { Topics } from "./topics.ts";

/** What a client asks of a broker and a test may let fail. */
export type FaultyOperation = "fetch" | "send" | "commit" | "committed";

/** What the cluster keeps, shared by all clients of one embedded Kafka. */
export interface Broker {
  readonly clusterId: string;
  readonly brokers: number;
  readonly clock: Clock;
  readonly topics: Topics;
  readonly groups: Groups;
  readonly authorizer: Authorizer | undefined;
  /** Errors with which the next calls of an operation fail, first come first served. */
  readonly faults: Map<FaultyOperation, KafkaError[]>;
}

export interface BrokerOptions {
  readonly brokers: number;
  readonly authorizer: boolean;
  readonly clock: Clock;
}

export function createBroker(options: BrokerOptions): Broker {
  return {
    clusterId: randomBytes(16).toString("base64url"),
    brokers: options.brokers,
    clock: options.clock,
    topics: new Topics(options.brokers),
    groups: new Groups(),
    authorizer: options.authorizer ? new Authorizer() : undefined,
    faults: new Map(),
  };
}

/** The error that a test has put in this operation's way. */
export function takeFault(broker: Broker, operation: FaultyOperation): KafkaError | undefined {
  return broker.faults.get(operation)?.shift();
}

/** Throws the error that a test has put in this operation's way. */
export function throwFault(broker: Broker, operation: FaultyOperation): void {
  const error = takeFault(broker, operation);
  if (error !== undefined) throw error;
}
