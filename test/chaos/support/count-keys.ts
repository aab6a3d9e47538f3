import { Kafka, logLevel } from "kafkajs";

/**
 * The keys of every record in a topic from its beginning to the end that it has now, with how often each occurs: read
 * by kafkajs' own consumer in a group of its own, which the path under test doesn't use.
 */
export async function countKeys(bootstrapServers: string, topic: string): Promise<ReadonlyMap<string, number>> {
  const kafka = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.NOTHING });
  const admin = kafka.admin();
  const consumer = kafka.consumer({ groupId: `count-${topic}-${Date.now()}` });
  const keys = new Map<string, number>();
  await admin.connect();
  try {
    const bounds = await admin.fetchTopicOffsets(topic);
    const left = new Map(
      bounds.filter(({ high, low }) => high !== low).map(({ partition, high }) => [partition, BigInt(high)]),
    );
    if (left.size === 0) return keys;
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((done, failed) => {
      consumer
        .run({
          eachBatch: async ({ batch }) => {
            for (const { key } of batch.messages) {
              const text = key?.toString() ?? "";
              keys.set(text, (keys.get(text) ?? 0) + 1);
            }
            if (BigInt(batch.lastOffset()) + 1n >= (left.get(batch.partition) ?? 0n)) left.delete(batch.partition);
            if (left.size === 0) done();
          },
        })
        .catch(failed);
    });
    return keys;
  } finally {
    await consumer.disconnect();
    await admin.disconnect();
  }
}

/** The sum of the ends of a topic's partitions: how many records were ever written to it. */
export async function recordsWritten(bootstrapServers: string, topic: string): Promise<number> {
  const admin = new Kafka({ brokers: bootstrapServers.split(","), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return (await admin.fetchTopicOffsets(topic)).reduce((sum, { high }) => sum + Number(high), 0);
  } finally {
    await admin.disconnect();
  }
}
