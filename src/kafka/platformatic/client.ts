import type { Principal } from "../../model/names.ts";
import type { KafkaConnection } from "../connection.ts";
import type { KafkaClient } from "../kafka.ts";
import type { PartitionReader } from "../reader.ts";
import type { RecordProducer } from "../producer.ts";
import type { GroupSource } from "../group-source.ts";
import type { AclSource, TopicDetailsSource } from "../topic-details.ts";
import { PlatformaticAcls } from "./acls.ts";
import { BrokerConnections, requestTimeouts } from "./broker-connections.ts";
import { PlatformaticGroups } from "./groups.ts";
import { PlatformaticOffsets } from "./offsets.ts";
import { PlatformaticProducer } from "./producer.ts";
import { PlatformaticReader } from "./reader.ts";
import { PlatformaticTopicDetails } from "./topic-details.ts";

/** The clients of one principal. Nothing is connected before it is used; `close` closes readers and producers too. */
export function platformaticClient(connection: KafkaConnection, principal: Principal | undefined): KafkaClient {
  const connect = (): BrokerConnections => new BrokerConnections(connection, principal, requestTimeouts.recordsMs);
  const shared = new BrokerConnections(connection, principal, requestTimeouts.controlMs);
  const children = new Set<PartitionReader | RecordProducer>();
  const adopt = <T extends PartitionReader | RecordProducer>(make: (onClose: () => void) => T): T => {
    const child = make(() => children.delete(child));
    children.add(child);
    return child;
  };
  return {
    offsets: new PlatformaticOffsets(shared),
    reader: () => adopt((onClose) => new PlatformaticReader(connect, onClose)),
    producer: (profile) => adopt((onClose) => new PlatformaticProducer({ connect, onClose }, profile)),
    close: async () => {
      await Promise.all([shared.close(), ...[...children].map((child) => child.close())]);
    },
  };
}

/** What the administration needs beside kafkajs, as the connection's own user. */
export function platformaticAdministration(connection: KafkaConnection): {
  readonly details: TopicDetailsSource;
  readonly acls: AclSource;
  readonly groups: GroupSource;
} {
  const connect = (timeoutMs: number): BrokerConnections => new BrokerConnections(connection, undefined, timeoutMs);
  const [first, second] = [connect(requestTimeouts.controlMs), connect(requestTimeouts.controlMs)];
  const changes = connect(requestTimeouts.recordsMs);
  const details = new PlatformaticTopicDetails({ questions: [first, second], changes });
  const groups = new PlatformaticGroups(connect(requestTimeouts.controlMs));
  return { details, acls: new PlatformaticAcls(second), groups };
}
