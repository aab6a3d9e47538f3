import type { KafkaError } from "../kafka/errors.ts";
import type { RecordProducer, RecordToSend } from "../kafka/producer.ts";
import type { TopicName } from "../model/names.ts";
import { partitionOfKey } from "../model/murmur2.ts";

/** A text to write into an entry step: its name becomes the record's key. */
export interface DocumentToIngest {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface IngestRequest {
  readonly topic: TopicName;
  readonly documents: AsyncIterable<DocumentToIngest>;
  /** Called with the number of documents that brokers have acknowledged or refused. */
  readonly onProgress?: (done: number) => void;
}

export interface IngestResult {
  readonly sent: number;
  readonly refused: readonly { readonly name: string; readonly error: KafkaError }[];
}

const batchDocuments = 500;
const batchBytes = 1024 * 1024;

/**
 * Writes documents as records: key = name, value = text, partitioned by key as Java's clients do. A document that the
 * broker refuses (too large) doesn't stop the others. Rejects with a `KafkaError` when nothing can be written at all.
 */
export async function ingest(producer: RecordProducer, request: IngestRequest): Promise<IngestResult> {
  const partitions = await producer.partitionCount(request.topic);
  const refused: { name: string; error: KafkaError }[] = [];
  let done = 0;
  for await (const batch of batches(request.documents)) {
    const records = batch.map((document) => recordOf(document, { topic: request.topic, partitions }));
    for (const [index, outcome] of (await producer.send(records)).entries())
      if (!outcome.ok) refused.push({ name: batch[index]?.name ?? "", error: outcome.error });
    done += batch.length;
    request.onProgress?.(done);
  }
  return { sent: done - refused.length, refused };
}

function recordOf(
  { name, bytes }: DocumentToIngest,
  { topic, partitions }: { readonly topic: TopicName; readonly partitions: number },
): RecordToSend {
  const key = Buffer.from(name);
  return {
    topic,
    partition: partitionOfKey(key, partitions),
    key,
    value: Buffer.from(bytes),
    headers: [
      { key: Buffer.from("content-type"), value: Buffer.from("text/plain; charset=utf-8") },
      { key: Buffer.from("file-name"), value: Buffer.from(name) },
    ],
  };
}

async function* batches(documents: AsyncIterable<DocumentToIngest>): AsyncGenerator<readonly DocumentToIngest[]> {
  let batch: DocumentToIngest[] = [];
  let bytes = 0;
  for await (const document of documents) {
    batch.push(document);
    bytes += document.bytes.length;
    if (batch.length < batchDocuments && bytes < batchBytes) continue;
    yield batch;
    batch = [];
    bytes = 0;
  }
  if (batch.length > 0) yield batch;
}
