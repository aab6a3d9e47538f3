import type { GeneratedFile } from "./generate-root.ts";

/** How large a configuration root is that owns everything on a cluster. */
export interface ManagedRoot {
  /** Pipelines of three steps: nine topics each, and the ACLs of their principals. */
  readonly pipelines: number;
  /** Topics of the cluster's own beside them. */
  readonly topics: number;
  /** What all names of topics begin with. */
  readonly prefix: string;
}

/** What one pipeline brings. */
export const perPipeline = { topics: 9, acls: 13 };

/** A root whose topics have one partition each, since open files limit one broker. Equal arguments give equal bytes. */
export function managedRoot({ pipelines, topics, prefix }: ManagedRoot): readonly GeneratedFile[] {
  const names = Array.from({ length: topics }, (_, index) => `${prefix}own.topic-${digits(index)}`);
  const cluster = [
    "clusterName: bench-cluster",
    `naming: { prefix: "${prefix}" }`,
    "topicDefaults: { partitions: 1, replicationFactor: 1, retention: 7d, errorRetention: 1d }",
    ...(names.length === 0
      ? []
      : ["allowedKafkaTopics:", ...names.map((name) => `  - ${name}`), "topics:", ...names.map(customTopic)]),
    "",
  ];
  return [
    { path: "cluster.yaml", text: cluster.join("\n") },
    ...Array.from({ length: pipelines }, (_, index) => pipelineFile(`${prefix.replaceAll(".", "-")}${digits(index)}`)),
  ];
}

const digits = (index: number): string => String(index).padStart(5, "0");
const customTopic = (name: string, index: number): string =>
  `  - { name: ${name}, partitions: 1, retention: ${1 + (index % 30)}d }`;

function pipelineFile(name: string): GeneratedFile {
  const lines = [
    `pipelineName: ${name}`,
    "producers: [User:source]",
    "steps:",
    "  - stepName: intake",
    "    stepType: INITIAL_PIPELINE",
    "    outputs: [{ targetStep: work }]",
    "  - stepName: work",
    "    processor: { builtin: passthrough }",
    "    outputs: [{ targetStep: keep }]",
    "  - { stepName: keep, stepType: SINK, processor: { builtin: passthrough } }",
    "",
  ];
  return { path: `pipelines/${name}.yaml`, text: lines.join("\n") };
}
