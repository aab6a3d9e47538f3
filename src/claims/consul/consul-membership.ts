import { EventEmitter } from "node:events";
import { followSignals } from "../../model/follow-signals.ts";
import { memberTtlMs } from "../coordination/membership.ts";
import type { Member, MemberListing, Membership } from "../coordination/membership.ts";
import { StoreError } from "../store.ts";
import { openConsul } from "./api.ts";
import type { ConsulApi, RequestContext, RequestOptions } from "./api.ts";
import { baseUrlOf } from "./base-url.ts";
import type { ConsulStoreOptions } from "./consul-store.ts";
import { member, storeErrorOf } from "./failure.ts";
import type { Attempt } from "./failure.ts";

/** How long the catalogue remembers an engine that is gone; Consul takes no less. */
const forgottenAfter = "60s";

class ConsulMembership implements Membership {
  readonly #api: ConsulApi;
  readonly #service: string;
  readonly #keyPrefix: string;
  readonly #requestTimeoutMs: number;
  readonly #token: string | undefined;
  readonly #closed = new AbortController();

  constructor(options: ConsulStoreOptions) {
    this.#api = openConsul(baseUrlOf(options.address));
    this.#keyPrefix = options.keyPrefix;
    this.#service = serviceNameOf(options.keyPrefix);
    this.#requestTimeoutMs = options.requestTimeoutMs ?? 5_000;
    this.#token = options.token;
  }

  async join(joining: Member): Promise<void> {
    const { engine, label, zone = "", address = "", modules, incarnation } = joining;
    const meta = {
      label: label.slice(0, 512),
      zone,
      address,
      modules: modules ? "allow" : "deny",
      incarnation: String(incarnation),
      keyPrefix: this.#keyPrefix,
    };
    const check = {
      checkid: checkOf(engine),
      name: "engine beats",
      ttl: `${memberTtlMs / 1000}s`,
      status: "passing",
      deregistercriticalserviceafter: forgottenAfter,
    };
    const service = { ...this.#options(), name: this.#service, id: engine, meta, check };
    await this.#ask(this.#attempt("register the engine", "write"), () => this.#api.agent.service.register(service));
  }

  async beat(engine: string): Promise<void> {
    await this.#ask(this.#attempt("say that the engine lives", "write"), () =>
      this.#api.agent.check.pass({ ...this.#options(), id: checkOf(engine) }),
    );
  }

  async leave(engine: string): Promise<void> {
    await this.#ask(this.#attempt("take the engine out", "write"), () =>
      this.#api.agent.service.deregister({ ...this.#options(), id: engine }),
    );
  }

  async watch(options: Parameters<Membership["watch"]>[0]): Promise<MemberListing> {
    options.signal?.throwIfAborted();
    const attempt = this.#attempt("list the engines", "read");
    const context: RequestContext = Object.assign(new EventEmitter(), { includeResponse: true as const });
    const cancel = (): boolean => context.emit("cancel");
    const { signal, release } = followSignals([this.#closed.signal, options.signal]);
    signal.addEventListener("abort", cancel, { once: true });
    const blocking = options.sinceVersion > 0 && options.waitMs >= 1;
    // Consul adds up to a sixteenth of the wait.
    const extraMs = blocking ? options.waitMs * (1 + 1 / 16) : 0;
    const wait = blocking ? { index: options.sinceVersion, wait: `${Math.round(options.waitMs)}ms` } : {};
    const request = {
      ...this.#options(extraMs),
      ...wait,
      ctx: context,
      service: this.#service,
      passing: true,
    } as const;
    try {
      return this.#parse(await this.#ask(attempt, () => this.#api.health.service(request)));
    } catch (error) {
      options.signal?.throwIfAborted();
      throw error;
    } finally {
      release();
    }
  }

  close(): Promise<void> {
    this.#closed.abort(new StoreError("unreachable", "the membership is closed"));
    this.#api.destroy();
    return Promise.resolve();
  }

  #parse(answer: unknown): MemberListing {
    const [response, items]: readonly unknown[] = Array.isArray(answer) ? answer : [];
    const version = Number(member(member(response, "headers"), "x-consul-index"));
    if (!Number.isSafeInteger(version) || version < 0 || !Array.isArray(items))
      throw new StoreError("other", "Consul's list of engines was not understood");
    return { members: items.flatMap((item) => this.#memberOf(member(item, "Service")) ?? []), version };
  }

  /** Names of services allow fewer characters than prefixes of keys: two prefixes may share one. */
  #memberOf(service: unknown): Member | undefined {
    const [engine, meta] = [member(service, "ID"), member(service, "Meta")];
    if (typeof engine !== "string" || member(meta, "keyPrefix") !== this.#keyPrefix) return undefined;
    const text = (name: string): string => {
      const value = member(meta, name);
      return typeof value === "string" ? value : "";
    };
    const [zone, address] = [text("zone"), text("address")];
    return {
      engine,
      label: text("label"),
      ...(zone === "" ? {} : { zone }),
      ...(address === "" ? {} : { address }),
      modules: text("modules") === "allow",
      incarnation: Number(text("incarnation")) || 0,
    };
  }

  #options(extraMs = 0): RequestOptions {
    const token = this.#token === undefined ? {} : { token: this.#token };
    return { consistent: true, timeout: this.#requestTimeoutMs + extraMs, ...token };
  }

  #attempt(doing: string, policy: "read" | "write"): Attempt {
    const node = policy === "read" ? ', and node_prefix "" { policy = "read" }' : "";
    const rule = `service "${this.#service}" { policy = "${policy}" }${node}`;
    return { doing, policy, keyPrefix: this.#keyPrefix, rule };
  }

  async #ask<T>(attempt: Attempt, request: () => Promise<T>): Promise<T> {
    this.#closed.signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      throw error instanceof StoreError ? error : asUnregistered(error, attempt);
    }
  }
}

/** The agent knows no such check: 404, or 500 with the reason in older versions. */
function asUnregistered(error: unknown, attempt: Attempt): StoreError {
  const response = member(error, "response");
  const body = member(response, "body");
  const said = Buffer.isBuffer(body) || typeof body === "string" ? String(body) : "";
  const unknown = member(response, "statusCode") === 404 || /does not have associated TTL|unknown check/i.test(said);
  return unknown ? new StoreError("other", "the engine is not registered any more") : storeErrorOf(error, attempt);
}

const checkOf = (engine: string): string => `sluiceway:${engine}`;

const serviceNameOf = (keyPrefix: string): string =>
  `${keyPrefix.replaceAll(/[^A-Za-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "")}-engine`.replace(/^-/, "");

/** The engines of one key prefix in Consul's catalogue. Connects with the first request. */
export function createConsulMembership(options: ConsulStoreOptions): Membership {
  return new ConsulMembership(options);
}
