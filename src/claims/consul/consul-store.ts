import { EventEmitter } from "node:events";
import { followSignals } from "../../model/follow-signals.ts";
import { checkLimits } from "../limits.ts";
import { StoreError } from "../store.ts";
import type { ClaimStore, Listing, StoreOperation, StoredValue, TransactionResult, WatchOptions } from "../store.ts";
import { openConsul } from "./api.ts";
import type { ConsulApi, RequestContext, RequestOptions, TransactionOperation } from "./api.ts";
import { baseUrlOf } from "./base-url.ts";
import { isConflict, member, operationErrorsOf, storeErrorOf } from "./failure.ts";
import type { Attempt } from "./failure.ts";

/** Where the store lies in Consul. Needs KV with CAS, transactions and consistent reads (Consul 1.8 and newer). */
export interface ConsulStoreOptions {
  /** The HTTP API: `http://127.0.0.1:8500`, or a host and port. */
  readonly address: string;
  /** Sent with every request, never part of a message. */
  readonly token?: string;
  /** Before every key, for example `sluiceway/search-cluster/`. */
  readonly keyPrefix: string;
  /** How long one request may take beyond what it was asked to wait. */
  readonly requestTimeoutMs?: number;
}

/** Consul's own limit on a blocking query. */
const maxWaitMs = 10 * 60_000;

const operationVerbs = { set: "cas", delete: "delete-cas", check: "check-index" } as const;

class ConsulClaimStore implements ClaimStore {
  readonly #api: ConsulApi;
  readonly #prefix: string;
  readonly #requestTimeoutMs: number;
  readonly #token: string | undefined;
  readonly #closed = new AbortController();
  #readable = false;

  constructor(options: ConsulStoreOptions) {
    this.#api = openConsul(baseUrlOf(options.address));
    this.#prefix = options.keyPrefix;
    this.#requestTimeoutMs = options.requestTimeoutMs ?? 5_000;
    this.#token = options.token;
  }

  async get(key: string): Promise<StoredValue | undefined> {
    const attempt = this.#attempt(`read "${key}"`, "read");
    const item = await this.#ask(attempt, () =>
      this.#api.kv.get({ ...this.#options(), key: this.#prefix + key, buffer: true }),
    );
    return item === undefined ? undefined : this.#storedValue(item);
  }

  list(prefix: string): Promise<Listing> {
    return this.#listing(prefix, {});
  }

  async keys(prefix: string): Promise<readonly string[]> {
    const attempt = this.#attempt(`list the keys below "${prefix}"`, "read");
    const found = await this.#ask(attempt, async () => {
      try {
        return await this.#api.kv.keys({ ...this.#options(), key: this.#prefix + prefix });
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
    return this.#ask(attempt, async () => {
      try {
        return this.#committed(operations, await this.#api.transaction.create(sent, this.#options()));
      } catch (error) {
        const errors = operationErrorsOf(error);
        if (errors === undefined || !errors.every(isConflict)) throw error;
        return { ok: false, conflicts: errors.map(({ index }) => index) };
      }
    });
  }

  watch(prefix: string, options: WatchOptions): Promise<Listing> {
    const waitMs = Math.min(maxWaitMs, Math.max(1, Math.round(options.waitMs)));
    // Without an index Consul answers at once, and so does 0.
    if (options.sinceVersion === 0 || options.waitMs <= 0)
      return this.#listing(prefix, options.signal === undefined ? {} : { signal: options.signal });
    return this.#listing(prefix, { ...options, waitMs, blocking: true });
  }

  close(): Promise<void> {
    this.#closed.abort(new StoreError("unreachable", "the store is closed"));
    this.#api.destroy();
    return Promise.resolve();
  }

  async #listing(prefix: string, wait: Partial<WatchOptions> & { readonly blocking?: true }): Promise<Listing> {
    wait.signal?.throwIfAborted();
    const attempt = this.#attempt(`list "${prefix}"`, "read");
    const context: RequestContext = Object.assign(new EventEmitter(), { includeResponse: true as const });
    const cancel = (): boolean => context.emit("cancel");
    const { signal, release } = followSignals([this.#closed.signal, wait.signal]);
    signal.addEventListener("abort", cancel, { once: true });
    // Consul adds up to a sixteenth of the wait, so that not all clients come back at once.
    const extraMs = wait.blocking ? (wait.waitMs ?? 0) * (1 + 1 / 16) : 0;
    const options: RequestOptions = {
      ...this.#options(extraMs),
      ctx: context,
      ...(wait.blocking ? { index: wait.sinceVersion ?? 0, wait: `${wait.waitMs}ms` } : {}),
    };
    try {
      const answer = await this.#ask(attempt, () =>
        this.#api.kv.get({ ...options, key: this.#prefix + prefix, recurse: true, buffer: true }),
      );
      const listing = this.#parseListing(attempt, answer);
      if (listing.values.length === 0) await this.#checkReadable(prefix);
      return listing;
    } catch (error) {
      wait.signal?.throwIfAborted();
      throw error;
    } finally {
      release();
    }
  }

  /** Consul leaves out of a list what the token may not read, without a word; of a single key it says so. */
  async #checkReadable(prefix: string): Promise<void> {
    if (this.#readable) return;
    await this.get(prefix);
    this.#readable = true;
  }

  #parseListing(attempt: Attempt, answer: unknown): Listing {
    const [response, items]: readonly unknown[] = Array.isArray(answer) ? answer : [];
    const version = Number(member(member(response, "headers"), "x-consul-index"));
    if (!Number.isSafeInteger(version) || version < 0) throw notUnderstood(attempt);
    const values = Array.isArray(items) ? items.map((item) => this.#storedValue(item)) : [];
    return { values, version };
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

  #options(extraMs = 0): RequestOptions {
    const token = this.#token === undefined ? {} : { token: this.#token };
    return { consistent: true, timeout: this.#requestTimeoutMs + extraMs, ...token };
  }

  #attempt(doing: string, policy: "read" | "write"): Attempt {
    return { doing, policy, keyPrefix: this.#prefix };
  }

  async #ask<T>(attempt: Attempt, request: () => Promise<T>): Promise<T> {
    this.#closed.signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      throw error instanceof StoreError ? error : storeErrorOf(error, attempt);
    }
  }
}

function notUnderstood(attempt: Attempt): StoreError {
  return new StoreError("other", `Consul's answer to the request to ${attempt.doing} was not understood`);
}

/** A store in Consul's KV. Connects with the first request; every read is consistent, every write a transaction. */
export function createConsulClaimStore(options: ConsulStoreOptions): ClaimStore {
  return new ConsulClaimStore(options);
}
