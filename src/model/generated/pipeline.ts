/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * Where the pipeline's group begins to read a topic in which it has no offsets. Default earliest; latest; the first record at or after a time; or where another group has got to (fromGroup).
 */
export type Start =
  | string
  | {
      /**
       * Another group, whose committed offsets are taken over. It is read and never changed.
       */
      fromGroup: string;
    };

/**
 * One pipeline: steps that pass records on through Kafka topics (the specification's PipelineConfig).
 */
export interface Pipeline {
  /**
   * The pipeline's name, part of its topics' and its group's names; `${pipelineName}` stands for it.
   */
  pipelineName: string;
  /**
   * What the pipeline is for, for people.
   */
  description?: string;
  /**
   * Who the pipeline is for Kafka's ACLs. Its credentials are named in the settings. Default `User:<pipelineName>`.
   */
  principal?: string;
  /**
   * Principals that write into the entry step's input from outside.
   *
   * Items: A principal that may write into the entry step's input.
   */
  producers?: string[];
  /**
   * Narrows the cluster's list for this pipeline. A topic between pipelines is listed by the cluster and by both pipelines.
   *
   * Items: A topic's name; variables are resolved.
   */
  allowedKafkaTopics?: string[];
  /**
   * What is promised about each record. Default at-least-once; exactly-once: what the pipeline reads and writes in Kafka goes in one transaction.
   */
  delivery?: "at-least-once" | "exactly-once";
  /**
   * What `${name}` stands for in this pipeline, over the cluster's variables. Names begin with a small letter.
   */
  variables?: {
    /**
     * The variable's value, at most 249 characters; it may use other variables.
     */
    [k: string]: string | number | boolean;
  };
  defaults?: StepDefaults;
  /**
   * The pipeline's steps; their order has no meaning.
   */
  steps: Step[];
}
/**
 * Settings of all steps of a pipeline.
 */
export interface StepDefaults {
  /**
   * Which records are processed in order. Default partition; key: those of one key; none: no order.
   */
  ordering?: "partition" | "key" | "none";
  /**
   * How many records of a partition are processed at a time, where the ordering isn't partition. Default 8.
   */
  concurrency?: number;
  /**
   * How many worker threads of an engine run the step's module. Default 1.
   */
  threads?: number;
  retry?: Retry;
  /**
   * How dead letters are labelled. Default sluiceway; spring, connect: additionally as Spring Kafka or Kafka Connect do.
   */
  deadLetterHeaders?: "sluiceway" | "spring" | "connect";
  /**
   * How long one attempt of the processor may take. Default 60s.
   */
  timeout?: string | number;
  topics?: StepTopics;
  start?: Start;
  /**
   * Which of the settings' kafka.producers is used. Default `default`.
   */
  producer?: string;
  /**
   * Which of the settings' kafka.consumers is used. Default `default`.
   */
  consumer?: string;
}
/**
 * Retries of a failing record: in place with exponential back-off and jitter, then over retry topics where tiers are declared, then the dead letter.
 */
export interface Retry {
  /**
   * Attempts in all, the first one included. Default 3.
   */
  maxAttempts?: number;
  /**
   * The delay before the second attempt. Default 1s.
   */
  initialBackoff?: string | number;
  /**
   * What each delay is multiplied with to give the next. Default 2.
   */
  multiplier?: number;
  /**
   * No delay is longer than this. Default 30s.
   */
  maxBackoff?: string | number;
  /**
   * Delays of the retry topics, in increasing order, at most 10. Default none.
   *
   * Items: How long a record waits in this tier.
   */
  tiers?: (string | number)[];
  /**
   * What becomes of the order while a record waits in a tier; needed with tiers. block: its partition waits, no topic is used; topic: later records go on; topic-with-key: those of the same key follow it.
   */
  order?: "block" | "topic" | "topic-with-key";
}
/**
 * Settings of a step's own topics, by role.
 */
export interface StepTopics {
  input?: TopicSettings;
  output?: TopicSettings;
  error?: TopicSettings;
  "dead-letter"?: TopicSettings;
  retry?: TopicSettings;
}
/**
 * Settings of one topic.
 */
export interface TopicSettings {
  /**
   * How many partitions the topic gets. Error, dead-letter and retry topics have as many as the step's input.
   */
  partitions?: number;
  /**
   * How many brokers hold each partition.
   */
  replicationFactor?: number;
  /**
   * How long records are kept; -1 keeps them for ever.
   */
  retention?: string | number;
  config?: RawTopicConfig;
}
/**
 * Keys of Kafka's topic configuration under their own names, compared and set as they stand.
 */
export interface RawTopicConfig {
  /**
   * The key's value, as Kafka expects it.
   */
  [k: string]: string | number | boolean;
}
/**
 * One step: a processor between the topics that it reads and those that it writes.
 */
