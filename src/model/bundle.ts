import type { Digest, GroupId, PipelineName, Principal, StepName, TopicName } from "./names.ts";
import type { StartPosition } from "./start-position.ts";

/** The version of the bundle's format that this code writes and reads. */
export const bundleFormatVersion = 1;

export type Partitioning = "key" | "round-robin";

/** One topic that a step reads. */
export interface BundleInput {
  readonly topic: TopicName;
  readonly group: GroupId;
  /** `pipeline`: our group, offsets are ours to start. `operator`: its offsets must exist already. */
  readonly groupOwner: "pipeline" | "operator";
  readonly start: StartPosition;
}

/** One topic that a step writes, under the name that its processor emits to. */
export interface BundleOutput {
  readonly name: string;
  readonly topic: TopicName;
  readonly partitioning: Partitioning;
}

export type BundleProcessor =
  | { readonly kind: "builtin"; readonly name: string; readonly config: unknown }
  | { readonly kind: "module"; readonly path: string; readonly digest: Digest; readonly config: unknown };

/** In-place retries: attempts in all, and delays in milliseconds (specification, "Retry Configuration"). */
export interface RetryPolicy {
  readonly maxAttempts: number;
  readonly initialBackoffMs: number;
  readonly multiplier: number;
  readonly maxBackoffMs: number;
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
}

/** What engines execute for one pipeline. Written as canonical JSON and addressed by its SHA-256. */
export interface Bundle {
  readonly formatVersion: typeof bundleFormatVersion;
  readonly pipeline: PipelineName;
  readonly principal: Principal;
  readonly steps: readonly BundleStep[];
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
