/** The configuration with every name resolved and every default filled in: what rules judge and lowering reads. */
import type { DeadLetterHeaders, Delivery, Ordering, Partitioning, RetryPolicy } from "../../model/bundle.ts";
import type { PayloadSchema, Processor, StepTopics } from "../../model/generated/pipeline.ts";
import type { Management } from "../../model/generated/cluster.ts";
import type { ClusterName, GroupId, PipelineName, Principal, StepName, TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { StandardTopic, StepTopicRole } from "../../model/standard-topic.ts";
import type { StartPosition } from "../../model/start-position.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import type { Naming } from "./naming.ts";
import type { TopicLevel } from "./topic-level.ts";

/** A list of topics that are allowed explicitly, each with the place that lists it. */
export type AllowedTopics = ReadonlyMap<TopicName, Span>;

export interface CustomTopicConfig {
  readonly name: TopicName;
  readonly settings: TopicLevel;
  /** In the cluster's document. */
  readonly path: DocumentPath;
  readonly span: Span;
}

export interface ClusterConfig {
  readonly document: SourceDocument;
  readonly name: ClusterName;
  readonly naming: Naming;
  readonly management: Required<Omit<Management, "topics">> & { readonly topicMismatch: "warn" | "alter" };
  readonly allowedGrpcServices: readonly string[];
  readonly allowedTopics: AllowedTopics;
  readonly topics: ReadonlyMap<TopicName, CustomTopicConfig>;
  readonly topicDefaults: TopicLevel;
  readonly errorRetention: string | number | undefined;
  /** How many brokers the cluster has, where that is declared. */
  readonly brokers: number | undefined;
}

export interface InputConfig {
  readonly topic: TopicName;
  readonly path: DocumentPath;
  /** Where the topic is named: the value that names it, or the step for its implied input. */
  readonly span: Span;
  /** Whether the author named the topic, so that the whitelist has to allow it. */
  readonly isNamed: boolean;
  readonly sourceStep: string | undefined;
  readonly consumerGroup: GroupId | undefined;
  readonly start: StartPosition;
  readonly schema: DeclaredSchema | undefined;
  /** The topic's name under the prefix before, while that is migrated. */
  readonly migratesFrom: TopicName | undefined;
}

/** A payload schema as it is declared, and where. */
export interface DeclaredSchema {
  readonly declared: PayloadSchema;
  readonly path: DocumentPath;
}

/** Records that come from another step of the pipeline in the same process (transport INTERNAL). */
export interface InternalInputConfig {
  /** Undefined: from whichever step hands some over. */
  readonly sourceStep: StepName | undefined;
  readonly span: Span;
  readonly isDeclared: boolean;
  readonly schema: DeclaredSchema | undefined;
}

/** Records that another step of the pipeline is handed in the same process. */
export interface InternalOutputConfig {
  readonly name: string;
  readonly targetStep: StepName;
  readonly path: DocumentPath;
  readonly span: Span;
  readonly declaresName: boolean;
  readonly schema: DeclaredSchema | undefined;
}

export interface OutputConfig {
  readonly name: string;
  readonly topic: TopicName;
  readonly path: DocumentPath;
  readonly span: Span;
  readonly isNamed: boolean;
  readonly declaresName: boolean;
  readonly targetStep: string | undefined;
  readonly partitioning: Partitioning;
  /** Whether the author says that records may go round in a circle through this output. */
  readonly closesCycle: boolean;
  readonly schema: DeclaredSchema | undefined;
}

export interface StepConfig {
  readonly name: StepName;
  readonly type: "PIPELINE" | "INITIAL_PIPELINE" | "SINK";
  readonly path: DocumentPath;
  readonly span: Span;
  readonly declaresInputs: boolean;
  readonly declaresOutputs: boolean;
  readonly inputs: readonly InputConfig[];
  readonly outputs: readonly OutputConfig[];
  readonly internalInputs: readonly InternalInputConfig[];
  readonly internalOutputs: readonly InternalOutputConfig[];
  /** Whether every declared input and output could be resolved; if not, that was reported. */
  readonly isComplete: boolean;
  /** The names of its own topics, whether or not each exists. */
  readonly ownTopics: Readonly<Record<StandardTopic["role"], TopicName>>;
  readonly topics: StepTopics;
  readonly processor: Processor;
  readonly retry: RetryPolicy;
  readonly ordering: Ordering;
  readonly concurrency: number;
  readonly threads: number;
  readonly delivery: Delivery;
  readonly deadLetterHeaders: DeadLetterHeaders;
  readonly timeoutMs: number;
  readonly producerProfile: string;
  readonly consumerProfile: string;
}

export interface PipelineConfig {
  readonly document: SourceDocument;
  readonly name: PipelineName;
  readonly span: Span;
  readonly principal: Principal;
  readonly producers: readonly { readonly principal: Principal; readonly span: Span }[];
  /** Undefined where the pipeline has no list of its own. */
  readonly allowedTopics: AllowedTopics | undefined;
  readonly topicDefaults: StepTopics;
  readonly steps: readonly StepConfig[];
}

/** One access of a step to a topic. */
export interface TopicUse {
  readonly topic: TopicName;
  /** What the name says where it follows the standard pattern under the cluster's prefix. */
  readonly standard: (Omit<StandardTopic, "role"> & { readonly role: StepTopicRole }) | undefined;
  /** Its name under the prefix before, while that is migrated. */
  readonly migratesFrom: TopicName | undefined;
  readonly access: "read" | "write";
  readonly pipeline: PipelineConfig;
  readonly step: StepConfig;
  readonly span: Span;
  readonly isNamed: boolean;
  /** Undefined for a read, and for what the engine writes itself. */
  readonly partitioning: Partitioning | undefined;
  readonly closesCycle: boolean;
}

export interface Configuration {
  readonly cluster: ClusterConfig;
  /** Sorted by name. */
  readonly pipelines: readonly PipelineConfig[];
  readonly pipelinesByName: ReadonlyMap<PipelineName, PipelineConfig>;
  /** Every access of every step, implied ones included. */
  readonly uses: readonly TopicUse[];
  readonly usesByTopic: ReadonlyMap<TopicName, readonly TopicUse[]>;
}
