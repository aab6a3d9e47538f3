/**
 * Processors in other processes: what the slots of one step share to call them. Part of the engine; imported by the
 * factory of processors alone. Only what the configuration names is called.
 */
import type { ServiceDirectory } from "../../../claims/services.ts";
import type { BundleProcessor, BundleStep } from "../../../model/bundle.ts";
import { canonicalJson } from "../../../model/canonical-json.ts";
import type { Clock } from "../../../model/clock.ts";
import type { Processor, ProcessorPlace } from "../processor.ts";
import type { GrpcConfig } from "./grpc-processor.ts";
import { createGrpcProcessor, GrpcClient } from "./grpc-processor.ts";
import { HttpCaller } from "./http-caller.ts";
import type { HttpConfig } from "./http-processor.ts";
import { createHttpProcessor, HttpClient } from "./http-processor.ts";
import { Limiter } from "./limiter.ts";
import { ServiceAddresses } from "./service-addresses.ts";

type Remote = Extract<BundleProcessor, { readonly kind: "http" | "grpc" }>;
type Http = Extract<Remote, { readonly kind: "http" }>;
type Grpc = Extract<Remote, { readonly kind: "grpc" }>;

/** One step's client, with the processors that it makes. */
interface RemoteClient {
  processorFor(place: ProcessorPlace): Processor;
  close(): void;
}

/** Calls of one step that may be under way at a time, unless `maxConcurrent` says otherwise. */
const defaultMaxConcurrent = 16;

export interface RemoteClientsOptions {
  readonly services: ServiceDirectory | undefined;
  readonly clock: Clock;
}

/** The clients of one engine. A step has one for each configuration that it has had. */
export class RemoteClients {
  readonly #options: RemoteClientsOptions;
  readonly #clients = new Map<string, RemoteClient>();

  constructor(options: RemoteClientsOptions) {
    this.#options = options;
  }

  processorFor(step: BundleStep, remote: Remote, place: ProcessorPlace): Processor {
    const key = `${place.pipeline}/${place.step}/${step.timeoutMs}/${canonicalJson(remote)}`;
    let client = this.#clients.get(key);
    if (client === undefined)
      this.#clients.set(key, (client = remote.kind === "http" ? this.#http(remote, step) : this.#grpc(remote, step)));
    return client.processorFor(place);
  }

  close(): void {
    for (const client of this.#clients.values()) client.close();
  }

  #http(remote: Http, { timeoutMs }: BundleStep): RemoteClient {
    const config = remote.config as HttpConfig;
    const maxConcurrent = config.maxConcurrent ?? defaultMaxConcurrent;
    const caller = new HttpCaller(maxConcurrent);
    const { target, url, onUnreachable } = this.#urlOf(remote);
    const limiter = new Limiter(maxConcurrent);
    const client = new HttpClient({ caller, limiter, url, onUnreachable, batch: remote.batch, timeoutMs, config });
    return { processorFor: (place) => createHttpProcessor(client, place, target), close: () => caller.close() };
  }

  #urlOf(remote: Http): { target: string; url: () => Promise<URL>; onUnreachable: () => void } {
    if ("url" in remote) {
      const url = new URL(remote.url);
      return { target: url.host, url: async () => url, onUnreachable: () => undefined };
    }
    const { service, path } = remote;
    const addresses = this.#addressesOf(service);
    const url = async (): Promise<URL> => new URL(path, `http://${await addresses.next()}`);
    return { target: service, url, onUnreachable: () => addresses.doubt() };
  }

  #grpc(remote: Grpc, { timeoutMs }: BundleStep): RemoteClient {
    const { service, address, tls, mode } = remote;
    const config = remote.config as GrpcConfig;
    const addresses = this.#addressesOf(service);
    const client = new GrpcClient({
      address: address === undefined ? () => addresses.next() : async () => address,
      onUnreachable: () => addresses.doubt(),
      limiter: new Limiter(config.maxConcurrent ?? defaultMaxConcurrent),
      tls,
      mode,
      timeoutMs,
      config,
    });
    const target = address ?? service;
    return { processorFor: (place) => createGrpcProcessor(client, place, target), close: () => client.close() };
  }

  #addressesOf(service: string): ServiceAddresses {
    return new ServiceAddresses(service, this.#options.services, this.#options.clock);
  }
}
