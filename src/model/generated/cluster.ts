/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * One Kafka cluster and what its pipelines may use: the specification's PipelineClusterConfig.
 */
export interface Cluster {
  /**
   * The cluster's name; `${clusterName}` in topic names stands for it.
   */
  clusterName: string;
  /**
   * What the cluster is for, for people.
   */
  description?: string;
  /**
   * Topics beside the standard ones that pipelines may read and write (the explicit list of the WhitelistValidator). `${clusterName}` is resolved.
   *
   * Items: A topic's name; variables are resolved.
   */
  allowedKafkaTopics?: string[];
  /**
   * Names of gRPC services that pipelines may call.
   *
   * Items: A gRPC service's name.
   */
  allowedGrpcServices?: string[];
  topicDefaults?: TopicDefaults;
  /**
   * Custom topics that this repository owns and creates. Allowed topics that aren't listed here belong to their operator and are only verified.
   */
  topics?: CustomTopic[];
  /**
   * What `${name}` stands for in this document and in pipelines, beside the built-in variables. Names begin with a small letter.
   */
  variables?: {
    /**
     * The variable's value, at most 249 characters; it may use other variables.
     */
    [k: string]: string | number | boolean;
  };
  /**
   * How many brokers the cluster has. Where it is declared, no topic may ask for more replicas.
   */
  brokers?: number;
  naming?: Naming;
  management?: Management;
}
/**
 * Settings of every topic that this repository creates.
 */
export interface TopicDefaults {
  /**
   * How many partitions a topic gets: the upper bound of a step's parallelism. Default 1.
   */
  partitions?: number;
  /**
   * How many brokers hold each partition. Default 1.
   */
  replicationFactor?: number;
  /**
   * How long records of input, output and custom topics are kept; -1 keeps them for ever. Default 7d.
   */
  retention?: string | number;
  /**
   * How long records of error topics are kept. Default 1d.
   */
  errorRetention?: string | number;
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
 * A custom topic that this repository owns.
 */
export interface CustomTopic {
  /**
   * The topic's name; it must also be listed under allowedKafkaTopics. `${clusterName}` is resolved.
   */
  name: string;
  /**
   * How many partitions the topic gets; default: topicDefaults.
   */
  partitions?: number;
  /**
   * How many brokers hold each partition; default: topicDefaults.
   */
  replicationFactor?: number;
  /**
   * How long records are kept; -1 keeps them for ever; default: topicDefaults.
   */
  retention?: string | number;
  config?: RawTopicConfig;
}
/**
 * How standard topics are named.
 */
export interface Naming {
  /**
   * What standard topic names begin with: `<prefix>pipeline.<pipeline>.step.<step>.<role>`. Default `yappy.`.
   */
  prefix?: string;
  /**
   * The prefix that standard topics had before: their topics under it are read to their end, then those under the new one.
   */
  migrateFrom?: string;
}
/**
 * What may be changed about topics and ACLs that exist, and how ACLs are written.
 */
export interface Management {
  topics?: TopicManagement;
  /**
   * What becomes of ACLs of our principals that no revision knows. Default shared: they are reported; exclusive: they are revoked.
   */
  acls?: "shared" | "exclusive";
  /**
   * How a pipeline's own topics are named in ACLs. Default literal: each by its name; prefixed: all of them by what their names begin with.
   */
  aclPattern?: "literal" | "prefixed";
  drift?: DriftPolicies;
}
/**
 * What becomes of topics that differ from their declaration.
 */
export interface TopicManagement {
  /**
   * Default warn: never modified; alter: what is safe is applied, the rest needs an approval.
   */
  onMismatch?: "warn" | "alter";
}
/**
 * What a reconciler does about differences that nobody planned, by kind.
 */
export interface DriftPolicies {
  /**
   * What becomes of drift of topics, as far as `topics: { onMismatch: alter }` lets them be altered at all: report says it, heal puts it right, hold waits for an approval. Default heal.
   */
  topics?: "report" | "heal" | "hold";
  /**
   * What becomes of drift of ACLs: report says it, heal puts it right, hold waits for an approval. Default heal.
   */
  acls?: "report" | "heal" | "hold";
  /**
   * What becomes of drift of groups that have lost their offsets: report says it, heal puts it right, hold waits for an approval. Default heal.
   */
  groups?: "report" | "heal" | "hold";
  /**
   * What becomes of drift of what is published for engines: report says it, heal puts it right, hold waits for an approval. Default heal.
   */
  pipelines?: "report" | "heal" | "hold";
}
