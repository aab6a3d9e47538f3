import type { Digest, GroupId, PipelineName, Principal, StepName, TopicName } from "./names.ts";
import type { EngineCapability } from "./engine-capabilities.ts";
import type { StartPosition } from "./start-position.ts";

/** The version of the bundle's format that this code writes and reads. */
export const bundleFormatVersion = 1;

export type Partitioning = "key" | "round-robin";
/** What may be out of order beside the partition's own order: `key`, only records of different keys; `none`, all. */
export type Ordering = "partition" | "key" | "none";
export type Delivery = "at-least-once" | "exactly-once";
/** Names of dead letters' headers that are written beside our own. */
export type DeadLetterHeaders = "sluiceway" | "spring" | "connect";

/** A file of the configuration that engines need, under its path in the configuration root. */
interface NamedFile {
  readonly path: string;
  readonly digest: Digest;
}

/**
 * What records look like. With `subject` they have Confluent's wire format, with an id of the schema registry; without
 * one they are the bare encoding.
 */
export interface PayloadSchema {
  readonly type: "PROTOBUF" | "JSON" | "AVRO";
  /** The schema's file first, then what it imports; none where the registry alone has the schema. */
  readonly files: readonly NamedFile[];
  /** The full name of a Protobuf message. */
  readonly message?: string;
  readonly subject?: string;
}

/** One topic that a step reads. */
export interface BundleInput {
  readonly topic: TopicName;
  readonly group: GroupId;
  /** `pipeline`: our group, offsets are ours to start. `operator`: its offsets must exist already. */
  readonly groupOwner: "pipeline" | "operator";
  readonly start: StartPosition;
  /**
   * The topic's name under the prefix before, while that is migrated: as many partitions, and each of them one slot with
   * the same partition here, read to its end first.
   */
  readonly migratesFrom?: TopicName;
  readonly schema?: PayloadSchema;
}

/** One topic that a step writes, under the name that its processor emits to. */
export interface BundleOutput {
  readonly name: string;
  readonly topic: TopicName;
  readonly partitioning: Partitioning;
  readonly schema?: PayloadSchema;
}

/** Another step that is handed records in the same process (transport INTERNAL), under the name that is emitted to. */
interface BundleInternalOutput {
  readonly name: string;
  readonly targetStep: StepName;
}

export type BundleProcessor =
  | { readonly kind: "builtin"; readonly name: string; readonly config: unknown }
  | { readonly kind: "module"; readonly path: string; readonly digest: Digest; readonly config: unknown }
  | (HttpAddress & {
      readonly kind: "http";
      /** How many records one call carries at most. */
      readonly batch: number;
      readonly config: unknown;
    })
  | {
      readonly kind: "grpc";
      readonly service: string;
      /** host:port; undefined where Consul's catalogue says where the service is. */
      readonly address?: string;
      readonly tls: boolean;
      readonly mode: "unary" | "stream";
      readonly config: unknown;
    };

type HttpAddress = { readonly url: string } | { readonly service: string; readonly path: string };

/** A retry topic with as many partitions as the step's input, and how long a record waits in it. */
export interface RetryTier {
  readonly topic: TopicName;
  readonly delayMs: number;
  /** As of an input. */
  readonly migratesFrom?: TopicName;
}

/**
 * What follows the retries in place: under `block` one more attempt after each delay, while the partition waits; else a
 * way through retry topics, in this order, from which the pipeline's group reads.
 */
export type RetryTiers =
  | { readonly order: "block"; readonly delaysMs: readonly number[] }
  | { readonly order: "topic" | "topic-with-key"; readonly topics: readonly RetryTier[] };

/** In-place retries: attempts in all stages, and delays in milliseconds (specification, "Retry Configuration"). */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialBackoffMs: number;
  readonly multiplier: number;
  readonly maxBackoffMs: number;
  readonly tiers?: RetryTiers;
}

/** One step, resolved: nothing in it needs the configuration to be understood. */
export interface BundleStep {
  readonly name: StepName;
  readonly type: "PIPELINE" | "INITIAL_PIPELINE" | "SINK";
  readonly processor: BundleProcessor;
  readonly inputs: readonly BundleInput[];
  readonly outputs: readonly BundleOutput[];
  readonly errorTopic: TopicName;
  readonly deadLetterTopic: TopicName;
  readonly retry: RetryPolicy;
  /** How long one attempt of the processor may take. */
  readonly timeoutMs: number;
  /** Profiles of the settings, `default` unless the step names others. */
  readonly producerProfile: string;
  readonly consumerProfile: string;
  /** Undefined where it has none; the step that is named has no inputs, or further ones. No circles. */
  readonly internalOutputs?: readonly BundleInternalOutput[];
  /** Undefined means `partition`. */
  readonly ordering?: Exclude<Ordering, "partition">;
  /** How many records of a partition are processed at a time; only where `ordering` is set. */
  readonly concurrency?: number;
  /** Worker threads for the step's module; undefined means one. */
  readonly threads?: number;
  /** Undefined means at least once. */
  readonly delivery?: Exclude<Delivery, "at-least-once">;
  /** Undefined means our own headers alone. */
  readonly deadLetterHeaders?: Exclude<DeadLetterHeaders, "sluiceway">;
}

/** What engines execute for one pipeline. Written as canonical JSON and addressed by its SHA-256. */
export interface Bundle {
  readonly formatVersion: typeof bundleFormatVersion;
  readonly pipeline: PipelineName;
  readonly principal: Principal;
  readonly steps: readonly BundleStep[];
  /** What an engine must be able to do to run it, sorted; undefined where any engine can. */
  readonly needs?: readonly EngineCapability[];
}

/** Bytes under their address: a bundle's canonical JSON or a module's source. */
export interface BundleFile {
  readonly digest: Digest;
  readonly bytes: Uint8Array;
}

/** Which bundle each pipeline runs: what the reconciler publishes and engines read. */
export interface Manifest {
  readonly formatVersion: 1;
  readonly pipelines: Readonly<Record<string, Digest>>;
}
