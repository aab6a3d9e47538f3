/** The configuration with every name resolved and every default filled in: what rules judge and lowering reads. */
import type { Partitioning, RetryPolicy } from "../../model/bundle.ts";
import type { Processor, StepTopics } from "../../model/generated/pipeline.ts";
import type { ClusterName, GroupId, PipelineName, Principal, StepName, TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { StandardTopic } from "../../model/standard-topic.ts";
import type { StartPosition } from "../../model/start-position.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
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
  readonly prefix: string;
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
  /** Whether every declared input and output could be resolved; if not, that was reported. */
  readonly isComplete: boolean;
  /** The names of its own topics, whether or not each exists. */
  readonly ownTopics: Readonly<Record<StandardTopic["role"], TopicName>>;
  readonly topics: StepTopics;
  readonly processor: Processor;
  readonly retry: RetryPolicy;
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
  readonly standard: StandardTopic | undefined;
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
