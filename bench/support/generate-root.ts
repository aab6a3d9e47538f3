import { mkdir } from "node:fs/promises";
import { gitOf } from "./git.ts";

/** How many pipelines lie between two that share a topic with their next one. */
const crossing = 20;
const stepNames = ["ingest", "parse", "enrich", "score", "publish"] as const;

/** A generator of equal sequences for equal seeds (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

/**
 * A configuration root of `count` different pipelines with five steps each: comments, variables, settings of topics,
 * processors with configuration, topics between pipelines, an environment. Equal arguments give equal bytes.
 */
export function* generateRoot(count: number, seed = 20_240_117): Iterable<GeneratedFile> {
  yield { path: "cluster.yaml", text: clusterText(count) };
  yield {
    path: "environments/local.yaml",
    text: "environment: local\ncluster:\n  topicDefaults: { replicationFactor: 1 }\n",
  };
  for (let index = 0; index < count; index++) yield pipelineFile(index, { count, seed });
}

/** The file of one pipeline; `edition` changes it as an author would. */
export function pipelineFile(
  index: number,
  {
    count,
    seed = 20_240_117,
    edition = 0,
  }: { readonly count: number; readonly seed?: number; readonly edition?: number },
): GeneratedFile {
  const team = String(Math.floor(index / 50)).padStart(4, "0");
  const name = pipelineName(index);
  return {
    path: `teams/${team}/${name}.yaml`,
    text: pipelineText(index, { count, edition, random: randomOf(seed + index) }),
  };
}

const pipelineName = (index: number): string => `flow-${String(index).padStart(6, "0")}`;
const sharedTopic = (index: number): string => `shared.${pipelineName(index)}.events`;

function sharedWith(index: number, count: number): readonly string[] {
  const own = index % crossing === 0 && index + 1 < count ? [sharedTopic(index)] : [];
  return index % crossing === 1 ? [...own, sharedTopic(index - 1)] : own;
}

function clusterText(count: number): string {
  const topics = Array.from({ length: count }, (_, index) => index)
    .filter((index) => index % crossing === 0 && index + 1 < count)
    .map(sharedTopic);
  return [
    "# What all teams share.",
    "clusterName: bench-cluster",
    "topicDefaults:",
    "  partitions: 6",
    "  replicationFactor: 3",
    "  retention: 7d",
    ...(topics.length === 0 ? [] : ["allowedKafkaTopics:", ...topics.map((topic) => `  - ${topic}`)]),
    ...(topics.length === 0 ? [] : ["topics:", ...topics.map((topic) => `  - name: ${topic}`)]),
    "",
  ].join("\n");
}

interface PipelineShape {
  readonly count: number;
  readonly edition: number;
  readonly random: () => number;
}

function pipelineText(index: number, { count, edition, random }: PipelineShape): string {
  const pick = (limit: number): number => Math.floor(random() * limit);
  const shared = sharedWith(index, count);
  const lines = [
    `# ${pipelineName(index)}: ${stepNames.join(" -> ")}`,
    `# Owned by team ${pick(400)}; questions to the channel #flow-${index}.`,
    `pipelineName: ${pipelineName(index)}`,
    `description: "Takes records of source ${pick(9000)} apart, and keeps what matters (edition ${edition})."`,
    "producers:",
    `  - User:source-${pick(9000)}`,
    ...(shared.length === 0 ? [] : ["allowedKafkaTopics:", ...shared.map((topic) => `  - ${topic}`)]),
    "",
    "# For every step that doesn't declare its own.",
    "defaults:",
    `  retry: { maxAttempts: ${2 + pick(6)}, initialBackoff: ${100 + pick(900)}ms, multiplier: 2, maxBackoff: 30s }`,
    `  timeout: ${10 + pick(50)}s`,
    "",
    "steps:",
    "  # The entry: written from outside.",
    "  - stepName: ingest",
    "    stepType: INITIAL_PIPELINE",
    "    outputs:",
    "      - targetStep: parse",
    "        partitioning: key # records of one source stay in order",
    "  - stepName: parse",
    "    processor:",
    "      builtin: chunker",
    `      config: { maxChars: ${200 + pick(2000)}, overlapChars: ${pick(100)} }`,
    "    outputs:",
    "      # By its standard name, for whoever is allowed to read it.",
    "      - name: output",
    '        kafkaTopic: "yappy.pipeline.${pipelineName}.step.${stepName}.output"',
    "  - stepName: enrich",
    "    inputs:",
    "      - sourceStep: parse",
    ...(index % crossing === 1 ? [`      - kafkaTopic: ${sharedTopic(index - 1)}`] : []),
    "    topics:",
    `      output: { partitions: 6, retention: ${1 + pick(30)}d }`,
    "    outputs:",
    "      - targetStep: score",
    ...(index % crossing === 0 && index + 1 < count
      ? ["      - name: shared", `        kafkaTopic: ${sharedTopic(index)}`]
      : []),
    "",
    "  # Only what counts goes on.",
    "  - stepName: score",
    "    processor:",
    "      builtin: filter",
    "      config:",
    `        when: value.score >= ${pick(100)}`,
    `    timeout: ${5 + pick(20)}s`,
    "    outputs:",
    "      - targetStep: publish",
    "  - stepName: publish",
    "    stepType: SINK",
    "    description: Where records end.",
    `    retry: { maxAttempts: ${1 + pick(9)} }`,
    "",
  ];
  return lines.join("\n");
}

/** Writes files as one commit onto a bare-like repository's main branch without a work tree, and gives its SHA. */
export async function commitFiles(folder: string, files: Iterable<GeneratedFile>, parent?: string): Promise<string> {
  await mkdir(folder, { recursive: true });
  if (parent === undefined) await gitOf(folder, ["init", "--quiet", "--bare", "--initial-branch=main", "."]);
  const head = [
    "commit refs/heads/main",
    "committer bench <bench@localhost> 1700000000 +0000",
    "data 5",
    "bench",
    ...(parent === undefined ? [] : [`from ${parent}`]),
  ];
  const parts = [`${head.join("\n")}\n`];
  for (const { path, text } of files) parts.push(`M 100644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`);
  await gitOf(folder, ["fast-import", "--quiet", "--force"], parts.join(""));
  return (await gitOf(folder, ["rev-parse", "main"])).trim();
}
