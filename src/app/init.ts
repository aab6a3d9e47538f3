import { mkdir, stat, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";

/** The files of a new configuration root: one pipeline that runs as it is. */
const starterFiles: Readonly<Record<string, string>> = {
  "cluster.yaml": `# What every pipeline of this repository shares.
clusterName: my-cluster

# Topics outside of the standard pattern have to be listed before a pipeline may use them.
allowedKafkaTopics: []

topicDefaults:
  partitions: 3
  replicationFactor: 3
  retention: 7d
  errorRetention: 1d
`,
  "hello-pipeline.yaml": `# Documents are written into the entry step's input topic from outside, for example with:
#   sluiceway ingest DIR --pipeline hello-pipeline
pipelineName: hello-pipeline
producers: [User:crawler]

steps:
  - stepName: document-ingest
    stepType: INITIAL_PIPELINE
    outputs:
      - { targetStep: chunker }

  - stepName: chunker
    processor: { builtin: chunker, config: { maxChars: 800 } }
    # Without a target or a topic a step writes its own output topic:
    # yappy.pipeline.hello-pipeline.step.chunker.output
    outputs:
      - { type: KAFKA }
`,
  "environments/local.yaml": `# One broker on this machine. Chosen with --environment local.
environment: local
connection: local
cluster:
  topicDefaults: { replicationFactor: 1 }
`,
  "sluiceway.settings.yaml": `# Where the servers are, and how clients behave. Environment variables are resolved here, and only here.
# At the top level no servers are named, so \`sluiceway up\` runs everything in one process.
engine:
  modules: allow # processors written as modules of this repository may run

kafka:
  producers:
    default: { compression.type: snappy, acks: all, retries: 3, linger.ms: 10 }
  consumers:
    default: { auto.offset.reset: earliest, enable.auto.commit: false, max.poll.records: 100 }

connections:
  local:
    kafka: { bootstrap.servers: "\${KAFKA_BOOTSTRAP_SERVERS:-127.0.0.1:9092}" }
    consul: { address: "\${CONSUL_HTTP_ADDR:-http://127.0.0.1:8500}", keyPrefix: sluiceway/my-cluster }
`,
};

/** What became of each file: `created`, or `exists`, and then it was left as it is. */
export interface InitializedFile {
  readonly path: string;
  readonly outcome: "created" | "exists";
}

/** Writes a starter configuration root into a folder, which is made if need be. Never overwrites a file. */
export async function initialize(folder: string): Promise<readonly InitializedFile[]> {
  const written: InitializedFile[] = [];
  for (const [path, text] of Object.entries(starterFiles)) {
    const file = join(folder, path);
    if (await exists(file)) {
      written.push({ path, outcome: "exists" });
      continue;
    }
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: "wx" });
    written.push({ path, outcome: "created" });
  }
  return written;
}

async function exists(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false,
  );
}
