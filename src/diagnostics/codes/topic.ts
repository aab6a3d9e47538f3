import { error, warning } from "./row.ts";

/** 13xx: names and permissions of topics. */
export const topicCodes = {
  SLW1301: error({
    message: (p: { name: string; problem: string }) => `"${p.name}" isn't a valid name: ${p.problem}`,
    explanation:
      "Names become parts of topic names, group ids and principals, so they follow Kafka's rules: the message says which one is broken.",
    example: [
      'cluster.yaml:2:22 error SLW1301 "a/b" isn\'t a valid name: Kafka allows only letters, digits, ".", "_" and "-" in a topic name',
      "  2 | allowedKafkaTopics: [a/b]",
      "    |                      ^^^",
    ],
  }),
  SLW1302: error({
    message: (p: { topic: string; pipeline: string }) =>
      `The topic "${p.topic}" is not allowed for the pipeline "${p.pipeline}"`,
    hint: "List it under allowedKafkaTopics of the cluster (and of the pipeline, if it has a list of its own), or use the standard pattern.",
    explanation:
      "The topic is neither listed explicitly nor named by the standard pattern (the second and third step of the whitelist's validation). If the pipeline has a list of its own, the topic must be in both.",
    example: [
      'pipeline.yaml:4:28 error SLW1302 The topic "legacy.document" is not allowed for the pipeline "search"',
      "  4 |     inputs: [{ kafkaTopic: legacy.document }]",
      "    |                            ^^^^^^^^^^^^^^^",
      '  hint: Did you mean "legacy.documents"?',
    ],
  }),
  SLW1303: error({
    message: (p: { topic: string; pipeline: string; step: string }) =>
      `The standard topic "${p.topic}" belongs to another context than step "${p.step}" of pipeline "${p.pipeline}"`,
    hint: "A step may use its own standard topics and those of steps that it declares as target or source; list the topic under allowedKafkaTopics to use another's.",
    explanation:
      "The name follows the standard pattern, but of a pipeline or step that isn't the current context (the fourth step of the whitelist's validation).",
    example: [
      'pipeline.yaml:9:23 error SLW1303 The standard topic "yappy.pipeline.other.step.x.output" belongs to another context than step "c" of pipeline "search"',
      "  9 |       - { kafkaTopic: yappy.pipeline.other.step.x.output }",
      "    |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: A step may use its own standard topics and those of steps that it declares as target or source; list the topic under allowedKafkaTopics to use another's.",
    ],
  }),
  SLW1304: error({
    message: (p: { topic: string }) =>
      `The custom topic "${p.topic}" begins like a standard topic but doesn't follow the pattern`,
    hint: 'Names that begin with the standard prefix or with "pipeline." are reserved: <prefix>pipeline.<pipeline>.step.<step>.(input|output|error|dead-letter).',
    explanation:
      "Names that begin with `pipeline.`, or with the prefix and `pipeline.`, are reserved for standard topics, even when they are listed.",
    example: [
      'pipeline.yaml:6:34 error SLW1304 The custom topic "pipeline.custom" begins like a standard topic but doesn\'t follow the pattern',
      "  6 |       - { name: two, kafkaTopic: pipeline.custom }",
      "    |                                  ^^^^^^^^^^^^^^^",
      '  hint: Names that begin with the standard prefix or with "pipeline." are reserved: <prefix>pipeline.<pipeline>.step.<step>.(input|output|error|dead-letter).',
    ],
  }),
  SLW1305: error({
    message: (p: { topic: string; pipeline: string; side: string }) =>
      `The topic "${p.topic}" crosses pipelines, but the pipeline "${p.pipeline}" (${p.side}) doesn't list it under allowedKafkaTopics`,
    hint: "A topic between pipelines is listed by the cluster and by both pipelines.",
    explanation:
      "Data may only cross from one pipeline to another where both of them agree: each lists the topic, and so does the cluster.",
    example: [
      'other.yaml:5:28 error SLW1305 The topic "shared" crosses pipelines, but the pipeline "analytics" (which reads it) doesn\'t list it under allowedKafkaTopics',
      "  5 |     inputs: [{ kafkaTopic: shared }]",
      "    |                            ^^^^^^",
      "  hint: A topic between pipelines is listed by the cluster and by both pipelines.",
      "  see other.yaml:2:1 is the list that lacks it",
      "  2 | allowedKafkaTopics: []",
      "    | ------------------",
      '  see pipeline.yaml:5:29 is where "search" writes it',
      "  5 |     outputs: [{ kafkaTopic: shared }]",
      "    |                             ------",
    ],
  }),
  SLW1306: error({
    message: (p: { topic: string }) =>
      `The topic "${p.topic}" is declared under topics: but not listed under allowedKafkaTopics of the cluster`,
    explanation:
      "`topics:` says which custom topics this repository creates; `allowedKafkaTopics` says which ones may be used. A topic that is created but not allowed can be of no use.",
    example: [
      'cluster.yaml:2:18 error SLW1306 The topic "shared" is declared under topics: but not listed under allowedKafkaTopics of the cluster',
      "  2 | topics: [{ name: shared }, { name: yappy.pipeline.search.step.a.input }]",
      "    |                  ^^^^^^",
    ],
  }),
  SLW1307: error({
    message: (p: { topic: string; other: string }) =>
      `The topics "${p.topic}" and "${p.other}" differ only in "." and "_", which collide in Kafka's metrics`,
    hint: "Rename one of them: Kafka refuses to create the second.",
    explanation:
      "Kafka's metrics replace `.` by `_`, so these two names would be one there; Kafka refuses to create the second. Topics that the cluster or a pipeline allows count whether or not anything uses them.",
    example: [
      'pipeline.yaml:4:59 error SLW1307 The topics "a_b" and "a.b" differ only in "." and "_", which collide in Kafka\'s metrics',
      "  4 |     outputs: [{ kafkaTopic: a.b, name: x }, { kafkaTopic: a_b, name: y }]",
      "    |                                                           ^^^",
      "  hint: Rename one of them: Kafka refuses to create the second.",
      "  see cluster.yaml:3:18 is the other topic",
      "  3 | topics: [{ name: a.b }]",
      "    |                  ---",
    ],
  }),
  SLW1308: error({
    message: (p: { topic: string }) => `"${p.topic}" is a topic of the engine's own (retry topics are reserved)`,
    explanation: "The engine keeps retry topics (`….retry-1`) for itself. No document may read or write them.",
    example: [
      'pipeline.yaml:7:36 error SLW1308 "yappy.pipeline.search.step.a.retry-1" is a topic of the engine\'s own (retry topics are reserved)',
      "  7 |       - { name: three, kafkaTopic: yappy.pipeline.search.step.a.retry-1 }",
      "    |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
    ],
  }),
  SLW1309: warning({
    message: (p: { topic: string }) => `The allowed topic "${p.topic}" isn't used by any pipeline`,
    explanation:
      "A permission that nobody uses is one to take back. The warning appears only when nothing else is wrong.",
    example: [
      'cluster.yaml:2:22 warning SLW1309 The allowed topic "a" isn\'t used by any pipeline',
      "  2 | allowedKafkaTopics: [a, b]",
      "    |                      ^",
    ],
  }),
  SLW1310: error({
    message: (p: { topic: string; step: string }) =>
      `"${p.topic}" is declared under topics:, but is a standard topic of the step "${p.step}"`,
    hint: "Declare a standard topic's settings under topics: of its step.",
    explanation:
      "Standard topics exist because steps do, and get their settings from their step. Declared a second time as custom topics they could have two different settings.",
    example: [
      'cluster.yaml:2:36 error SLW1310 "yappy.pipeline.search.step.a.input" is declared under topics:, but is a standard topic of the step "a"',
      "  2 | topics: [{ name: shared }, { name: yappy.pipeline.search.step.a.input }]",
      "    |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Declare a standard topic's settings under topics: of its step.",
    ],
  }),
  SLW1311: error({
    message: (p: { role: string; step: string; declared: number; partitions: number }) =>
      `The ${p.role} topic of "${p.step}" declares ${p.declared} partitions, but its input has ${p.partitions}`,
    hint: "Error and dead-letter topics have as many partitions as the step's input: remove partitions.",
    explanation:
      "A failed record keeps its partition on its way to the error and dead-letter topic, so these have as many partitions as the step's input.",
    example: [
      'pipeline.yaml:2:44 error SLW1311 The error topic of "a" declares 2 partitions, but its input has 6',
      "  2 | defaults: { topics: { error: { partitions: 2 } } }",
      "    |                                            ^",
      "  hint: Error and dead-letter topics have as many partitions as the step's input: remove partitions.",
    ],
  }),
  SLW1312: warning({
    message: (p: { topic: string; pipeline: string }) =>
      `The pipeline "${p.pipeline}" lists the allowed topic "${p.topic}" but doesn't use it`,
    hint: "Remove it from the pipeline's allowedKafkaTopics.",
    explanation:
      "The pipeline's own list permits more than the pipeline does. The warning appears only when nothing else is wrong.",
    example: [
      'pipeline.yaml:2:22 warning SLW1312 The pipeline "search" lists the allowed topic "b" but doesn\'t use it',
      "  2 | allowedKafkaTopics: [b]",
      "    |                      ^",
      "  hint: Remove it from the pipeline's allowedKafkaTopics.",
    ],
  }),
  SLW1313: warning({
    message: (p: { step: string; topic: string; partitions: number; other: number }) =>
      `The inputs of "${p.step}" are partitioned by key, but differently: "${p.topic}" has ${p.partitions} partitions, another input ${p.other}`,
    hint: "Give both topics the same partitions, or write with partitioning: round-robin where keys don't have to meet.",
    explanation:
      "A key always goes to the same partition number only among topics with equally many partitions. With different counts the records of one key are handled under different slots, perhaps by different engines. Topics that a step here writes round-robin and topics whose operator creates them are not compared.",
    example: [
      'pipeline.yaml:11:23 warning SLW1313 The inputs of "join" are partitioned by key, but differently: "clicks" has 12 partitions, another input 6',
      "  11 |       - { kafkaTopic: clicks }",
      "     |                       ^^^^^^",
      "  hint: Give both topics the same partitions, or write with partitioning: round-robin where keys don't have to meet.",
      "  see pipeline.yaml:10:9 has 6 partitions",
      "  10 |       - { type: KAFKA }",
      "     |         ---------------",
    ],
  }),
  SLW1314: warning({
    message: (p: { step: string; error: string; main: string }) =>
      `The error topic of "${p.step}" keeps records ${p.error}, longer than its input, which keeps them ${p.main}`,
    hint: "Error topics are for looking at: give them a shorter retention.",
    explanation:
      "Error topics describe failures; they have lower retention than the topic that the failing records came from. The finding is at the declaration nearer to the step, once for each.",
    example: [
      'cluster.yaml:2:49 warning SLW1314 The error topic of "a" keeps records for 3d, longer than its input, which keeps them for 2d',
      "  2 | topicDefaults: { retention: 2d, errorRetention: 3d }",
      "    |                                                 ^^",
      "  hint: Error topics are for looking at: give them a shorter retention.",
      "  see cluster.yaml:2:29 declares how long the input keeps them",
      "  2 | topicDefaults: { retention: 2d, errorRetention: 3d }",
      "    |                             --",
    ],
  }),
  SLW1315: error({
    message: (p: { replicas: number; brokers: number }) =>
      `${p.replicas} replicas are asked for, but the cluster has ${p.brokers} ${p.brokers === 1 ? "broker" : "brokers"}`,
    hint: "Kafka puts each replica on a broker of its own: lower replicationFactor, or correct brokers.",
    explanation:
      "The cluster says under `brokers:` how many it has. Kafka puts each replica of a partition on a broker of its own and refuses a topic that asks for more.",
    example: [
      "cluster.yaml:6:40 error SLW1315 3 replicas are asked for, but the cluster has 2 brokers",
      "  6 |   - { name: shared, replicationFactor: 3 }",
      "    |                                        ^",
      "  hint: Kafka puts each replica on a broker of its own: lower replicationFactor, or correct brokers.",
      "  see cluster.yaml:2:10 declares the brokers",
      "  2 | brokers: 2",
      "    |          -",
    ],
  }),
  SLW1316: error({
    message: (p: { topic: string }) =>
      `"${p.topic}" is a topic of Kafka's own (names that begin with "__" are reserved)`,
    explanation:
      "Kafka keeps its own state in topics such as `__consumer_offsets` and `__transaction_state`. No pipeline may name one, whether or not it is listed.",
    example: [
      'cluster.yaml:2:22 error SLW1316 "__consumer_offsets" is a topic of Kafka\'s own (names that begin with "__" are reserved)',
      "  2 | allowedKafkaTopics: [__consumer_offsets]",
      "    |                      ^^^^^^^^^^^^^^^^^^",
    ],
  }),
  SLW1317: warning({
    message: (p: { topic: string; renamed: string }) => `"${p.topic}" is called "${p.renamed}" from now on`,
    explanation:
      "The cluster's `naming` migrates from the prefix that this name has. While it does, the old name is taken for the new one; without `migrateFrom` it would be a custom topic that nobody allows.",
    example: [
      'pipeline.yaml:16:23 warning SLW1317 "yappy.pipeline.search.step.a.output" is called "pipeline.search.step.a.output" from now on',
      "  16 |       - { kafkaTopic: yappy.pipeline.search.step.a.output }",
      "     |                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      '  hint: Write "pipeline.search.step.a.output".',
    ],
  }),
  SLW1318: error({
    message: (p: { prefix: string }) => `The naming migrates from "${p.prefix}" to the same prefix`,
    hint: "Name the prefix before under migrateFrom, or remove it.",
    explanation:
      "`naming.migrateFrom` is the prefix that standard topics had before, `naming.prefix` the one that they get.",
    example: [
      'cluster.yaml:2:24 error SLW1318 The naming migrates from "yappy." to the same prefix',
      '  2 | naming: { migrateFrom: "yappy." }',
      "    |                        ^^^^^^^^",
      "  hint: Name the prefix before under migrateFrom, or remove it.",
    ],
  }),
} as const;
