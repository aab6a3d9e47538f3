import { setTimeout as wait } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";

/** Records that keep coming into every partition of a topic. */
export interface Trickle {
  /** So many further records a second and partition, from now on. */
  load(recordsPerSecond: number): void;
  stop(): Promise<void>;
}

/** One record of 200 bytes into each partition every `intervalMs`. */
export async function startTrickle(
  bootstrapServers: string,
  topic: { readonly name: string; readonly partitions: number },
  intervalMs: number,
): Promise<Trickle> {
  const producer = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING }).producer();
  await producer.connect();
  const stopping = new AbortController();
  let extra = 0;
  const value = "x".repeat(200);
  const running = (async () => {
    let owed = 0;
    while (!stopping.signal.aborted) {
      owed += (extra * intervalMs) / 1000;
      const each = 1 + Math.floor(owed);
      owed -= each - 1;
      const messages = Array.from({ length: topic.partitions * each }, (_, index) => ({
        partition: index % topic.partitions,
        key: String(index),
        value,
      }));
      await producer.send({ topic: topic.name, messages });
      await wait(intervalMs);
    }
    await producer.disconnect();
  })();
  return {
    load(recordsPerSecond) {
      extra = recordsPerSecond;
    },
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
