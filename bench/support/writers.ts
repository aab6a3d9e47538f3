import { Kafka, logLevel } from "kafkajs";

/** A partition's writer changed: another token (or process) writes what is made of it. */
interface Change {
  readonly partition: number;
  readonly from: string;
  readonly to: string;
  /** When the last record of the one and the first of the other arrived, by `performance.now()`. */
  readonly lastMs: number;
  readonly firstMs: number;
}

/** Reads a topic as it grows and notes whose hand wrote what, by the header `sluiceway-writer`. */
export interface WriterWatch {
  /** Every change so far, in order. */
  readonly changes: readonly Change[];
  /** How many records of one input offset came more than once. */
  duplicates(): number;
  /** The input partitions that something was made of. */
  readonly partitions: ReadonlySet<number>;
  stop(): Promise<void>;
}

const pattern = /\/(\d+)\/(\d+)@(\d+)$/;

/** Begins at the topic's start; resolves once it reads. */
export async function watchWriters(
  bootstrapServers: string,
  topic: string,
  options: { readonly tokens: boolean },
): Promise<WriterWatch> {
  const kafka = new Kafka({ brokers: [bootstrapServers], logLevel: logLevel.NOTHING });
  const consumer = kafka.consumer({ groupId: `bench-${topic}-${Date.now()}`, maxWaitTimeInMs: 50 });
  const changes: Change[] = [];
  const seen = new Map<number, { readonly writer: string; readonly lastMs: number }>();
  const offsets = new Set<string>();
  const partitions = new Set<number>();
  let again = 0;
  const note = (partition: number, writer: string): void => {
    const nowMs = performance.now();
    const before = seen.get(partition);
    // A late record of an earlier owner is no change: tokens grow.
    if (options.tokens && before !== undefined && Number(writer) < Number(before.writer)) return;
    if (before !== undefined && before.writer !== writer)
      changes.push({ partition, from: before.writer, to: writer, lastMs: before.lastMs, firstMs: nowMs });
    seen.set(partition, { writer, lastMs: nowMs });
    partitions.add(partition);
  };
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  const joined = new Promise((done) => consumer.on(consumer.events.GROUP_JOIN, done));
  await consumer.run({
    eachBatch: ({ batch }) => {
      for (const { headers } of batch.messages) {
        const found = pattern.exec(String(headers?.["sluiceway-writer"] ?? ""));
        if (found === null) continue;
        const [, partition = "", offset = "", writer = ""] = found;
        const key = `${partition}/${offset}`;
        if (offsets.has(key)) again += 1;
        offsets.add(key);
        note(Number(partition), writer);
      }
      return Promise.resolve();
    },
  });
  await joined;
  return { changes, partitions, duplicates: () => again, stop: () => consumer.disconnect() };
}
