import { error } from "./row.ts";

/** 18xx: documents with `test:`, and how they end. */
export const testCodes = {
  SLW1801: error({
    message: (p: { test: string; topic: string }) =>
      `"${p.test}": ${p.topic} doesn't hold the records that are expected`,
    explanation:
      "The test ran, and what is in the topic differs from what the test expects. The difference is printed with the test: lines with `-` are expected and missing, lines with `+` are there and not expected.",
    example: [
      'error SLW1801 "a short document is one piece": cross-pipeline.search-to-analytics doesn\'t hold the records that are expected',
    ],
  }),
  SLW1802: error({
    message: (p: { test: string; topic: string; records: string }) =>
      `"${p.test}": ${p.records} in ${p.topic}, which nothing expects`,
    hint: "Where it is what the test is about, expect it: `role: dead-letter`.",
    explanation:
      "A step could not process a record, and the test doesn't say that it should be so. Dead letters are looked at in every test, because whoever loses a record silently learns of it too late.",
    example: [
      'error SLW1802 "a photo is no document": 1 dead letter in yappy.pipeline.search-pipeline.step.chunker.dead-letter, which nothing expects',
      "  hint: Where it is what the test is about, expect it: `role: dead-letter`.",
    ],
  }),
  SLW1803: error({
    message: (p: { test: string; reason: string }) => `"${p.test}" didn't come to an end: ${p.reason}`,
    explanation:
      "Not all records were processed within the time limit of the test (`timeLimit`, 10 s without it), or a step can't be run at all. The message says what the pipelines were waiting for, where they know it.",
    example: [
      'error SLW1803 "documents are indexed" didn\'t come to an end: step enrich: the module has no exported function `process`',
    ],
  }),
  SLW1804: error({
    message: (p: { partition: number; partitions: number }) =>
      `There is no partition ${p.partition}: topics of this test have ${p.partitions}`,
    hint: "`partitions` of the test says how many there are; partitions count from 0.",
    explanation:
      "A record of the test names a partition that its topic doesn't have. In a test all topics have as many partitions as `partitions` says, 1 without it, whatever the configuration declares.",
    example: [
      "tests.yaml:12:52 error SLW1804 There is no partition 1: topics of this test have 1",
      "  12 |   - { step: a/in, records: [{ value: a, partition: 1 }] }",
      "     |                                                    ^",
      "  hint: `partitions` of the test says how many there are; partitions count from 0.",
    ],
  }),
  SLW1805: error({
    message: (p: { step: string }) => `The test names a step "${p.step}", which isn't one step of the configuration`,
    explanation: "No pipeline has a step of that name, or several have one; then `pipeline/step` says which.",
    example: [
      'tests.yaml:4:13 error SLW1805 The test names a step "wrok", which isn\'t one step of the configuration',
      "  4 |   - { step: wrok, records: [{ value: a }] }",
      "    |             ^^^^",
      '  hint: Did you mean "work"?',
    ],
  }),
  SLW1806: error({
    message: (p: { step: string; problem: string }) => `The step "${p.step}" ${p.problem}`,
    explanation:
      "A test names a step where it means one topic, and the step has none of that kind, or several. `output`, `role` or `topic` says which one is meant.",
    example: [
      'tests.yaml:8:27 error SLW1806 The step "work" has no output "hree"',
      "  8 |   - { step: work, output: hree, records: [] }",
      "    |                           ^^^^",
      '  hint: Did you mean "here"?',
      "  see a.yaml:6:15 is the step",
      "  6 |   - stepName: work",
      "    |               ----",
    ],
  }),
  SLW1807: error({
    message: (p: { topic: string }) => `No step reads or writes the topic "${p.topic}" that the test names`,
    explanation:
      "The test names a topic by its whole name, and nothing in the configuration uses one of that name; so nothing would ever be in it. Variables aren't resolved in tests.",
    example: [
      'tests.yaml:5:14 error SLW1807 No step reads or writes the topic "shred" that the test names',
      "  5 |   - { topic: shred, records: [{ value: a }] }",
      "    |              ^^^^^",
      '  hint: Did you mean "shared"?',
    ],
  }),
  SLW1808: error({
    message: (p: { found: string }) => `There is no test to run: ${p.found}`,
    hint: "A test is a document with `test:`, in any YAML file of the configuration root.",
    explanation:
      "The configuration root has no documents with `test:`, or none whose name or file contains what the command line asks for. That isn't a success, because nothing was tested.",
    example: [
      'error SLW1808 There is no test to run: none of 4 contains "chunkr" in its name or file',
      "  hint: A test is a document with `test:`, in any YAML file of the configuration root.",
    ],
  }),
} as const;
