import { setTimeout as wait } from "node:timers/promises";
import { Kafka, logLevel } from "kafkajs";

/** Documents that keep coming in. */
export interface Load {
  /** How many the broker has acknowledged so far. */
  sent(): number;
  /** Ends after the documents that are under way; resolves with the keys of all that were acknowledged. */
  stop(): Promise<readonly string[]>;
}

const documentsABatch = 80;
const pauseMs = 100;

/**
 * Writes documents with keys of their own to a topic until it is stopped, by kafkajs' producer, through outages: a
 * batch that is not acknowledged is sent again, so a document may be written twice but none is missing.
 */
export function startLoad(bootstrapServers: string, topic: string, name: string): Load {
  const kafka = new Kafka({
    brokers: bootstrapServers.split(","),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 1_000,
    retry: { retries: 1, initialRetryTime: 100 },
  });
  const acknowledged: string[] = [];
  const stopping = new AbortController();
  const ended = (async () => {
    let producer = await connected(kafka);
    for (let batch = 0; !stopping.signal.aborted; batch += 1) {
      const keys = Array.from({ length: documentsABatch }, (_, index) => `${name}-${batch}-${index}`);
      const messages = keys.map((key) => ({ key, value: `The text of ${key}, about sluices and gates.` }));
      for (;;) {
        try {
          await producer.send({ topic, messages, acks: -1 });
          break;
        } catch {
          await producer.disconnect().catch(() => undefined);
          producer = await connected(kafka);
        }
      }
      acknowledged.push(...keys);
      await wait(pauseMs);
    }
    await producer.disconnect();
  })();
  return {
    sent: () => acknowledged.length,
    async stop() {
      stopping.abort();
      await ended;
      return acknowledged;
    },
  };
}

async function connected(kafka: Kafka): Promise<ReturnType<Kafka["producer"]>> {
  for (;;) {
    const producer = kafka.producer();
    try {
      await producer.connect();
      return producer;
    } catch {
      await wait(200);
    }
  }
}
