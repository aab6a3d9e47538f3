import type { KafkaMessage } from "kafkajs";
import { Kafka, logLevel } from "kafkajs";

/**
 * Every record in a topic from its beginning to the end that it has now: read by kafkajs' own consumer in a group of
 * its own, which the path under test doesn't use.
 */
export async function readTopic(bootstrapServers: string, topic: string): Promise<readonly KafkaMessage[]> {
  const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `read-${topic}-${Date.now()}` });
  const messages: KafkaMessage[] = [];
  await admin.connect();
  try {
    const bounds = await admin.fetchTopicOffsets(topic);
    const left = new Map(
      bounds.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (left.size === 0) return messages;
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((done, failed) => {
      consumer
        .run({
          eachBatch: async ({ batch }) => {
            messages.push(...batch.messages);
            if (BigInt(batch.lastOffset()) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition);
            if (left.size === 0) done();
          },
        })
        .catch(failed);
    });
    return messages;
  } finally {
    await consumer.disconnect();
    await admin.disconnect();
  }
}
