import type { Kafka } from "../../src/kafka/kafka.ts";
import { partitionOfKey } from "../../src/model/murmur2.ts";
import { endsOf, partitions, topicOf } from "./bench-topics.ts";

export interface Latencies {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

export interface LatencyRun {
  readonly input: string;
  readonly output: string;
  readonly recordsASecond: number;
  readonly seconds: number;
}

const pauseMs = 10;

/**
 * What a step adds: for each record the time between a reader's seeing it in the input topic and another's seeing it in
 * the output topic, both by this process's clock.
 */
export async function measureLatency(kafka: Kafka, run: LatencyRun): Promise<Latencies> {
  const count = run.recordsASecond * run.seconds;
  const seen = { input: new Map<string, number>(), output: new Map<string, number>() };
  const readers = [
    follow(kafka, run.input, { seen: seen.input, count }),
    follow(kafka, run.output, { seen: seen.output, count }),
  ];
  const ready = await Promise.all(readers.map((reader) => reader.ready));
  await write(kafka, run, count);
  await Promise.all(ready.map((reader) => reader.ended));
  const added = [...seen.output]
    .map(([key, atMs]) => Math.max(0, atMs - (seen.input.get(key) ?? atMs)))
    // The first second is the engine's warming up.
    .slice(run.recordsASecond)
    .sort((a, b) => a - b);
  const at = (share: number): number => added[Math.min(added.length - 1, Math.floor(added.length * share))] ?? NaN;
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

interface Following {
  readonly ready: Promise<{ readonly ended: Promise<void> }>;
}

function follow(
  kafka: Kafka,
  name: string,
  into: { readonly seen: Map<string, number>; readonly count: number },
): Following {
  const limits = { maxWaitMs: 100, minBytes: 1, maxBytes: 8_000_000, maxBytesPerPartition: 1_000_000 };
  const run = async (): Promise<{ readonly ended: Promise<void> }> => {
    const positions = (await endsOf(kafka, name)).map((end) => BigInt(end));
    const client = kafka.client();
    const reader = client.reader();
    const read = async (): Promise<void> => {
      while (into.seen.size < into.count) {
        const asked = positions.map((offset, partition) => ({ topic: topicOf(name), partition, offset }));
        const batches = await reader.fetch(asked, limits);
        const nowMs = performance.now();
        for (const batch of batches) {
          if (!batch.ok) throw batch.error;
          positions[batch.partition] = batch.nextOffset;
          for (const { key } of batch.records) into.seen.set(key?.toString("latin1") ?? "", nowMs);
        }
      }
      await client.close();
    };
    return { ended: read() };
  };
  return { ready: run() };
}

async function write(kafka: Kafka, run: LatencyRun, count: number): Promise<void> {
  const client = kafka.client();
  const producer = client.producer({ compression: "none", batchBytes: 100_000, lingerMs: 0, retries: 5 });
  const topic = topicOf(run.input);
  const beganMs = performance.now();
  for (let sent = 0; sent < count;) {
    const due = Math.min(count, Math.floor(((performance.now() - beganMs) * run.recordsASecond) / 1000));
    const records = Array.from({ length: due - sent }, (_, index) => {
      const key = Buffer.from(`latency-${sent + index}`);
      return { topic, partition: partitionOfKey(key, partitions), key, value: Buffer.alloc(190), headers: [] };
    });
    if (records.length > 0) await producer.send(records);
    sent = due;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
  await client.close();
}
