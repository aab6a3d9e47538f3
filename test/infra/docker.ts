import type { ContainerRuntimeClient } from "testcontainers";
import { endsProcess, untilAnswers } from "./server-handle.ts";
import type { ServerHandle } from "./server-handle.ts";

export interface ContainerSpec {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly command?: readonly string[];
  /** Ports of the container by the port of this machine that leads to each. */
  readonly ports: readonly { readonly host: number; readonly container: number }[];
  /** Resolves when the server answers. */
  readonly ask: () => Promise<void>;
}

const engineWithinMs = 5_000;
const startWithinMs = 120_000;

/** Why no Docker engine can be used; undefined if one answers. */
export async function engineMissing(): Promise<string | undefined> {
  // Loaded late: a third of a second that most runs on a machine without Docker would otherwise pay in every test file.
  const { getContainerRuntimeClient } = await import("testcontainers");
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(`no Docker engine answered within ${engineWithinMs / 1000} s`), engineWithinMs);
  });
  const answer = getContainerRuntimeClient().then(
    () => undefined,
    () => "no Docker engine answers",
  );
  const missing = await Promise.race([answer, late]);
  clearTimeout(timer);
  return missing;
}

type DockerContainer = ReturnType<ContainerRuntimeClient["container"]["getById"]>;

/** A server in a container; Testcontainers' own reaper removes it should this process end first. */
class Container implements ServerHandle {
  readonly way = "docker";
  readonly #container: DockerContainer;
  readonly #ask: () => Promise<void>;
  #pid: number | undefined;

  constructor(container: DockerContainer, ask: () => Promise<void>) {
    this.#container = container;
    this.#ask = ask;
  }

  get pid(): number | undefined {
    return this.#pid;
  }

  async answers(): Promise<void> {
    await untilAnswers(this.#ask, startWithinMs);
    this.#pid = (await this.#container.inspect()).State.Pid;
  }

  async stop(): Promise<void> {
    if (this.#pid === undefined) return;
    await this.#container.stop({ t: 10 });
    this.#pid = undefined;
  }

  async kill(signal: NodeJS.Signals): Promise<void> {
    if (this.#pid === undefined) return;
    await this.#container.kill({ signal });
    if (!endsProcess(signal)) return;
    await this.#container.wait();
    this.#pid = undefined;
  }

  async restart(): Promise<void> {
    await this.stop();
    await this.#container.start();
    await this.answers();
  }
}

/** Starts a container whose ports are open on 127.0.0.1 alone, and waits until its server answers. */
export async function startContainer(spec: ContainerSpec): Promise<ServerHandle> {
  const { GenericContainer, getContainerRuntimeClient, Wait } = await import("testcontainers");

  class LoopbackContainer extends GenericContainer {
    protected override async beforeContainerCreated(): Promise<void> {
      const bindings = spec.ports.map(({ host, container }) => [
        `${container}/tcp`,
        [{ HostIp: "127.0.0.1", HostPort: String(host) }],
      ]);
      this.hostConfig.PortBindings = Object.fromEntries(bindings);
    }
  }

  const description = new LoopbackContainer(spec.image)
    .withEnvironment({ ...spec.environment })
    .withExposedPorts(...spec.ports)
    .withWaitStrategy(Wait.forListeningPorts())
    .withStartupTimeout(startWithinMs);
  if (spec.command !== undefined) description.withCommand([...spec.command]);
  const started = await description.start();
  const client = await getContainerRuntimeClient();
  const server = new Container(client.container.getById(started.getId()), spec.ask);
  try {
    await server.answers();
  } catch (error) {
    await started.stop();
    throw error;
  }
  return server;
}
