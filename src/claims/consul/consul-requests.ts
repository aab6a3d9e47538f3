import { EventEmitter } from "node:events";
import { followSignals } from "../../model/follow-signals.ts";
import { StoreError } from "../store.ts";
import { openConsul } from "./api.ts";
import type { ConsulApi, RequestContext, RequestOptions } from "./api.ts";
import { baseUrlOf } from "./base-url.ts";
import { member, storeErrorOf } from "./failure.ts";
import type { Attempt } from "./failure.ts";

/** Where a driver's part of Consul lies. */
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

/** A query that waits for a change; without a version, or with 0, Consul answers at once. */
export interface BlockingWait {
  readonly sinceVersion: number;
  readonly waitMs: number;
  readonly signal?: AbortSignal | undefined;
}

type ErrorOf = (error: unknown, attempt: Attempt) => StoreError;

/** The requests of one driver: with its token and its time limit, ended when it is closed, failures as `StoreError`. */
export class ConsulRequests {
  readonly api: ConsulApi;
  readonly #token: string | undefined;
  readonly #timeoutMs: number;
  readonly #errorOf: ErrorOf;
  readonly #closed = new AbortController();

  constructor({ address, token, requestTimeoutMs = 5_000 }: ConsulStoreOptions, errorOf: ErrorOf = storeErrorOf) {
    this.api = openConsul(baseUrlOf(address));
    this.#token = token;
    this.#timeoutMs = requestTimeoutMs;
    this.#errorOf = errorOf;
  }

  options(extraMs = 0): RequestOptions {
    const token = this.#token === undefined ? {} : { token: this.#token };
    return { consistent: true, timeout: this.#timeoutMs + extraMs, ...token };
  }

  async ask<T>(attempt: Attempt, request: () => Promise<T>): Promise<T> {
    this.#closed.signal.throwIfAborted();
    try {
      return await request();
    } catch (error) {
      throw error instanceof StoreError ? error : this.#errorOf(error, attempt);
    }
  }

  /** A listing: its answer, and the version that the next one can wait for. Rejects with the signal's reason, too. */
  async list(
    attempt: Attempt,
    { sinceVersion, waitMs, signal: given }: BlockingWait,
    request: (options: RequestOptions) => Promise<unknown>,
  ): Promise<{ readonly items: unknown; readonly version: number | undefined }> {
    given?.throwIfAborted();
    const context: RequestContext = Object.assign(new EventEmitter(), { includeResponse: true as const });
    const { signal, release } = followSignals([this.#closed.signal, given]);
    signal.addEventListener("abort", () => context.emit("cancel"), { once: true });
    const isBlocking = sinceVersion > 0 && waitMs > 0;
    // Consul adds up to a sixteenth of the wait, so that not all clients come back at once.
    const extraMs = isBlocking ? waitMs * (1 + 1 / 16) : 0;
    const wait = isBlocking ? { index: sinceVersion, wait: `${waitMs}ms` } : {};
    try {
      const answer = await this.ask(attempt, () => request({ ...this.options(extraMs), ...wait, ctx: context }));
      const [response, items]: readonly unknown[] = Array.isArray(answer) ? answer : [];
      const version = Number(member(member(response, "headers"), "x-consul-index"));
      return { items, version: Number.isSafeInteger(version) && version >= 0 ? version : undefined };
    } catch (error) {
      given?.throwIfAborted();
      throw error;
    } finally {
      release();
    }
  }

  close(reason: string): void {
    this.#closed.abort(new StoreError("unreachable", reason));
    this.api.destroy();
  }
}
