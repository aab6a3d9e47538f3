import { cp } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { cachedFolder } from "../../test/infra/cache.ts";
import { findJava } from "../../test/infra/java.ts";
import { runCommand } from "../../test/infra/run-command.ts";
import type { Child } from "./child.ts";
import { startChild } from "./child.ts";

const rawFolder = resolve(import.meta.dirname, "../raw");

/** What a contender copies. */
export interface CopyTask {
  readonly bootstrapServers: string;
  readonly input: string;
  readonly output: string;
  readonly group: string;
  /** For whatever it writes. */
  readonly folder: string;
}

/** Kafka Streams 4.1.0 from Maven Central, the program compiled by the JDK of this machine. */
export async function prepareStreams(folder: string): Promise<(task: CopyTask) => Child> {
  const java = findJava(17);
  const libraries = await cachedFolder("kafka-streams-4.1.0", async (target) => {
    const pom = join(rawFolder, "streams/pom.xml");
    await runCommand("mvn", ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${target}`]);
  });
  const classes = join(folder, "streams");
  const path = join(libraries, "*");
  await runCommand(join(dirname(java), "javac"), [
    "-cp",
    path,
    "-d",
    classes,
    join(rawFolder, "streams/CopyStream.java"),
  ]);
  return ({ bootstrapServers, input, output, group, folder: state }) =>
    startChild({
      command: java,
      parameters: [
        "-Xmx512m",
        "-cp",
        `${classes}:${path}`,
        "CopyStream",
        bootstrapServers,
        input,
        output,
        group,
        state,
        "1",
      ],
    });
}

/** Benthos v4.27.0, built from its Go module with its Kafka input and output alone. */
export async function prepareBenthos(): Promise<(task: CopyTask) => Child> {
  const built = await cachedFolder("benthos-4.27.0", async (target) => {
    await cp(join(rawFolder, "benthos"), target, { recursive: true });
    await runCommand("go", ["mod", "tidy"], target);
    await runCommand("go", ["build", "-o", "benthos", "."], target);
  });
  return (task) => {
    const config = join(task.folder, "benthos.yaml");
    return startChild({
      command: "/bin/sh",
      parameters: ["-c", `printf '%s' "$CONFIG" > '${config}' && exec '${join(built, "benthos")}' -c '${config}'`],
      environment: { CONFIG: benthosConfig(task) },
    });
  };
}

function benthosConfig({ bootstrapServers, input, output, group }: CopyTask): string {
  return JSON.stringify({
    http: { enabled: false },
    logger: { level: "WARN" },
    input: {
      kafka: {
        addresses: [bootstrapServers],
        topics: [input],
        consumer_group: group,
        start_from_oldest: true,
        commit_period: "1s",
        batching: { count: 2_000, period: "10ms" },
      },
    },
    output: {
      kafka: {
        addresses: [bootstrapServers],
        topic: output,
        key: '${! meta("kafka_key") }',
        partitioner: "murmur2_hash",
        ack_replicas: true,
        metadata: { exclude_prefixes: [""] },
      },
    },
  });
}

/** The bare loop (`raw/copy-loop.mjs`). */
export function startRaw(
  task: CopyTask & { readonly ends: readonly number[]; readonly maxBytesPerPartition: number },
): Child {
  const [host = "", port = ""] = task.bootstrapServers.split(":");
  const { input, output, group, ends, maxBytesPerPartition } = task;
  const parameters = { host, port: Number(port), input, output, group, step: "copy", ends, maxBytesPerPartition };
  return startChild({
    command: process.execPath,
    parameters: [join(rawFolder, "copy-loop.mjs"), JSON.stringify(parameters)],
  });
}
