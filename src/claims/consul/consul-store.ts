import { checkLimits } from "../limits.ts";
import { StoreError } from "../store.ts";
import type { ClaimStore, Listing, StoreOperation, StoredValue, TransactionResult, WatchOptions } from "../store.ts";
import type { TransactionOperation } from "./api.ts";
import { ConsulRequests } from "./consul-requests.ts";
import type { BlockingWait, ConsulStoreOptions } from "./consul-requests.ts";
import { isConflict, member, operationErrorsOf } from "./failure.ts";
import type { Attempt } from "./failure.ts";

/** Consul's own limit on a blocking query. */
const maxWaitMs = 10 * 60_000;

const operationVerbs = { set: "cas", delete: "delete-cas", check: "check-index" } as const;

class ConsulClaimStore implements ClaimStore {
  readonly #requests: ConsulRequests;
  readonly #prefix: string;
  #readable = false;

  constructor(options: ConsulStoreOptions) {
    this.#requests = new ConsulRequests(options);
    this.#prefix = options.keyPrefix;
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const attempt = this.#attempt(`read "${key}"`, "read");
    const item = await this.#requests.ask(attempt, () =>
      this.#requests.api.kv.get({ ...this.#requests.options(), key: this.#prefix + key, buffer: true }),
    );
    return item === undefined ? undefined : this.#storedValue(item);
  }

  list(prefix: string): Promise<Listing> {
    return this.#listing(prefix, { sinceVersion: 0, waitMs: 0 });
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const attempt = this.#attempt(`list the keys below "${prefix}"`, "read");
    const found = await this.#requests.ask(attempt, async () => {
      try {
        return await this.#requests.api.kv.keys({ ...this.#requests.options(), key: this.#prefix + prefix });
      } catch (error) {
        // An empty folder is answered with 404.
        if (member(member(error, "response"), "statusCode") === 404) return [];
        throw error;
      }
    });
    if (!Array.isArray(found)) throw notUnderstood(attempt);
    if (found.length === 0) await this.#checkReadable(prefix);
    return found.map((key) => String(key).slice(this.#prefix.length));
  }

  async transact(operations: readonly StoreOperation[]): Promise<TransactionResult> {
    checkLimits(operations);
    const attempt = this.#attempt(`write ${operations.map(({ key }) => `"${key}"`).join(", ")}`, "write");
    const sent = operations.map((operation) => this.#encode(operation));
    return this.#requests.ask(attempt, async () => {
      try {
        return this.#committed(operations, await this.#requests.api.transaction.create(sent, this.#requests.options()));
      } catch (error) {
        const errors = operationErrorsOf(error);
        if (errors === undefined || !errors.every(isConflict)) throw error;
        return { ok: false, conflicts: errors.map(({ index }) => index) };
      }
    });
  }

  watch(prefix: string, options: WatchOptions): Promise<Listing> {
    const waitMs = options.waitMs <= 0 ? 0 : Math.min(maxWaitMs, Math.max(1, Math.round(options.waitMs)));
    return this.#listing(prefix, { ...options, waitMs });
  }

  close(): Promise<void> {
    this.#requests.close("the store is closed");
    return Promise.resolve();
  }

  async #listing(prefix: string, wait: BlockingWait): Promise<Listing> {
    const attempt = this.#attempt(`list "${prefix}"`, "read");
    const { items, version } = await this.#requests.list(attempt, wait, (options) =>
      this.#requests.api.kv.get({ ...options, key: this.#prefix + prefix, recurse: true, buffer: true }),
    );
    if (version === undefined) throw notUnderstood(attempt);
    const values = Array.isArray(items) ? items.map((item) => this.#storedValue(item)) : [];
    if (values.length === 0) await this.#checkReadable(prefix);
    return { values, version };
  }

  /** Consul leaves out of a list what the token may not read, without a word; of a single key it says so. */
  async #checkReadable(prefix: string): Promise<void> {
    if (this.#readable) return;
    await this.get(prefix);
    this.#readable = true;
  }

  #storedValue(item: unknown): StoredValue {
    const [key, value, version] = [member(item, "Key"), member(item, "Value"), member(item, "ModifyIndex")];
    if (typeof key !== "string" || typeof version !== "number")
      throw new StoreError("other", "Consul's answer has no key");
    // Consul writes an empty value as null.
    const bytes = Buffer.isBuffer(value) ? new Uint8Array(value) : new Uint8Array();
    return { key: key.slice(this.#prefix.length), value: bytes, version };
  }

  #encode(operation: StoreOperation): TransactionOperation {
    const Key = this.#prefix + operation.key;
    if (operation.kind === "check" && operation.version === 0) return { KV: { Verb: "check-not-exists", Key } };
    const Value = operation.kind === "set" ? { Value: Buffer.from(operation.value).toString("base64") } : {};
    return { KV: { Verb: operationVerbs[operation.kind], Key, Index: operation.version, ...Value } };
  }

  #committed(operations: readonly StoreOperation[], answer: unknown): TransactionResult {
    const results: unknown = member(answer, "Results");
    const written = new Map(
      (Array.isArray(results) ? results : []).map((result) => {
        const item = member(result, "KV");
        return [member(item, "Key"), member(item, "ModifyIndex")] as const;
      }),
    );
    const versions = operations.map((operation) => {
      if (operation.kind !== "set") return operation.kind === "check" ? operation.version : 0;
      const version = written.get(this.#prefix + operation.key);
      if (typeof version !== "number")
        throw new StoreError("other", `Consul did not say the version of "${operation.key}"`);
      return version;
    });
    return { ok: true, versions };
  }

  #attempt(doing: string, policy: "read" | "write"): Attempt {
    return { doing, policy, keyPrefix: this.#prefix };
  }
}

function notUnderstood(attempt: Attempt): StoreError {
  return new StoreError("other", `Consul's answer to the request to ${attempt.doing} was not understood`);
}

/**
 * A store in Consul's KV (with CAS, transactions and consistent reads: Consul 1.8 and newer). Connects with the first
 * request; every read is consistent, every write a transaction.
 */
export function createConsulClaimStore(options: ConsulStoreOptions): ClaimStore {
  return new ConsulClaimStore(options);
}
