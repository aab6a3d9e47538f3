import Consul from "consul";
import type { EventEmitter } from "node:events";

/** A request's context: with it the client hands over the whole response and can be told to give up. */
export interface RequestContext extends EventEmitter {
  includeResponse: true;
}

/** Options that every request may carry; the package's own types leave most of them out. */
export interface RequestOptions {
  readonly consistent: true;
  readonly timeout: number;
  readonly token?: string;
  readonly ctx?: RequestContext;
  readonly index?: number;
  readonly wait?: string;
}

export interface TransactionOperation {
  readonly KV: { readonly Verb: string; readonly Key: string; readonly Value?: string; readonly Index?: number };
}

/** A service of the catalogue with one check, whose names the package takes in lower case. */
interface ServiceRegistration {
  readonly name: string;
  readonly id: string;
  readonly meta: Readonly<Record<string, string>>;
  readonly check: Readonly<Record<string, string>>;
}

/** What the driver uses of npm `consul` 2.0.1. Answers are unknown until they are checked. */
export interface ConsulApi {
  readonly kv: {
    get(
      options: RequestOptions & { readonly key: string; readonly recurse?: true; readonly buffer: true },
    ): Promise<unknown>;
    keys(options: RequestOptions & { readonly key: string }): Promise<unknown>;
  };
  readonly transaction: {
    create(operations: readonly TransactionOperation[], options: RequestOptions): Promise<unknown>;
  };
  readonly agent: {
    readonly service: {
      register(options: RequestOptions & ServiceRegistration): Promise<unknown>;
      deregister(options: RequestOptions & { readonly id: string }): Promise<unknown>;
    };
    readonly check: { pass(options: RequestOptions & { readonly id: string }): Promise<unknown> };
  };
  readonly health: {
    service(options: RequestOptions & { readonly service: string; readonly passing: true }): Promise<unknown>;
  };
  destroy(): void;
}

/** Opens a client. The package takes a base URL, though its types don't say so. */
export function openConsul(baseUrl: string): ConsulApi {
  const options: Record<string, unknown> = { baseUrl };
  return new Consul(options) as unknown as ConsulApi;
}
