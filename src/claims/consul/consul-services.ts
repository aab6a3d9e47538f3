import type { ServiceDirectory, ServiceInstance } from "../services.ts";
import { StoreError } from "../store.ts";
import type { ConsulStoreOptions } from "./consul-requests.ts";
import { ConsulRequests } from "./consul-requests.ts";
import { member } from "./failure.ts";

class ConsulServices implements ServiceDirectory {
  readonly #requests: ConsulRequests;
  readonly #keyPrefix: string;

  constructor(options: ConsulStoreOptions) {
    this.#requests = new ConsulRequests(options);
    this.#keyPrefix = options.keyPrefix;
  }

  async instances(service: string): Promise<readonly ServiceInstance[]> {
    const rule = `service "${service}" { policy = "read" }, and node_prefix "" { policy = "read" }`;
    const attempt = { doing: `find the service ${service}`, policy: "read", keyPrefix: this.#keyPrefix, rule } as const;
    const found: unknown = await this.#requests.ask(attempt, () =>
      this.#requests.api.health.service({ ...this.#requests.options(), service, passing: true }),
    );
    if (!Array.isArray(found))
      throw new StoreError("other", "Consul's list of a service's instances was not understood");
    return found.flatMap((entry: unknown) => instanceOf(entry) ?? []);
  }

  close(): Promise<void> {
    this.#requests.close("the service directory is closed");
    return Promise.resolve();
  }
}

/** The service's own address, or its node's where it has none. */
function instanceOf(entry: unknown): ServiceInstance | undefined {
  const service = member(entry, "Service");
  const own = member(service, "Address");
  const host = typeof own === "string" && own !== "" ? own : member(member(entry, "Node"), "Address");
  const port = member(service, "Port");
  return typeof host === "string" && typeof port === "number" && port > 0 ? { host, port } : undefined;
}

/** Services of Consul's catalogue. Connects with the first request. */
export function createConsulServices(options: ConsulStoreOptions): ServiceDirectory {
  return new ConsulServices(options);
}
