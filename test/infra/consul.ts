import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { consulProgram, consulVersion } from "./consul-program.ts";
import { engineMissing, startContainer } from "./docker.ts";
import { LocalProcess } from "./local-process.ts";
import { freePort } from "./ports.ts";
import { findServer } from "./resolution.ts";
import type { FoundServer, Ways } from "./resolution.ts";
import { makeServerFolder } from "./run-folder.ts";
import { untilAnswers, withHandle } from "./server-handle.ts";
import type { ServerHandle } from "./server-handle.ts";

/** Where to reach a Consul. */
export interface ConsulAddress {
  /** The HTTP API's base URL, without a slash at its end. */
  readonly url: string;
}

/** A Consul that its holder may break. */
export interface ConsulServer extends ConsulAddress, ServerHandle {}

async function askConsul(url: string): Promise<void> {
  const signal = AbortSignal.timeout(2_000);
  const leader: unknown = await (await fetch(`${url}/v1/status/leader`, { signal })).json();
  if (typeof leader !== "string" || leader === "") throw new Error("Consul has no leader yet");
  // Answered only once the leader takes writes.
  const read = await fetch(`${url}/v1/kv/sluiceway-test-infra?keys&consistent`, { signal });
  if (!read.ok && read.status !== 404) throw new Error(`Consul answers ${read.status}`);
}

/** One server with its data on disk: unlike `-dev` it remembers over its restarts. */
function agentConfig(ports: Readonly<Record<string, number>>): Record<string, unknown> {
  return {
    server: true,
    bootstrap_expect: 1,
    node_name: "sluiceway-test",
    advertise_addr: "127.0.0.1",
    disable_update_check: true,
    log_level: "warn",
    performance: { raft_multiplier: 1 },
    // A thousand simulated engines are a thousand clients from one address.
    limits: { http_max_conns_per_client: 5_000 },
    ports,
  };
}

async function startLocally(): Promise<ConsulServer> {
  const program = await consulProgram();
  const [http, server, serfLan] = [await freePort(), await freePort(), await freePort()];
  const folder = makeServerFolder("consul");
  // Older ones refuse a configuration that names the port, newer ones open it unless it is named.
  const grpcTls = (await consulVersion(program)) >= 1.14 ? { grpc_tls: -1 } : {};
  const ports = { http, server, serf_lan: serfLan, serf_wan: -1, dns: -1, grpc: -1, https: -1, ...grpcTls };
  const config = {
    ...agentConfig(ports),
    data_dir: join(folder, "data"),
    bind_addr: "127.0.0.1",
    client_addr: "127.0.0.1",
  };
  const file = join(folder, "consul.json");
  await writeFile(file, JSON.stringify(config, undefined, 2));
  const url = `http://127.0.0.1:${http}`;
  const handle = await LocalProcess.start({
    name: "Consul",
    command: program,
    args: ["agent", `-config-file=${file}`],
    folder,
    ask: () => askConsul(url),
  });
  return withHandle({ url }, handle);
}

async function startInDocker(): Promise<ConsulServer> {
  const host = await freePort();
  const url = `http://127.0.0.1:${host}`;
  const config = { ...agentConfig({ http: 8500, dns: -1, grpc: -1 }), bind_addr: "127.0.0.1", client_addr: "0.0.0.0" };
  const handle = await startContainer({
    image: "hashicorp/consul:1.22",
    environment: { CONSUL_LOCAL_CONFIG: JSON.stringify(config) },
    command: ["agent"],
    ports: [{ host, container: 8500 }],
    ask: () => askConsul(url),
  });
  return withHandle({ url }, handle);
}

function waysToConsul(): Omit<Ways<ConsulServer>, "named"> {
  return {
    service: "Consul",
    variable: "CONSUL_HTTP_ADDR",
    localNeeds: "`consul` on the PATH, or Debian's apt-get and dpkg-deb to fetch it",
    engineMissing,
    startInDocker,
    startLocally,
  };
}

async function connect(address: string): Promise<ConsulAddress> {
  // Consul's own tools take the variable with and without a scheme.
  const url = (address.includes("://") ? address : `http://${address}`).replace(/\/+$/, "");
  await untilAnswers(() => askConsul(url), 10_000);
  return { url };
}

/** The run's one Consul: the environment's, or one started for it. */
export function findConsul(env: NodeJS.ProcessEnv): Promise<FoundServer<ConsulAddress | ConsulServer>> {
  const address = env["CONSUL_HTTP_ADDR"];
  const named = address ? { address, connect: () => connect(address) } : undefined;
  return findServer<ConsulAddress | ConsulServer>({ ...waysToConsul(), named });
}

/** Starts a Consul of the caller's own, in Docker or locally, to kill, stop and restart. The caller stops it. */
export async function startConsul(): Promise<ConsulServer> {
  return (await findServer({ ...waysToConsul(), named: undefined })).server;
}
