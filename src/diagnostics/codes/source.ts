import { error, warning } from "./row.ts";

/** 10xx: reading the repository. 11xx: documents and their schemas. */
export const sourceCodes = {
  SLW1001: error({
    message: (p: { root: string }) => `There is no cluster.yaml in ${p.root}`,
    hint: "A configuration root is a folder with a cluster.yaml; name it with --path, or make one with `sluiceway init`.",
    explanation:
      "A configuration root is the folder that holds a `cluster.yaml`; everything below it belongs to it. Without one nothing else is read.",
    example: [
      "error SLW1001 There is no cluster.yaml in the configuration root",
      "  hint: A configuration root is a folder with a cluster.yaml; name it with --path, or make one with `sluiceway init`.",
    ],
  }),
  SLW1002: error({
    message: (p: { ref: string; repository: string }) => `The repository ${p.repository} has no ref "${p.ref}"`,
    hint: "Name a branch, a tag or a commit that exists there with --ref.",
    explanation:
      "The branch, tag or commit that was asked for isn't in the repository, or a revision that was read before is no longer to be had there.",
    example: [
      'error SLW1002 The repository https://git.example.test/pipelines.git has no ref "mian"',
      "  hint: Name a branch, a tag or a commit that exists there with --ref.",
    ],
  }),
  SLW1003: error({
    message: (p: { repository: string; reason: string }) => `The repository ${p.repository} can't be read: ${p.reason}`,
    hint: "Check the path or URL, and that this user may read it.",
    explanation:
      "The folder or Git repository can't be opened: it doesn't exist, this user may not read it, or the network or credentials fail. Credentials in a URL are never shown.",
    example: [
      "error SLW1003 The repository https://git.example.test/pipelines.git can't be read: repository not found",
      "  hint: Check the path or URL, and that this user may read it.",
    ],
  }),
  SLW1004: error({
    message: (p: { bytes: number; limitBytes: number }) =>
      `The file has ${p.bytes} bytes; a document may have at most ${p.limitBytes}`,
    hint: "Split the document, or move data that isn't configuration out of the root.",
    explanation:
      "Documents beyond this size are refused before they are parsed, so that no file can hold the compiler up.",
    example: [
      "big.yaml:1:1 error SLW1004 The file has 5242880 bytes; a document may have at most 1048576",
      "  hint: Split the document, or move data that isn't configuration out of the root.",
    ],
  }),
  SLW1005: error({
    message: (p: { reason: string }) => `The file isn't valid UTF-8: ${p.reason}`,
    hint: "Save the file as UTF-8.",
    explanation: "Documents are UTF-8 text. Bytes that belong to no character can't be compared or shown safely.",
    example: [
      "latin1.yaml:1:1 error SLW1005 The file isn't valid UTF-8: it has bytes that no character has",
      "  hint: Save the file as UTF-8.",
    ],
  }),
  SLW1101: error({
    message: (p: { reason: string }) => `Invalid YAML: ${p.reason}`,
    explanation:
      "The text isn't YAML 1.2: often an indentation, an unclosed quote or bracket, a key that stands twice, or a tab. The file's other findings appear once it can be read.",
    example: ['pipeline.yaml:3:9 error SLW1101 Invalid YAML: Missing closing "quote'],
  }),
  SLW1102: error({
    message: (p: { keys: string }) => `The document has none of the keys that tell its kind (${p.keys})`,
    hint: "Add the identifying key, or move the file out of the configuration root.",
    explanation:
      "Every document says what it is by one key at its top: `clusterName`, `pipelineName` or `environment`.",
    example: [
      "notes.yaml:1:1 error SLW1102 The document has none of the keys that tell its kind (clusterName, pipelineName, environment, policy)",
      "  hint: Add the identifying key, or move the file out of the configuration root.",
    ],
  }),
  SLW1103: error({
    message: (p: { key: string; expected: string }) => `Unknown key "${p.key}" in ${p.expected}`,
    hint: "Remove the key, or correct its name.",
    explanation:
      "Keys that have no meaning are errors, because a misspelt key would otherwise silently change nothing.",
    example: [
      'pipeline.yaml:6:1 error SLW1103 Unknown key "step" in the pipeline document',
      "  6 | step: []",
      "    | ^^^^",
      '  hint: Did you mean "steps"?',
    ],
  }),
  SLW1104: error({
    message: (p: { path: string; problem: string }) => `${p.path} ${p.problem}`,
    explanation:
      "A value has the wrong type, is outside of its range, or isn't in the list of what the key allows. The schemas in `schemas/` say what each key takes.",
    example: ["pipeline.yaml:2:8 error SLW1104 steps must be a list", "  2 | steps: a", "    |        ^"],
  }),
  SLW1105: error({
    message: (p: { path: string; key: string }) => `${p.path} needs the key "${p.key}"`,
    explanation:
      "A key without which the document has no meaning is missing; it may also have been removed by an environment's overlay.",
    example: [
      'pipeline.yaml:3:5 error SLW1105 steps[0] needs the key "stepName"',
      "  3 |   - stepType: SINK",
      "    |     ^^^^^^^^^^^^^^",
    ],
  }),
  SLW1106: error({
    message: (p: { kind: string; name: string }) => `The ${p.kind} "${p.name}" is declared twice`,
    hint: "Rename one of the two, or remove it.",
    explanation:
      "Names identify things: pipelines and environments in the repository, steps in a pipeline, custom topics in the cluster. The place of the first declaration is shown with it.",
    example: [
      'pipeline.yaml:4:15 error SLW1106 The step "a" is declared twice',
      "  4 |   - stepName: a",
      "    |               ^",
      "  hint: Rename one of the two, or remove it.",
      "  see pipeline.yaml:3:15 is the first declaration",
      "  3 |   - stepName: a",
      "    |               -",
    ],
  }),
  SLW1107: error({
    message: (p: { environment: string; known: string }) =>
      `There is no environment "${p.environment}"; this repository declares: ${p.known}`,
    explanation: "`--environment` names an environment that no document declares.",
    example: ['error SLW1107 There is no environment "prod"; this repository declares: none'],
  }),
  SLW1108: error({
    message: (p: { environment: string; target: string }) =>
      `The environment "${p.environment}" overlays ${p.target}, which doesn't exist`,
    explanation:
      "An environment document may overlay pipelines that the repository declares; this name is none of them. The check is made for all environments, not only for the chosen one.",
    example: [
      'prod.yaml:3:3 error SLW1108 The environment "prod" overlays the pipeline "serach", which doesn\'t exist',
      "  3 |   serach: { principal: User:x }",
      "    |   ^^^^^^",
      '  hint: Did you mean "search"?',
    ],
  }),
  SLW1109: warning({
    message: (p: { count: number }) => `${p.count} more diagnostics are not shown`,
    explanation:
      "Only a limited number of findings is shown at a time, errors first. Correct these, then see what is left.",
    example: ["warning SLW1109 12 more diagnostics are not shown"],
  }),
  SLW1110: error({
    message: () => "No document declares the cluster",
    hint: "Add a document with the key clusterName, usually cluster.yaml.",
    explanation:
      "There is a `cluster.yaml`, but no document in the root has the key `clusterName`: the file may be empty or hold only comments.",
    example: [
      "error SLW1110 No document declares the cluster",
      "  hint: Add a document with the key clusterName, usually cluster.yaml.",
    ],
  }),
  SLW1111: error({
    message: () => "A second document declares a cluster",
    hint: "A configuration root describes one cluster: merge the two, or give each a root of its own.",
    explanation:
      "A root describes one cluster. Environments that run on other clusters overlay it instead of declaring a second one.",
    example: [
      "other.yaml:1:14 error SLW1111 A second document declares a cluster",
      "  1 | clusterName: other-cluster",
      "    |              ^^^^^^^^^^^^^",
      "  hint: A configuration root describes one cluster: merge the two, or give each a root of its own.",
      "  see cluster.yaml:1:14 is the first declaration",
      "  1 | clusterName: search-cluster",
      "    |              --------------",
    ],
  }),
  SLW1112: error({
    message: (p: { path: string }) => `${p.path} holds a secret in clear`,
    hint: "Replace the secret wherever it is used: it is in the history. Credentials live in the settings, as ${NAME} of the environment.",
    explanation:
      "A key such as `password`, `apiKey` or `accessToken` has a literal value, or a text holds a URL with a password or a private key. All documents are searched, those of other environments too. Excerpts never show such a value. Documents can name secrets, not hold them: connections have theirs in the settings, and a module reads its own where the engine runs.",
    example: [
      "cluster.yaml:2:1 error SLW1112 description holds a secret in clear",
      "  2 | description: See https://reader:**********@wiki.example.test/kafka",
      "    | ^^^^^^^^^^^",
      "  hint: Replace the secret wherever it is used: it is in the history. Credentials live in the settings, as ${NAME} of the environment.",
    ],
  }),
  SLW1113: error({
    message: () => 'YAML 1.2 has no merge keys: "<<" merges nothing',
    hint: "Write the members out. What steps share can stand under defaults:, and an alias can stand for a whole value.",
    explanation:
      "`<<` is of YAML 1.1. Taken as an ordinary key it would silently change nothing, so it is refused wherever it stands. In quotes it is a key like any other.",
    example: [
      'pipeline.yaml:4:7 error SLW1113 YAML 1.2 has no merge keys: "<<" merges nothing',
      "  4 |   - { <<: *entry, stepName: b }",
      "    |       ^^",
      "  hint: Write the members out. What steps share can stand under defaults:, and an alias can stand for a whole value.",
    ],
  }),
  SLW1120: warning({
    message: (p: { feature: string; pipeline: string }) =>
      `The engines of this version don't have ${p.feature} yet: they refuse the pipeline "${p.pipeline}"`,
    hint: "Leave it out until they do, or run engines of a later version.",
    explanation:
      "The language is ahead of the engine: what is written here is right, but this version's engines can't run it. The bundle says what it needs, and an engine that lacks something of it runs nothing of the pipeline.",
    example: [
      'pipeline.yaml:2:11 warning SLW1120 The engines of this version don\'t have delivery: exactly-once yet: they refuse the pipeline "search"',
      "  2 | delivery: exactly-once",
      "    |           ^^^^^^^^^^^^",
      "  hint: Leave it out until they do, or run engines of a later version.",
    ],
  }),
} as const;
