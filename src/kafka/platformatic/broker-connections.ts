/**
 * The driver over @platformatic/kafka's exported per-version requests and connections: the record path, offsets of
 * simple consumers, topic ids and incremental configuration. Only the composition root imports this folder.
 *
 * The requests are used one by one rather than through the library's Producer and Consumer because the guard has to
 * be asked in the same turn in which a request is written, and because their retries can't ask it.
 */
import { Connection, ConnectionStatuses, ResponseError } from "@platformatic/kafka";
import type { ConnectionOptions, SASLMechanismValue } from "@platformatic/kafka";
import type { Principal } from "../../model/names.ts";
import type { KafkaConnection, SaslMechanism } from "../connection.ts";
import { credentialsOf } from "../connection.ts";
import { KafkaError } from "../errors.ts";
import { connectionError } from "./errors.ts";

export interface BrokerAddress {
  readonly host: string;
  readonly port: number;
}

const saslMechanisms: Readonly<Record<SaslMechanism, SASLMechanismValue>> = {
  plain: "PLAIN",
  "scram-sha-256": "SCRAM-SHA-256",
  "scram-sha-512": "SCRAM-SHA-512",
};

/** Long polls and produce requests may take long; everything else is answered at once or not at all. */
export const requestTimeouts = { recordsMs: 30_000, controlMs: 10_000 };
/** All bootstrap servers together may take this long before the cluster counts as unreachable. */
const bootstrapBudgetMs = 4_000;
const minConnectTimeoutMs = 1_000;
/** Large enough that the library never queues a request: it is written when it is made. */
const maxInflights = 10_000;

function connectionOptions(
  connection: KafkaConnection,
  principal: Principal | undefined,
  requestTimeoutMs: number,
): ConnectionOptions {
  const user = credentialsOf(connection, principal);
  const { tls, mechanism } = connection.security ?? {};
  return {
    connectTimeout: Math.max(minConnectTimeoutMs, bootstrapBudgetMs / connection.bootstrapServers.length),
    requestTimeout: requestTimeoutMs,
    maxInflights,
    ...(tls === undefined ? {} : { tls: { ...tls } }),
    ...(user === undefined
      ? {}
      : {
          sasl: { mechanism: saslMechanisms[mechanism ?? "plain"], username: user.username, password: user.password },
        }),
  };
}

function parseServer(server: string): BrokerAddress {
  const colon = server.lastIndexOf(":");
  return { host: server.slice(0, colon).replace(/^\[|\]$/g, ""), port: Number(server.slice(colon + 1)) };
}

const keyOf = (address: BrokerAddress): string => `${address.host}:${address.port}`;

/** A connection that is being made or has been. */
interface Entry {
  readonly connection: Connection;
  readonly ready: Promise<Connection>;
}

const brokenStatuses: ReadonlySet<string> = new Set([
  ConnectionStatuses.CLOSING,
  ConnectionStatuses.CLOSED,
  ConnectionStatuses.ERROR,
]);

function destroy(connection: Connection): void {
  connection.on("error", () => undefined);
  connection.close(() => undefined);
  connection.socket?.destroy();
}

/** How the driver's parts make requests, so that they can be tested without a broker. */
export interface BrokerRequests {
  /**
   * Makes one request. Resolves to the answer also where parts of it are errors; rejects with a `KafkaError` where
   * there is no answer, and then forgets the connection (the library's isn't usable after a timeout).
   */
  request<T>(address: BrokerAddress, call: (connection: Connection) => Promise<T>): Promise<T>;
  /** Makes a request at the first bootstrap server that can be reached. */
  requestAny<T>(call: (connection: Connection) => Promise<T>): Promise<T>;
  /** Breaks the connection to a broker; requests under way on it fail, the next one connects anew. */
  drop(address: BrokerAddress): void;
  close(): Promise<void>;
}

/** Connections of one client, one a broker, made when they are needed and replaced when they broke. */
export class BrokerConnections implements BrokerRequests {
  readonly #clientId: string;
  readonly #options: ConnectionOptions;
  readonly #bootstrap: readonly BrokerAddress[];
  readonly #open = new Map<string, Entry>();
  #closed = false;

  constructor(connection: KafkaConnection, principal: Principal | undefined, requestTimeoutMs: number) {
    this.#clientId = connection.clientId;
    this.#options = connectionOptions(connection, principal, requestTimeoutMs);
    this.#bootstrap = connection.bootstrapServers.map(parseServer);
  }

  async request<T>(address: BrokerAddress, call: (connection: Connection) => Promise<T>): Promise<T> {
    const what = `Kafka at ${keyOf(address)}`;
    const connection = await this.#connect(address);
    try {
      return await call(connection);
    } catch (error) {
      if (error instanceof ResponseError) return error["response"] as T;
      if (error instanceof KafkaError) throw error;
      // This one and no other: by now the address may have a new connection, after an abort has dropped this one.
      destroy(connection);
      throw this.#closed ? this.#closedError() : connectionError(error, what);
    }
  }

  async requestAny<T>(call: (connection: Connection) => Promise<T>): Promise<T> {
    let last: KafkaError | undefined;
    for (const address of this.#bootstrap) {
      try {
        return await this.request(address, call);
      } catch (error) {
        if (!(error instanceof KafkaError) || error.kind !== "unreachable") throw error;
        last = error;
      }
    }
    throw last ?? new KafkaError("unreachable", "no bootstrap server is configured");
  }

  drop(address: BrokerAddress): void {
    const entry = this.#open.get(keyOf(address));
    this.#open.delete(keyOf(address));
    if (entry !== undefined) destroy(entry.connection);
  }

  close(): Promise<void> {
    this.#closed = true;
    for (const { connection } of this.#open.values()) destroy(connection);
    this.#open.clear();
    return Promise.resolve();
  }

  async #connect(address: BrokerAddress): Promise<Connection> {
    if (this.#closed) throw this.#closedError();
    const key = keyOf(address);
    const existing = this.#open.get(key);
    if (existing !== undefined && !brokenStatuses.has(existing.connection.status)) return existing.ready;
    const connection = new Connection(this.#clientId, this.#options);
    const ready = this.#dial(connection, address);
    this.#open.set(key, { connection, ready });
    return ready;
  }

  async #dial(connection: Connection, address: BrokerAddress): Promise<Connection> {
    connection.on("error", () => undefined);
    try {
      await connection.connect(address.host, address.port);
      return connection;
    } catch (error) {
      destroy(connection);
      throw this.#closed ? this.#closedError() : connectionError(error, `Kafka at ${keyOf(address)}`);
    }
  }

  #closedError(): KafkaError {
    return new KafkaError("closed", "the Kafka client was closed");
  }
}
