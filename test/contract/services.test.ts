import { inject } from "vitest";
import { connectServices } from "../../src/app/claims.ts";
import { createEmbeddedServices } from "../../src/embedded/services.ts";
import { servicesContract } from "./services.contract.ts";

const embedded = createEmbeddedServices();
servicesContract("embedded", () => ({
  open: () => embedded,
  openUnreachable: () => {
    const directory = createEmbeddedServices();
    directory.faults.reachable = false;
    return directory;
  },
  register: async (service, instances) => embedded.register(service, instances),
}));

const { consul } = inject("servers");
const registered = new Set<string>();

async function put(path: string, body: unknown): Promise<void> {
  const answer = await fetch(`${consul.url}/v1/agent/${path}`, { method: "PUT", body: JSON.stringify(body) });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
}

servicesContract("Consul", () => ({
  open: () => connectServices({ address: consul.url, keyPrefix: "x/" }),
  // Port 1 is reserved and nothing listens there.
  openUnreachable: () => connectServices({ address: "127.0.0.1:1", keyPrefix: "x/" }),
  register: async (service, instances) => {
    for (const id of registered) await put(`service/deregister/${id}`, {});
    registered.clear();
    for (const { host, port, passing } of instances) {
      const id = `${service}-${port}`;
      const check = { TTL: "60s", Status: passing ? "passing" : "critical" };
      await put("service/register", { Name: service, ID: id, Address: host, Port: port, Check: check });
      registered.add(id);
    }
  },
}));
