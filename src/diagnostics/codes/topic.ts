import { error, warning } from "./row.ts";

/** 12xx: variables. 13xx: names and permissions of topics. */
export const topicCodes = {
  SLW1201: error(
    (p: { variable: string; known: string }) => `Unknown variable "\${${p.variable}}"; here these exist: ${p.known}`,
    "Environment variables live in the settings only. A literal ${ is written $${.",
  ),
  SLW1202: error(
    (p: { text: string }) => `The variable that begins at "${p.text}" has no closing brace`,
    "Write ${name}; a literal ${ is written $${.",
  ),
  SLW1203: error(
    (p: { path: string }) => `Variables refer to each other in a circle: ${p.path}`,
    "Give one of them a value without the others.",
  ),
  SLW1204: error(
    (p: { variable: string; maxLength: number }) =>
      `The variable "${p.variable}" has more than ${p.maxLength} characters once it is resolved`,
  ),
  SLW1301: error((p: { name: string; problem: string }) => `"${p.name}" isn't a valid name: ${p.problem}`),
  SLW1302: error(
    (p: { topic: string; pipeline: string }) =>
      `The topic "${p.topic}" is not allowed for the pipeline "${p.pipeline}"`,
    "List it under allowedKafkaTopics of the cluster (and of the pipeline, if it has a list of its own), or use the standard pattern.",
  ),
  SLW1303: error(
    (p: { topic: string; pipeline: string; step: string }) =>
      `The standard topic "${p.topic}" belongs to another context than step "${p.step}" of pipeline "${p.pipeline}"`,
    "A step may use its own standard topics and those of steps that it declares as target or source; list the topic under allowedKafkaTopics to use another's.",
  ),
  SLW1304: error(
    (p: { topic: string }) =>
      `The custom topic "${p.topic}" begins like a standard topic but doesn't follow the pattern`,
    'Names that begin with the standard prefix or with "pipeline." are reserved: <prefix>pipeline.<pipeline>.step.<step>.(input|output|error|dead-letter).',
  ),
  SLW1305: error(
    (p: { topic: string; pipeline: string; side: string }) =>
      `The topic "${p.topic}" crosses pipelines, but the pipeline "${p.pipeline}" (${p.side}) doesn't list it under allowedKafkaTopics`,
    "A topic between pipelines is listed by the cluster and by both pipelines.",
  ),
  SLW1306: error(
    (p: { topic: string }) =>
      `The topic "${p.topic}" is declared under topics: but not listed under allowedKafkaTopics of the cluster`,
  ),
  SLW1307: error(
    (p: { topic: string; other: string }) =>
      `The topics "${p.topic}" and "${p.other}" differ only in "." and "_", which collide in Kafka's metrics`,
    "Rename one of them: Kafka refuses to create the second.",
  ),
  SLW1308: error((p: { topic: string }) => `"${p.topic}" is a topic of the engine's own (retry topics are reserved)`),
  SLW1309: warning((p: { topic: string }) => `The allowed topic "${p.topic}" isn't used by any pipeline`),
  SLW1310: error(
    (p: { topic: string; step: string }) =>
      `"${p.topic}" is declared under topics:, but is a standard topic of the step "${p.step}"`,
    "Declare a standard topic's settings under topics: of its step.",
  ),
  SLW1311: error(
    (p: { role: string; step: string; declared: number; partitions: number }) =>
      `The ${p.role} topic of "${p.step}" declares ${p.declared} partitions, but its input has ${p.partitions}`,
    "Error and dead-letter topics have as many partitions as the step's input: remove partitions.",
  ),
  SLW1312: warning(
    (p: { topic: string; pipeline: string }) =>
      `The pipeline "${p.pipeline}" lists the allowed topic "${p.topic}" but doesn't use it`,
    "Remove it from the pipeline's allowedKafkaTopics.",
  ),
  SLW1313: warning(
    (p: { step: string; topic: string; partitions: number; other: number }) =>
      `The inputs of "${p.step}" are partitioned by key, but differently: "${p.topic}" has ${p.partitions} partitions, another input ${p.other}`,
    "Give both topics the same partitions, or write with partitioning: round-robin where keys don't have to meet.",
  ),
  SLW1314: warning(
    (p: { step: string; error: string; main: string }) =>
      `The error topic of "${p.step}" keeps records ${p.error}, longer than its input, which keeps them ${p.main}`,
    "Error topics are for looking at: give them a shorter retention.",
  ),
  SLW1315: error(
    (p: { replicas: number; brokers: number }) =>
      `${p.replicas} replicas are asked for, but the cluster has ${p.brokers} ${p.brokers === 1 ? "broker" : "brokers"}`,
    "Kafka puts each replica on a broker of its own: lower replicationFactor, or correct brokers.",
  ),
  SLW1316: error(
    (p: { topic: string }) => `"${p.topic}" is a topic of Kafka's own (names that begin with "__" are reserved)`,
  ),
} as const;