export interface Step {
  /**
   * The step's name, unique in the pipeline; `${stepName}` stands for it.
   */
  stepName: string;
  /**
   * What the step does, for people.
   */
  description?: string;
  /**
   * PIPELINE (default); INITIAL_PIPELINE: the entry, its input is written from outside; SINK: the end, it has no outputs.
   */
  stepType?: "PIPELINE" | "INITIAL_PIPELINE" | "SINK";
  processor?: Processor;
  /**
   * What the step reads. Default: its own input topic.
   */
  inputs?: Input[];
  /**
   * Where the step's records go. Processors emit to all of them or to one by its name.
   */
  outputs?: Output[];
  /**
   * Which records are processed in order. Default partition; key: those of one key; none: no order.
   */
  ordering?: "partition" | "key" | "none";
  /**
   * How many records of a partition are processed at a time, where the ordering isn't partition. Default 8.
   */
  concurrency?: number;
  /**
   * How many worker threads of an engine run the step's module. Default 1.
   */
  threads?: number;
  /**
   * The pipeline's delivery, for this step alone.
   */
  delivery?: "at-least-once" | "exactly-once";
  schema?: PayloadSchema;
  retry?: Retry;
  /**
   * How dead letters are labelled. Default sluiceway; spring, connect: additionally as Spring Kafka or Kafka Connect do.
   */
  deadLetterHeaders?: "sluiceway" | "spring" | "connect";
  /**
   * How long one attempt of the processor may take. Default 60s.
   */
  timeout?: string | number;
  topics?: StepTopics;
  start?: Start;
  /**
   * Which of the settings' kafka.producers is used. Default `default`.
   */
  producer?: string;
  /**
   * Which of the settings' kafka.consumers is used. Default `default`.
   */
  consumer?: string;
}
/**
 * What a step does with each record: exactly one of `builtin`, `module`, `http` and `grpc`.
 */
export interface Processor {
  /**
   * The name of a processor that every engine has.
   */
  builtin?: string;
  /**
   * A self-contained .mjs file of this repository, relative to the configuration root.
   */
  module?: string;
  http?: HttpProcessor;
  grpc?: GrpcProcessor;
  /**
   * What the processor is configured with; a builtin's is checked against its schema.
   */
  config?: unknown;
}
/**
 * A service that is called over HTTP: at a URL, or at the addresses of a Consul service.
 */
export interface HttpProcessor {
  /**
   * Where the service is called.
   */
  url?: string;
  /**
   * The service's name in Consul, instead of a URL.
   */
  service?: string;
  /**
   * Which path of the Consul service is called. Default `/`.
   */
  path?: string;
  /**
   * How many records one call carries at most. Default 1.
   */
  batch?: number;
}
/**
 * A service that is called over gRPC: found in Consul by its name, or at an address.
 */
export interface GrpcProcessor {
  /**
   * The service's name in Consul and in the cluster's allowedGrpcServices.
   */
  service: string;
  /**
   * host:port, instead of what Consul says.
   */
  address?: string;
  /**
   * Whether the connection is encrypted. Default false.
   */
  tls?: boolean;
  /**
   * How records are sent. Default unary; stream: over one call.
   */
  mode?: "unary" | "stream";
}
/**
 * One topic that a step reads. Without `kafkaTopic` and `sourceStep` it is the step's own input topic.
 */
export interface Input {
  /**
   * How records travel. Default KAFKA; INTERNAL: from another step of the pipeline, in the same process, without a topic.
   */
  type?: "KAFKA" | "INTERNAL";
  /**
   * A custom topic, or a standard topic by its name. Variables are resolved.
   */
  kafkaTopic?: string;
  /**
   * A step of this pipeline whose output topic is read.
   */
  sourceStep?: string;
  /**
   * The operator's group for a topic that this repository doesn't own. It is never created or moved.
   */
  consumerGroup?: string;
  start?: Start;
  schema?: PayloadSchema;
}
/**
 * What records look like: a schema file of this repository, a subject of the schema registry, or both.
 */
export interface PayloadSchema {
  /**
   * The schema's language.
   */
  type: "PROTOBUF" | "JSON" | "AVRO";
  /**
   * A schema file (.proto, .schema.json, .avsc) of this repository, relative to the configuration root.
   */
  file?: string;
  /**
   * A subject of the schema registry: records then have Confluent's wire format.
   */
  subject?: string;
  /**
   * Instead of `subject`: the subject is named after the topic, `<topic>-value`, as Confluent's serializers do by default.
   */
  subjectNameStrategy?: "TopicNameStrategy";
  /**
   * Which message of a Protobuf file is meant, by its full name; needed where there are several.
   */
  message?: string;
}
/**
 * One topic that a step writes. Without `kafkaTopic` and `targetStep` it is the step's own output topic.
 */
export interface Output {
  /**
   * What processors emit to; unique in the step. Default: the target step's name, `output` for the own output topic, else the topic's name.
   */
  name?: string;
  /**
   * How records travel. Default KAFKA; INTERNAL: to the target step in the same process, without a topic.
   */
  type?: "KAFKA" | "INTERNAL";
  /**
   * A custom topic, or a standard topic by its name. Variables are resolved.
   */
  kafkaTopic?: string;
  /**
   * A step of this pipeline whose input topic is written.
   */
  targetStep?: string;
  /**
   * `key` (default): murmur2 of the key, as Java clients do; `round-robin`: no order.
   */
  partitioning?: "key" | "round-robin";
  /**
   * Whether records may come back to this step through this output. Default false: a cycle is an error.
   */
  closesCycle?: boolean;
  schema?: PayloadSchema;
}
