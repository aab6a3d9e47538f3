import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Kafka, logLevel } from "kafkajs";
import { cachedFolder } from "./cache.ts";
import { engineMissing, startContainer } from "./docker.ts";
import { findJava } from "./java.ts";
import { kafkaSettings, makeSaslAccess, toImageEnvironment, toProperties } from "./kafka-settings.ts";
import type { KafkaSettings, SaslAccess } from "./kafka-settings.ts";
import { LocalProcess } from "./local-process.ts";
import { freePort } from "./ports.ts";
import { findServer } from "./resolution.ts";
import type { FoundServer, Ways } from "./resolution.ts";
import { runCommand } from "./run-command.ts";
import { makeServerFolder } from "./run-folder.ts";
import { untilAnswers, withHandle } from "./server-handle.ts";
import type { ServerHandle } from "./server-handle.ts";

const kafkaVersion = "4.1.0";

export interface KafkaOptions {
  /** Broker settings over the usual ones, as in server.properties. */
  readonly settings?: KafkaSettings;
  /** Java heap; 768 unless given. */
  readonly heapMegabytes?: number;
}

/** Where to reach a broker. */
export interface KafkaAddress {
  /** Reached without signing in, with every right. */
  readonly bootstrapServers: string;
  /** Undefined for a broker that came by the environment variable without `SLUICEWAY_TEST_SASL`. */
  readonly sasl: SaslAccess | undefined;
}

/** A broker that its holder may break. */
export interface KafkaServer extends KafkaAddress, ServerHandle {
  readonly sasl: SaslAccess;
}

async function askBroker(bootstrapServers: string): Promise<void> {
  const kafka = new Kafka({
    brokers: bootstrapServers.split(","),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    requestTimeout: 5_000,
    retry: { retries: 0 },
  });
  const admin = kafka.admin();
  try {
    await admin.connect();
    const { brokers } = await admin.describeCluster();
    if (brokers.length === 0) throw new Error("the cluster has no broker yet");
  } finally {
    await admin.disconnect();
  }
}

async function kafkaLibraries(): Promise<string> {
  const pom = join(import.meta.dirname, "kafka", "pom.xml");
  return cachedFolder(`kafka-${kafkaVersion}`, async (folder) => {
    await runCommand("mvn", ["-q", "-B", "-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${folder}`]);
  });
}

interface Plan {
  readonly settings: KafkaSettings;
  readonly sasl: SaslAccess;
  readonly bootstrapServers: string;
  readonly ports: readonly number[];
  readonly heap: string;
}

async function planBroker(options: KafkaOptions, bindAddress: string): Promise<Plan> {
  const ports = { plaintext: await freePort(), sasl: await freePort(), controller: await freePort() };
  const sasl = makeSaslAccess(ports.sasl);
  return {
    settings: { ...kafkaSettings(ports, sasl, bindAddress), ...options.settings },
    sasl,
    bootstrapServers: `127.0.0.1:${ports.plaintext}`,
    ports: [ports.plaintext, ports.sasl],
    heap: `-Xmx${options.heapMegabytes ?? 768}m`,
  };
}

async function startLocally(options: KafkaOptions): Promise<KafkaServer> {
  const java = findJava(17);
  const libraries = join(await kafkaLibraries(), "*");
  const { settings, sasl, bootstrapServers, heap } = await planBroker(options, "127.0.0.1");
  const folder = makeServerFolder("kafka");
  const properties = join(folder, "server.properties");
  await writeFile(properties, toProperties({ ...settings, "log.dirs": join(folder, "data") }), { mode: 0o600 });
  const quickStart = ["-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", libraries];
  const clusterId = randomBytes(16).toString("base64url");
  await runCommand(java, [...quickStart, "kafka.tools.StorageTool", "format", `-t=${clusterId}`, "-c", properties]);
  const handle = await LocalProcess.start({
    name: "Kafka",
    command: java,
    args: [heap, ...quickStart, "kafka.Kafka", properties],
    folder,
    ask: () => askBroker(bootstrapServers),
  });
  return withHandle({ bootstrapServers, sasl }, handle);
}

async function startInDocker(options: KafkaOptions): Promise<KafkaServer> {
  const { settings, sasl, bootstrapServers, ports, heap } = await planBroker(options, "0.0.0.0");
  const handle = await startContainer({
    image: `apache/kafka:${kafkaVersion}`,
    environment: {
      ...toImageEnvironment({ ...settings, "log.dirs": "/tmp/kafka-data" }),
      CLUSTER_ID: randomBytes(16).toString("base64url"),
      KAFKA_HEAP_OPTS: heap,
    },
    ports: ports.map((port) => ({ host: port, container: port })),
    ask: () => askBroker(bootstrapServers),
  });
  return withHandle({ bootstrapServers, sasl }, handle);
}

function waysToKafka(options: KafkaOptions): Omit<Ways<KafkaServer>, "named"> {
  return {
    service: "Kafka",
    variable: "KAFKA_BOOTSTRAP_SERVERS",
    localNeeds: "Maven and a JDK 17 or newer",
    engineMissing,
    startInDocker: () => startInDocker(options),
    startLocally: () => startLocally(options),
  };
}

async function connect(bootstrapServers: string, saslJson: string | undefined): Promise<KafkaAddress> {
  await untilAnswers(() => askBroker(bootstrapServers), 10_000);
  return { bootstrapServers, sasl: saslJson ? (JSON.parse(saslJson) as SaslAccess) : undefined };
}

/** The run's one broker: the environment's, or one started for it. */
export function findKafka(env: NodeJS.ProcessEnv): Promise<FoundServer<KafkaAddress | KafkaServer>> {
  const address = env["KAFKA_BOOTSTRAP_SERVERS"];
  const named = address ? { address, connect: () => connect(address, env["SLUICEWAY_TEST_SASL"]) } : undefined;
  return findServer<KafkaAddress | KafkaServer>({ ...waysToKafka({}), named });
}

/** A killed broker is let in again only after its predecessor's session has ended, which takes 9 s by default. */
const quickReturn: KafkaSettings = { "broker.session.timeout.ms": "3000", "broker.heartbeat.interval.ms": "500" };

/** Starts a broker of the caller's own, in Docker or locally, to kill, stop and restart. The caller stops it. */
export async function startKafka(options: KafkaOptions = {}): Promise<KafkaServer> {
  const settings = { ...quickReturn, ...options.settings };
  return (await findServer({ ...waysToKafka({ ...options, settings }), named: undefined })).server;
}
