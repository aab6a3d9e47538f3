import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { cachedFolder } from "./cache.ts";
import { engineMissing, startContainer } from "./docker.ts";
import { findJava } from "./java.ts";
import { LocalProcess } from "./local-process.ts";
import { freePort } from "./ports.ts";
import { findServer } from "./resolution.ts";
import type { FoundServer, Ways } from "./resolution.ts";
import { runCommand } from "./run-command.ts";
import { makeServerFolder } from "./run-folder.ts";
import { untilAnswers, withHandle } from "./server-handle.ts";
import type { ServerHandle } from "./server-handle.ts";

const apicurioVersion = "3.3.3";
const confluentApi = "/apis/ccompat/v7";

/** Where to reach a schema registry. */
export interface RegistryAddress {
  /** Base URL of the Confluent API, without a slash at its end. */
  readonly url: string;
}

/** A registry that its holder may break. It keeps its schemas in memory: a restart forgets them. */
export interface RegistryServer extends RegistryAddress, ServerHandle {}

async function askRegistry(url: string): Promise<void> {
  const answer = await fetch(`${url}/subjects`, { signal: AbortSignal.timeout(5_000) });
  if (!answer.ok) throw new Error(`the registry answers ${answer.status}`);
}

async function apicurio(): Promise<string> {
  const artifact = `io.apicurio:apicurio-registry-app:${apicurioVersion}:tar.gz:all`;
  return cachedFolder(`apicurio-${apicurioVersion}`, async (folder) => {
    await runCommand(
      "mvn",
      ["-q", "-B", "dependency:copy", `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`],
      folder,
    );
    const archive = (await readdir(folder)).find((name) => name.endsWith(".tar.gz"));
    if (archive === undefined) throw new Error(`Maven copied no ${artifact}`);
    await runCommand("tar", ["-xzf", archive], folder);
    await rm(join(folder, archive));
  });
}

async function startLocally(): Promise<RegistryServer> {
  const java = findJava(21);
  const program = await apicurio();
  const [port, managementPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}${confluentApi}`;
  const handle = await LocalProcess.start({
    name: "schema registry",
    command: java,
    args: [
      "-Xmx512m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-Dquarkus.http.host=127.0.0.1",
      `-Dquarkus.http.port=${port}`,
      "-Dquarkus.management.host=127.0.0.1",
      `-Dquarkus.management.port=${managementPort}`,
      "-jar",
      join(program, "quarkus-run.jar"),
    ],
    folder: makeServerFolder("registry"),
    ask: () => askRegistry(url),
  });
  return withHandle({ url }, handle);
}

async function startInDocker(): Promise<RegistryServer> {
  const host = await freePort();
  const url = `http://127.0.0.1:${host}${confluentApi}`;
  const handle = await startContainer({
    image: `apicurio/apicurio-registry:${apicurioVersion}`,
    environment: {},
    ports: [{ host, container: 8080 }],
    ask: () => askRegistry(url),
  });
  return withHandle({ url }, handle);
}

function waysToRegistry(): Omit<Ways<RegistryServer>, "named"> {
  return {
    service: "schema registry",
    variable: "SCHEMA_REGISTRY_URL",
    localNeeds: "Maven and a JDK 21 or newer",
    engineMissing,
    startInDocker,
    startLocally,
  };
}

async function connect(address: string): Promise<RegistryAddress> {
  const url = address.replace(/\/+$/, "");
  await untilAnswers(() => askRegistry(url), 10_000);
  return { url };
}

/** The run's one schema registry: the environment's, or one started for it. */
export function findRegistry(env: NodeJS.ProcessEnv): Promise<FoundServer<RegistryAddress | RegistryServer>> {
  const address = env["SCHEMA_REGISTRY_URL"];
  const named = address ? { address, connect: () => connect(address) } : undefined;
  return findServer<RegistryAddress | RegistryServer>({ ...waysToRegistry(), named });
}

/** Starts a registry of the caller's own, in Docker or locally, to kill, stop and restart. The caller stops it. */
export async function startRegistry(): Promise<RegistryServer> {
  return (await findServer({ ...waysToRegistry(), named: undefined })).server;
}
