import { Kafka, logLevel } from "kafkajs";
import { readTopic } from "./read-topic.ts";

/** The keys of every record in a topic, as `readTopic` reads it, with how often each occurs. */
export async function countKeys(bootstrapServers: string, topic: string): Promise<ReadonlyMap<string, number>> {
  const keys = new Map<string, number>();
  for (const { key } of await readTopic(bootstrapServers, topic)) {
    const text = key?.toString() ?? "";
    keys.set(text, (keys.get(text) ?? 0) + 1);
  }
  return keys;
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
