import { memberTtlMs } from "../coordination/membership.ts";
import type { Member, MemberListing, Membership } from "../coordination/membership.ts";
import { StoreError } from "../store.ts";
import { ConsulRequests } from "./consul-requests.ts";
import type { ConsulStoreOptions } from "./consul-requests.ts";
import { member, storeErrorOf } from "./failure.ts";
import type { Attempt } from "./failure.ts";

/** Each registration is a write of Consul's own; of a thousand at once the last has to wait. */
const joinExtraMs = 25_000;
/** How long the catalogue remembers an engine that is gone; Consul takes no less. */
const forgottenAfter = "60s";

class ConsulMembership implements Membership {
  readonly #requests: ConsulRequests;
  readonly #service: string;
  readonly #keyPrefix: string;

  constructor(options: ConsulStoreOptions) {
    this.#requests = new ConsulRequests(options, asUnregistered);
    this.#keyPrefix = options.keyPrefix;
    this.#service = serviceNameOf(options.keyPrefix);
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
    const service = { ...this.#requests.options(joinExtraMs), name: this.#service, id: engine, meta, check };
    await this.#requests.ask(this.#attempt("register the engine", "write"), () =>
      this.#requests.api.agent.service.register(service),
    );
  }

  async beat(engine: string): Promise<void> {
    await this.#requests.ask(this.#attempt("say that the engine lives", "write"), () =>
      this.#requests.api.agent.check.pass({ ...this.#requests.options(), id: checkOf(engine) }),
    );
  }

  async leave(engine: string): Promise<void> {
    await this.#requests.ask(this.#attempt("take the engine out", "write"), () =>
      this.#requests.api.agent.service.deregister({ ...this.#requests.options(), id: engine }),
    );
  }

  async watch(options: Parameters<Membership["watch"]>[0]): Promise<MemberListing> {
    const wait = { ...options, waitMs: options.waitMs < 1 ? 0 : Math.round(options.waitMs) };
    const { items, version } = await this.#requests.list(this.#attempt("list the engines", "read"), wait, (request) =>
      this.#requests.api.health.service({ ...request, service: this.#service, passing: true }),
    );
    if (version === undefined || !Array.isArray(items))
      throw new StoreError("other", "Consul's list of engines was not understood");
    return { members: items.flatMap((item) => this.#memberOf(member(item, "Service")) ?? []), version };
  }

  close(): Promise<void> {
    this.#requests.close("the membership is closed");
    return Promise.resolve();
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

  #attempt(doing: string, policy: "read" | "write"): Attempt {
    const node = policy === "read" ? ', and node_prefix "" { policy = "read" }' : "";
    const rule = `service "${this.#service}" { policy = "${policy}" }${node}`;
    return { doing, policy, keyPrefix: this.#keyPrefix, rule };
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
