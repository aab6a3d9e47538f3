import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { connectKafka } from "../../src/app/kafka.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import { startConsul } from "../../test/infra/consul.ts";
import { startKafka } from "../../test/infra/kafka.ts";
import type { Child } from "./child.ts";
import { startChild } from "./child.ts";

const repositoryRoot = resolve(import.meta.dirname, "../..");
const main = join(repositoryRoot, "dist/cli/main.js");

/** One pipeline of one step that passes records from `input` to `output`, as documents of a configuration root. */
interface CopyPipeline {
  readonly cluster: string;
  readonly input: string;
  readonly output: string;
  readonly partitions: number;
}

/** A broker and a Consul of the benchmark's own, and engines as users start them. */
export interface EngineWorld {
  readonly bootstrapServers: string;
  readonly kafka: Kafka;
  readonly folder: string;
  /** Applies a pipeline; resolves with how to start an engine for it. */
  apply(pipeline: CopyPipeline): Promise<(label: string) => Child>;
  /** The labels of the engines that hold slots. */
  holders(pipeline: CopyPipeline): readonly string[];
  end(): Promise<void>;
}

export async function createEngineWorld(): Promise<EngineWorld> {
  const [broker, consul, folder] = await Promise.all([
    startKafka({ heapMegabytes: 1_024 }),
    startConsul(),
    mkdtemp(join(tmpdir(), "sluiceway-bench-")),
  ]);
  const kafka = connectKafka({ bootstrapServers: [broker.bootstrapServers], clientId: "bench" });
  const settingsOf = (cluster: string): string => join(folder, cluster, "sluiceway.settings.yaml");
  const sluiceway = (parameters: readonly string[]): string =>
    execFileSync(process.execPath, [main, ...parameters], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return {
    bootstrapServers: broker.bootstrapServers,
    kafka,
    folder,
    async apply(pipeline) {
      const root = join(folder, pipeline.cluster);
      await writeRoot(root, pipeline, { kafka: broker.bootstrapServers, consul: consul.url });
      const settings = settingsOf(pipeline.cluster);
      sluiceway(["apply", "--root", root, "--environment", "bench", "--settings", settings, "--auto-approve"]);
      return (label) =>
        startChild({
          command: process.execPath,
          parameters: [
            ...(process.env["SLUICEWAY_BENCH_NODE_OPTIONS"]?.split(" ") ?? []),
            main,
            "engine",
            "--settings",
            settings,
            "--connection",
            "bench",
          ],
          cwd: folder,
          environment: { ENGINE_LABEL: label, XDG_STATE_HOME: join(folder, label) },
        });
    },
    holders({ cluster }) {
      const text = sluiceway([
        "status",
        "--settings",
        settingsOf(cluster),
        "--connection",
        "bench",
        "--format",
        "json",
      ]);
      const { slots } = JSON.parse(text) as { slots: readonly { label: string; state: string }[] };
      return slots.filter(({ state }) => state === "held").map(({ label }) => label);
    },
    async end() {
      await kafka.close();
      await Promise.all([broker.kill("SIGKILL"), consul.kill("SIGKILL")]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function writeRoot(
  root: string,
  { cluster, input, output, partitions }: CopyPipeline,
  servers: { readonly kafka: string; readonly consul: string },
): Promise<void> {
  await mkdir(root, { recursive: true });
  const files: Readonly<Record<string, readonly string[]>> = {
    "cluster.yaml": [
      `clusterName: ${cluster}`,
      `allowedKafkaTopics: [${input}, ${output}]`,
      `topicDefaults: { partitions: ${partitions}, replicationFactor: 1 }`,
      `topics: [{ name: ${input} }, { name: ${output} }]`,
    ],
    "copy.yaml": [
      // A group of its own for each cluster: it begins at the start of the input.
      `pipelineName: ${cluster}`,
      "steps:",
      "  - stepName: copy",
      `    inputs: [{ kafkaTopic: ${input} }]`,
      `    outputs: [{ kafkaTopic: ${output} }]`,
    ],
    "environment.yaml": ["environment: bench", "connection: bench"],
    "sluiceway.settings.yaml": [
      "engine: { label: '${ENGINE_LABEL:-admin}' }",
      "connections:",
      "  bench:",
      `    kafka: { bootstrap.servers: "${servers.kafka}" }`,
      `    consul: { address: "${servers.consul}", keyPrefix: sluiceway/${cluster} }`,
    ],
  };
  for (const [name, lines] of Object.entries(files)) await writeFile(join(root, name), `${lines.join("\n")}\n`);
}
