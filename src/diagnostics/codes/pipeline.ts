import { error, warning } from "./row.ts";

/** 14xx: the structure of pipelines. */
export const pipelineCodes = {
  SLW1401: error({
    message: (p: { target: string; pipeline: string }) => `The pipeline "${p.pipeline}" has no step "${p.target}"`,
    explanation:
      "`targetStep`, `sourceStep` or the name of a standard topic names a step that the pipeline doesn't have.",
    example: [
      'pipeline.yaml:4:45 error SLW1401 The pipeline "search" has no step "ingest"',
      "  4 |     inputs: [{ type: KAFKA }, { sourceStep: ingest }]",
      "    |                                             ^^^^^^",
    ],
  }),
  SLW1402: error({
    message: (p: { step: string }) =>
      `The entry step "${p.step}" declares inputs, but its input is written from outside`,
    hint: "Remove inputs:, or the stepType INITIAL_PIPELINE.",
    explanation:
      "The input of an entry is its own input topic, which `producers:` write into; there is nothing to choose.",
    example: [
      'pipeline.yaml:5:5 error SLW1402 The entry step "a" declares inputs, but its input is written from outside',
      "  5 |     inputs: [{ type: KAFKA }]",
      "    |     ^^^^^^",
      "  hint: Remove inputs:, or the stepType INITIAL_PIPELINE.",
    ],
  }),
  SLW1403: error({
    message: (p: { step: string }) => `The SINK step "${p.step}" declares outputs`,
    hint: "Remove outputs:, or the stepType SINK.",
    explanation: "A sink is where records leave the pipeline: what it does with them it does in its processor.",
    example: [
      'pipeline.yaml:5:5 error SLW1403 The SINK step "a" declares outputs',
      "  5 |     outputs: [{ type: KAFKA }]",
      "    |     ^^^^^^^",
      "  hint: Remove outputs:, or the stepType SINK.",
    ],
  }),
  SLW1404: error({
    message: (p: { topic: string; first: string; second: string }) =>
      `The steps "${p.first}" and "${p.second}" of one pipeline read the same topic "${p.topic}"`,
    hint: "A group has one offset per partition: write to two topics instead (two outputs).",
    explanation:
      "All steps of a pipeline share its consumer group, and a group has one offset for each partition of a topic: two readers would take each other's records.",
    example: [
      'pipeline.yaml:8:28 error SLW1404 The steps "b" and "c" of one pipeline read the same topic "yappy.pipeline.search.step.a.output"',
      '  8 |     inputs: [{ sourceStep: a }, { type: KAFKA }, { kafkaTopic: "yappy.pipeline.search.step.c.input" }]',
      "    |                            ^",
      "  hint: A group has one offset per partition: write to two topics instead (two outputs).",
      "  see pipeline.yaml:6:28 reads it first",
      "  6 |     inputs: [{ sourceStep: a }]",
      "    |                            -",
    ],
  }),
  SLW1405: error({
    message: (p: { step: string; target: string; topic: string }) =>
      `"${p.step}" sends to "${p.target}" through the topic "${p.topic}", which that step doesn't read`,
    hint: "Add the topic to the target's inputs; { type: KAFKA } is its own input topic.",
    explanation:
      "The records would pile up unread: the step that is named as target reads other topics than the one that is written. `inputs:` without `{ type: KAFKA }` replaces the default input.",
    example: [
      'pipeline.yaml:4:29 error SLW1405 "a" sends to "b" through the topic "yappy.pipeline.search.step.b.input", which that step doesn\'t read',
      "  4 |     outputs: [{ targetStep: b }]",
      "    |                             ^",
      "  hint: Add the topic to the target's inputs; { type: KAFKA } is its own input topic.",
      "  see prod.yaml:5:19 is the target",
      "  5 |       - stepName: b",
      "    |                   -",
    ],
  }),
  SLW1406: error({
    message: (p: { step: string; output: string }) => `The step "${p.step}" has two outputs named "${p.output}"`,
    explanation:
      "Processors emit to an output by its name. An output without a name has that of its target step, `output` for the step's own output topic, or the topic's.",
    example: [
      'pipeline.yaml:4:48 error SLW1406 The step "a" has two outputs named "b"',
      "  4 |     outputs: [{ targetStep: b }, { targetStep: b }, { name: x }, { name: x, targetStep: b }]",
      "    |                                                ^",
      "  see pipeline.yaml:4:29 has the name first",
      "  4 |     outputs: [{ targetStep: b }, { targetStep: b }, { name: x }, { name: x, targetStep: b }]",
      "    |                             -",
    ],
  }),
  SLW1408: error({
    message: (p: { step: string; source: string; topic: string }) =>
      `"${p.step}" reads "${p.topic}" from "${p.source}", which doesn't write it`,
    hint: "Add an output to the source: { type: KAFKA } is its own output topic.",
    explanation:
      "The input names a step as its source, but that step has no output to this topic, so nothing would ever arrive.",
    example: [
      'pipeline.yaml:7:28 error SLW1408 "c" reads "yappy.pipeline.search.step.a.output" from "a", which doesn\'t write it',
      "  7 |     inputs: [{ sourceStep: a }]",
      "    |                            ^",
      "  hint: Add an output to the source: { type: KAFKA } is its own output topic.",
      "  see pipeline.yaml:3:15 is the source",
      "  3 |   - stepName: a",
      "    |               -",
    ],
  }),
  SLW1409: error({
    message: (p: { step: string; topic: string }) => `The step "${p.step}" reads the topic "${p.topic}" twice`,
    explanation:
      "Two inputs of the step resolve to one topic, for example its default input and the same topic by its name.",
    example: [
      'pipeline.yaml:8:64 error SLW1409 The step "c" reads the topic "yappy.pipeline.search.step.c.input" twice',
      '  8 |     inputs: [{ sourceStep: a }, { type: KAFKA }, { kafkaTopic: "yappy.pipeline.search.step.c.input" }]',
      "    |                                                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  see pipeline.yaml:8:33 reads it first",
      '  8 |     inputs: [{ sourceStep: a }, { type: KAFKA }, { kafkaTopic: "yappy.pipeline.search.step.c.input" }]',
      "    |                                 ---------------",
    ],
  }),
  SLW1410: warning({
    message: (p: { topic: string; group: string }) =>
      `"${p.topic}" belongs to its operator, and no consumerGroup is named: the group "${p.group}" waits until the operator gives it offsets`,
    hint: "Name the operator's group with consumerGroup:, or declare the topic under topics: of the cluster to own it.",
    explanation:
      "Groups of topics that we don't own are their operators' business: none is created or moved. Without a name the pipeline's own group is used, and the slots wait until it has offsets.",
    example: [
      'pipeline.yaml:4:28 warning SLW1410 "foreign" belongs to its operator, and no consumerGroup is named: the group "search-consumer-group" waits until the operator gives it offsets',
      "  4 |     inputs: [{ kafkaTopic: foreign }]",
      "    |                            ^^^^^^^",
      "  hint: Name the operator's group with consumerGroup:, or declare the topic under topics: of the cluster to own it.",
    ],
  }),
  SLW1411: error({
    message: (p: { topic: string; group: string }) =>
      `The consumerGroup "${p.group}" can't be chosen for "${p.topic}", which this repository owns`,
    hint: "The pipeline's own group reads topics that this repository owns: remove consumerGroup.",
    explanation:
      "Topics that this repository owns are read with the pipeline's group, so that its offsets can be started, reset and watched in one place.",
    example: [
      'pipeline.yaml:4:88 error SLW1411 The consumerGroup "theirs" can\'t be chosen for "owned", which this repository owns',
      "  4 | …}, { kafkaTopic: owned, consumerGroup: theirs }, { kafkaTopic: foreign }]",
      "    |                                         ^^^^^^",
      "  hint: The pipeline's own group reads topics that this repository owns: remove consumerGroup.",
    ],
  }),
  SLW1412: warning({
    message: (p: { pipeline: string }) => `The pipeline "${p.pipeline}" names producers, but has no entry step`,
    hint: "Producers may write into the input of steps of the type INITIAL_PIPELINE only.",
    explanation:
      "Principals under `producers:` get the right to write into the inputs of entry steps. Without an entry they get none.",
    example: [
      'pipeline.yaml:2:1 warning SLW1412 The pipeline "search" names producers, but has no entry step',
      "  2 | producers: [User:crawler]",
      "    | ^^^^^^^^^",
      "  hint: Producers may write into the input of steps of the type INITIAL_PIPELINE only.",
    ],
  }),
  SLW1413: warning({
    message: (p: { steps: string; pipeline: string; topics: string }) =>
      `Nothing reaches ${p.steps} of "${p.pipeline}": no entry leads to ${p.topics}`,
    hint: "Send to it from a step that is reached (targetStep), make it the entry (stepType: INITIAL_PIPELINE), or let it read a custom topic.",
    explanation:
      "Records come from entry steps, from custom topics, and from topics of pipelines that this repository doesn't declare. No way leads from any of them to this step. Only the first step of such a part is reported, with the number of those that it alone would feed.",
    example: [
      'pipeline.yaml:5:17 warning SLW1413 Nothing reaches the step "stats" and 1 step behind it of "search": no entry leads to yappy.pipeline.search.step.stats.input',
      "  5 |   - { stepName: stats, outputs: [{ targetStep: report }] }",
      "    |                 ^^^^^",
      "  hint: Send to it from a step that is reached (targetStep), make it the entry (stepType: INITIAL_PIPELINE), or let it read a custom topic.",
    ],
  }),
  SLW1414: error({
    message: (p: { path: string; topic: string }) =>
      `Records go round in a cycle: ${p.path} (closed by the topic "${p.topic}")`,
    hint: "Break the cycle, or declare it with closesCycle: true on this output, where a condition ends it.",
    explanation:
      "What a step writes comes back to it, within its pipeline or through others. Without a condition that ends it each record goes round for ever. Feeding dead letters back is a cycle too. Where the circle is meant, the output that closes it says `closesCycle: true`.",
    example: [
      'pipeline.yaml:3:44 error SLW1414 Records go round in a cycle: a → b → a (closed by the topic "yappy.pipeline.crawl.step.a.input")',
      "  3 |   - { stepName: b, outputs: [{ targetStep: a }] }",
      "    |                                            ^",
      "  hint: Break the cycle, or declare it with closesCycle: true on this output, where a condition ends it.",
      '  see pipeline.yaml:4:17 is where "a" reads it',
      "  4 |   - { stepName: a, outputs: [{ targetStep: b }] }",
      "    |                 -",
    ],
  }),
  SLW1415: error({
    message: (p: { key: string }) => `Without a topic (type INTERNAL) \`${p.key}\` has no meaning`,
    hint: "Remove the key, or the type INTERNAL.",
    explanation:
      "An input or output of the type INTERNAL joins two steps in one process: there is no topic that could have a name, a partitioning, a group or a start position.",
    example: [
      "pipeline.yaml:7:42 error SLW1415 Without a topic (type INTERNAL) `partitioning` has no meaning",
      "  7 |       - { type: INTERNAL, targetStep: b, partitioning: key }",
      "    |                                          ^^^^^^^^^^^^",
      "  hint: Remove the key, or the type INTERNAL.",
    ],
  }),
  SLW1416: error({
    message: (p: { step: string }) => `An output of the type INTERNAL of the step "${p.step}" names no targetStep`,
    hint: "Add targetStep: the step that is handed the records.",
    explanation: "Records that travel in the same process need a step of the pipeline that takes them.",
    example: [
      'pipeline.yaml:6:17 error SLW1416 An output of the type INTERNAL of the step "a" names no targetStep',
      "  6 |       - { type: INTERNAL }",
      "    |                 ^^^^^^^^",
      "  hint: Add targetStep: the step that is handed the records.",
    ],
  }),
  SLW1418: error({
    message: (p: { path: string }) => `Steps hand records to each other in a circle, in one process: ${p.path}`,
    hint: "Give one of these outputs the type KAFKA.",
    explanation:
      "Outputs of the type INTERNAL call the next step at once. In a circle no record would ever be finished, and none could be acknowledged; only through a topic can records come back.",
    example: [
      "pipeline.yaml:7:60 error SLW1418 Steps hand records to each other in a circle, in one process: c → d → c",
      "  7 |   - { stepName: d, outputs: [{ type: INTERNAL, targetStep: c }] }",
      "    |                                                            ^",
      "  hint: Give one of these outputs the type KAFKA.",
    ],
  }),
  SLW1417: error({
    message: (p: { step: string; target: string; why: string }) =>
      `"${p.step}" hands records to "${p.target}", which ${p.why}`,
    hint: "Let the target take them (inputs: [{ type: INTERNAL }]), or give the output the type KAFKA.",
    explanation:
      "A step that declares its inputs takes records in the same process only where one of these has the type INTERNAL, and an entry never does.",
    example: [
      'pipeline.yaml:8:88 error SLW1417 "d" hands records to "a", which is an entry, written from outside',
      "  8 | …utputs: [{ type: INTERNAL, targetStep: a }, { targetStep: b }] }",
      "    |                                         ^",
      "  hint: Let the target take them (inputs: [{ type: INTERNAL }]), or give the output the type KAFKA.",
      "  see pipeline.yaml:3:15 is the target",
      "  3 |   - stepName: a",
      "    |               -",
    ],
  }),
  SLW1419: error({
    message: (p: { setting: string; step: string; why: string }) =>
      `\`${p.setting}\` of the step "${p.step}" changes nothing: ${p.why}`,
    hint: "Remove the setting.",
    explanation:
      "A setting that changes nothing shows that something else was meant: what runs would not be what was written. Under `defaults` it may stand for other steps.",
    example: [
      'pipeline.yaml:6:5 error SLW1419 `threads` of the step "a" changes nothing: only modules run in worker threads',
      "  6 |     threads: 2",
      "    |     ^^^^^^^",
      "  hint: Remove the setting.",
    ],
  }),
  SLW1420: error({
    message: (p: { step: string }) => `The retry tiers of the step "${p.step}" don't say what becomes of the order`,
    hint: "Add order: block (the partition waits), topic (later records go on) or topic-with-key (those of the same key follow).",
    explanation:
      "A record that waits in a retry topic is overtaken by later ones. Whether that may be is the author's to say: it has no default.",
    example: [
      'pipeline.yaml:2:29 error SLW1420 The retry tiers of the step "a" don\'t say what becomes of the order',
      "  2 | defaults: { retry: { tiers: [10s, 10s, 5s] } }",
      "    |                             ^^^^^^^^^^^^^^",
      "  hint: Add order: block (the partition waits), topic (later records go on) or topic-with-key (those of the same key follow).",
    ],
  }),
  SLW1421: error({
    message: (p: { delay: string; before: string }) =>
      `The retry tier ${p.delay} isn't longer than ${p.before} before it`,
    hint: "Write the tiers in increasing order.",
    explanation:
      "Each tier waits longer than the one before: what failed again after a delay needs more time, not less.",
    example: [
      "pipeline.yaml:2:35 error SLW1421 The retry tier 10s isn't longer than 10s before it",
      "  2 | defaults: { retry: { tiers: [10s, 10s, 5s] } }",
      "    |                                   ^^^",
      "  hint: Write the tiers in increasing order.",
    ],
  }),
  SLW1422: error({
    message: (p: { step: string }) => `The step "${p.step}" has retry topics and several inputs`,
    hint: "Give each input a step of its own, or choose order: block, which needs no topics.",
    explanation:
      "A partition of a retry topic is one slot with the same partition of the input: one owner. With several inputs it would belong to several slots.",
    example: [
      'pipeline.yaml:9:21 error SLW1422 The step "b" has retry topics and several inputs',
      "  9 |     retry: { tiers: [10s, 1h, 2h], order: topic }",
      "    |                     ^^^^^^^^^^^^^",
      "  hint: Give each input a step of its own, or choose order: block, which needs no topics.",
      "  see pipeline.yaml:8:45 is another input",
      "  8 |     inputs: [{ type: KAFKA }, { sourceStep: a }]",
      "    |                                             -",
    ],
  }),
  SLW1423: error({
    message: (p: { step: string; topic: string; writer: string }) =>
      `The step "${p.step}" keeps the order of each key, but "${p.writer}" writes "${p.topic}" round-robin`,
    hint: "Let it write by key (partitioning: key), or choose another ordering.",
    explanation:
      "Partitions are processed apart from each other. Records of one key that were written in turns lie in several partitions, and nothing can put them in order again.",
    example: [
      'pipeline.yaml:6:30 error SLW1423 The step "b" keeps the order of each key, but "search/a" writes "yappy.pipeline.search.step.b.input" round-robin',
      "  6 |   - { stepName: b, ordering: key }",
      "    |                              ^^^",
      "  hint: Let it write by key (partitioning: key), or choose another ordering.",
      '  see pipeline.yaml:5:29 is where "a" writes it',
      "  5 |     outputs: [{ targetStep: b, partitioning: round-robin }]",
      "    |                             -",
    ],
  }),
  SLW1424: error({
    message: (p: { delay: string; retention: string }) =>
      `The retry tier ${p.delay} is longer than its topic keeps records (${p.retention})`,
    hint: "Shorten the tier, or declare a longer retention under topics: { retry: … }.",
    explanation:
      "A record that Kafka drops before its delay is over would be lost. A retry topic keeps records as long as the step's input does, unless `topics.retry` says otherwise.",
    example: [
      "pipeline.yaml:9:27 error SLW1424 The retry tier 1h is longer than its topic keeps records (1h)",
      "  9 |     retry: { tiers: [10s, 1h, 2h], order: topic }",
      "    |                           ^^",
      "  hint: Shorten the tier, or declare a longer retention under topics: { retry: … }.",
    ],
  }),
  SLW1425: error({
    message: (p: { step: string; source: string }) =>
      `Nothing hands records to the step "${p.step}"${p.source === "" ? "" : ` from "${p.source}"`} in the same process`,
    hint: "Let an output of the type INTERNAL name the step as its targetStep, or remove the input.",
    explanation: "An input of the type INTERNAL has no topic: it takes what outputs of that type hand over.",
    example: [
      'pipeline.yaml:7:76 error SLW1425 Nothing hands records to the step "c" from "a" in the same process',
      "  7 |   - { stepName: c, inputs: [{ type: KAFKA }, { type: INTERNAL, sourceStep: a }] }",
      "    |                                                                            ^",
      "  hint: Let an output of the type INTERNAL name the step as its targetStep, or remove the input.",
    ],
  }),
} as const;
