/**
 * Kafka as Sluiceway sees it: interfaces in this folder, drivers in `kafkajs/` (administration) and `platformatic/`
 * (records, offsets, incremental configuration), and the in-memory peer in `embedded/`. The wire belongs to the
 * libraries; ours is what to fetch, when to send, what to commit, and what each error means.
 *
 * The interfaces may be imported by reconcile, engine, operate, embedded and app; the drivers by app and tests alone.
 */
import type { Principal } from "../model/names.ts";
import type { ClusterAdmin } from "./admin.ts";
import type { GroupOffsets } from "./offsets.ts";
import type { PartitionReader } from "./reader.ts";
import type { RecordProducer } from "./producer.ts";

/** How a producer behaves: the specification's `kafka.producers.<profile>` in our units. */
export interface ProducerProfile {
  readonly compression: "none" | "gzip" | "snappy" | "lz4" | "zstd";
  /** Target size of a batch in bytes (`batch.size`). */
  readonly batchBytes: number;
  /** How long a batch waits for more records (`linger.ms`). */
  readonly lingerMs: number;
  /** Retries of a failed request (`retries`). */
  readonly retries: number;
}

/** How a consumer behaves: the specification's `kafka.consumers.<profile>` in our units. */
export interface ConsumerProfile {
  /** What a partition without offset, or with one out of range, begins at (`auto.offset.reset`). */
  readonly offsetReset: "earliest" | "latest";
  /** Records handed to a step at once (`max.poll.records`). */
  readonly maxPollRecords: number;
}

/** The clients of one principal: its own connections with its own credentials. */
export interface KafkaClient {
  readonly offsets: GroupOffsets;
  /** A reader with connections of its own; the caller closes it. */
  reader(): PartitionReader;
  /** A producer with connections of its own; the caller closes it. */
  producer(profile: ProducerProfile): RecordProducer;
  close(): Promise<void>;
}

/** One Kafka cluster. */
export interface Kafka {
  readonly admin: ClusterAdmin;
  /** Clients that act as `principal`; without one, or without credentials of its own, as the connection's user. */
  client(principal?: Principal): KafkaClient;
  close(): Promise<void>;
}
