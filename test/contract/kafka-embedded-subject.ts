import { createEmbeddedKafka } from "../../src/embedded/kafka.ts";
import type { KafkaSubject } from "./kafka-subject.ts";

/** The embedded broker under the contract. */
export function embeddedSubject(): KafkaSubject {
  const kafka = createEmbeddedKafka();
  return {
    kafka,
    deleteRecords: (topic, partition, offset) => {
      kafka.control.deleteRecords(topic, partition, offset);
      return Promise.resolve();
    },
    deleteTopic: (topic) => {
      kafka.control.deleteTopic(topic);
      return Promise.resolve();
    },
    joinGroup: (group, topic) => {
      const member = { clientId: "contract-member", host: "/127.0.0.1", topics: [topic] };
      const leave = kafka.control.addGroupMember(group, member);
      return Promise.resolve(() => {
        leave();
        return Promise.resolve();
      });
    },
  };
}
