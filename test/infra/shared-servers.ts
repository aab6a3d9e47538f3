import { findConsul } from "./consul.ts";
import type { ConsulAddress } from "./consul.ts";
import { findKafka } from "./kafka.ts";
import type { KafkaAddress } from "./kafka.ts";
import { findRegistry } from "./registry.ts";
import type { RegistryAddress } from "./registry.ts";
import type { FoundServer } from "./resolution.ts";
import type { ServerHandle } from "./server-handle.ts";

/** Addresses of the servers that a whole run shares; plain data, since it travels to the test processes. */
export interface ServerAddresses {
  readonly kafka: KafkaAddress;
  readonly consul: ConsulAddress;
  readonly registry: RegistryAddress;
}

export interface SharedServers {
  readonly addresses: ServerAddresses;
  /** Ends those that were started here; their data is thrown away, so at once and by force. */
  stop(): Promise<void>;
}

type Report = (line: string) => void;

function startedHere<Address extends object>(server: Address): server is Address & ServerHandle {
  return "kill" in server;
}

async function timed<Server>(
  service: string,
  report: Report,
  find: (env: NodeJS.ProcessEnv) => Promise<FoundServer<Server>>,
): Promise<Server> {
  const start = performance.now();
  const { way, server, passedOver } = await find(process.env);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  report(`${service}: ${way}, ${seconds} s${passedOver === undefined ? "" : ` (${passedOver})`}`);
  return server;
}

/**
 * Finds or starts Kafka, Consul and the schema registry side by side and reports one line for each. When one of them
 * cannot be had, those that were started are ended and the error is thrown.
 */
export async function findServers(report: Report): Promise<SharedServers> {
  const searches = [
    timed("Kafka", report, findKafka),
    timed("Consul", report, findConsul),
    timed("schema registry", report, findRegistry),
  ] as const;
  const settled = await Promise.allSettled(searches);
  const stop = async (): Promise<void> => {
    const servers: object[] = settled.flatMap((search) => (search.status === "fulfilled" ? [search.value] : []));
    await Promise.all(servers.filter(startedHere).map((server) => server.kill("SIGKILL")));
  };
  const failures = settled.flatMap((search) => (search.status === "rejected" ? [String(search.reason)] : []));
  if (failures.length > 0) {
    await stop();
    throw new Error(failures.join("\n"));
  }
  const [kafka, consul, registry] = await Promise.all(searches);
  return {
    addresses: {
      kafka: { bootstrapServers: kafka.bootstrapServers, sasl: kafka.sasl },
      consul: { url: consul.url },
      registry: { url: registry.url },
    },
    stop,
  };
}
