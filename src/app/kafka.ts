import type { KafkaConnection } from "../kafka/connection.ts";
import type { Kafka, KafkaClient } from "../kafka/kafka.ts";
import { KafkajsAdmin } from "../kafka/kafkajs/admin.ts";
import { platformaticAdministration, platformaticClient } from "../kafka/platformatic/client.ts";

/**
 * A Kafka cluster over both drivers: @platformatic/kafka for records, offsets and
 * what is asked or changed in bulk, kafkajs for the rest of the administration. Connects when something is asked. Needs brokers of 3.1 or newer.
 */
export function connectKafka(connection: KafkaConnection): Kafka {
  const admin = new KafkajsAdmin(connection, platformaticAdministration(connection));
  const clients = new Set<KafkaClient>();
  return {
    admin,
    client: (principal) => {
      const client = platformaticClient(connection, principal);
      clients.add(client);
      const close = (): Promise<void> => {
        clients.delete(client);
        return client.close();
      };
      return { ...client, close };
    },
    close: async () => {
      await Promise.all([admin.close(), ...[...clients].map((client) => client.close())]);
    },
  };
}
