import { randomBytes } from "node:crypto";

/** Where a broker lets users sign in with SASL PLAIN, and as whom. */
export interface SaslAccess {
  readonly bootstrapServers: string;
  readonly mechanism: "plain";
  /** Passwords by user. `admin` may do everything, the others what ACLs give them. */
  readonly users: Readonly<Record<string, string>>;
}

export interface KafkaPorts {
  readonly plaintext: number;
  readonly sasl: number;
  readonly controller: number;
}

/** Broker settings by name, as in server.properties. */
export type KafkaSettings = Readonly<Record<string, string>>;

const userNames = ["admin", "search-pipeline", "analytics-pipeline", "crawler", "nobody"];

/** Users with passwords that exist for one broker only. */
export function makeSaslAccess(port: number): SaslAccess {
  const users = userNames.map((name) => [name, randomBytes(18).toString("base64url")]);
  return { bootstrapServers: `127.0.0.1:${port}`, mechanism: "plain", users: Object.fromEntries(users) };
}

function jaasConfig(users: Readonly<Record<string, string>>): string {
  const options = Object.entries(users).map(([name, password]) => `user_${name}="${password}"`);
  return `org.apache.kafka.common.security.plain.PlainLoginModule required ${options.join(" ")};`;
}

/**
 * One process that is broker and controller, with ACLs in force. Clients of the PLAINTEXT listener are ANONYMOUS and may
 * do everything; those of the SASL listener are who they signed in as.
 */
export function kafkaSettings(ports: KafkaPorts, sasl: SaslAccess, bindAddress: string): KafkaSettings {
  return {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.quorum.voters": `1@127.0.0.1:${ports.controller}`,
    "controller.listener.names": "CONTROLLER",
    listeners: `PLAINTEXT://${bindAddress}:${ports.plaintext},SASL://${bindAddress}:${ports.sasl},CONTROLLER://127.0.0.1:${ports.controller}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${ports.plaintext},SASL://${sasl.bootstrapServers}`,
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
    "inter.broker.listener.name": "PLAINTEXT",
    "listener.name.sasl.sasl.enabled.mechanisms": "PLAIN",
    "listener.name.sasl.plain.sasl.jaas.config": jaasConfig(sasl.users),
    "authorizer.class.name": "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
    "super.users": "User:admin;User:ANONYMOUS",
    "auto.create.topics.enable": "false",
    "offsets.topic.replication.factor": "1",
    "offsets.topic.num.partitions": "4",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "transaction.state.log.num.partitions": "4",
    "group.initial.rebalance.delay.ms": "0",
  };
}

/** The text of server.properties. */
export function toProperties(settings: KafkaSettings): string {
  return Object.entries(settings)
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}

/** The environment from which the image apache/kafka makes its server.properties. */
export function toImageEnvironment(settings: KafkaSettings): Record<string, string> {
  const variableOf = (name: string): string =>
    `KAFKA_${name.replaceAll("_", "__").replaceAll("-", "___").replaceAll(".", "_").toUpperCase()}`;
  return Object.fromEntries(Object.entries(settings).map(([name, value]) => [variableOf(name), value]));
}
