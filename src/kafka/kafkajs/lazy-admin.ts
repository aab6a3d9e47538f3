import kafkajs from "kafkajs";
import type { Admin, Kafka, KafkaConfig, SASLOptions } from "kafkajs";
import type { Credentials, KafkaConnection, SaslMechanism } from "../connection.ts";
import { credentialsOf } from "../connection.ts";
import { KafkaError } from "../errors.ts";
import { toKafkaError } from "./errors.ts";

/** Three attempts of this length: an unreachable cluster is known as such within five seconds. */
const connectionTimeoutMs = 1_400;
/** A broker that accepts connections and answers nothing is given up after three of these. */
const requestTimeoutMs = 8_000;
const retry = { retries: 2, initialRetryTime: 100, maxRetryTime: 300 };
/** An idle kafkajs connection wakes the process hundreds of times a second (kafkajs issue 1751). */
const idleMs = 10_000;

function sasl(mechanism: SaslMechanism, { username, password }: Credentials): SASLOptions {
  switch (mechanism) {
    case "plain":
      return { mechanism, username, password };
    case "scram-sha-256":
      return { mechanism, username, password };
    case "scram-sha-512":
      return { mechanism, username, password };
  }
}

function configOf(connection: KafkaConnection): KafkaConfig {
  const user = credentialsOf(connection, undefined);
  const { tls, mechanism } = connection.security ?? {};
  return {
    brokers: [...connection.bootstrapServers],
    clientId: connection.clientId,
    connectionTimeout: connectionTimeoutMs,
    requestTimeout: requestTimeoutMs,
    retry,
    logLevel: kafkajs.logLevel.NOTHING,
    logCreator: () => () => undefined,
    ...(tls === undefined ? {} : { ssl: { ...tls } }),
    ...(user === undefined ? {} : { sasl: sasl(mechanism ?? "plain", user) }),
  };
}

/** kafkajs' admin client, connected when it is needed and disconnected when nobody has needed it for a while. */
export class LazyAdmin {
  readonly #kafka: Kafka;
  #admin: Promise<Admin> | undefined;
  #users = 0;
  #idleTimer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(connection: KafkaConnection) {
    this.#kafka = new kafkajs.Kafka(configOf(connection));
  }

  /** Runs a request; its failure becomes a `KafkaError` that begins with `what`. */
  async use<T>(what: string, request: (admin: Admin) => Promise<T>): Promise<T> {
    if (this.#closed) throw new KafkaError("closed", "the Kafka client was closed");
    clearTimeout(this.#idleTimer);
    this.#users += 1;
    try {
      return await request(await this.#connected());
    } catch (error) {
      const known = toKafkaError(error, what);
      if (known.kind === "unreachable") this.#disconnect();
      throw known;
    } finally {
      this.#users -= 1;
      if (this.#users === 0 && !this.#closed) this.#idleTimer = setTimeout(() => this.#disconnect(), idleMs).unref();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#idleTimer);
    const admin = this.#admin;
    this.#admin = undefined;
    await admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }

  #connected(): Promise<Admin> {
    const connect = async (): Promise<Admin> => {
      const admin = this.#kafka.admin();
      await admin.connect();
      return admin;
    };
    this.#admin ??= connect();
    return this.#admin;
  }

  #disconnect(): void {
    const admin = this.#admin;
    this.#admin = undefined;
    void admin?.then((connected) => connected.disconnect()).catch(() => undefined);
  }
}
