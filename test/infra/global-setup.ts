import type { TestProject } from "vitest/node";
import { findServers } from "./shared-servers.ts";
import type { ServerAddresses, SharedServers } from "./shared-servers.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The run's shared servers: `inject("servers")`. */
    readonly servers: ServerAddresses;
  }
}

let servers: SharedServers | undefined;

export async function setup(project: TestProject): Promise<void> {
  servers = await findServers((line) => console.log(line));
  project.provide("servers", servers.addresses);
}

export async function teardown(): Promise<void> {
  await servers?.stop();
}
