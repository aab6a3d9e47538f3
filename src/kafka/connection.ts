import type { Principal } from "../model/names.ts";

/** A user name with its password. The password must never reach a log or an error's message. */
export interface Credentials {
  readonly username: string;
  readonly password: string;
}

export type SaslMechanism = "plain" | "scram-sha-256" | "scram-sha-512";

/** TLS as `node:tls` names it. Without `ca` the machine's own authorities are trusted. */
interface TlsOptions {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly servername?: string;
}

export interface KafkaSecurity {
  /** Encrypt (SSL, SASL_SSL) when present. */
  readonly tls?: TlsOptions;
  /** How users sign in; `plain` when credentials are given without it. */
  readonly mechanism?: SaslMechanism;
  /** The connection's own user; without one it connects unauthenticated. */
  readonly user?: Credentials;
}

/** What the drivers need to reach a cluster. */
export interface KafkaConnection {
  /** `host:port` of the brokers to begin with. */
  readonly bootstrapServers: readonly string[];
  readonly clientId: string;
  readonly security?: KafkaSecurity;
  /** Credentials of principals that sign in as themselves. */
  readonly credentials?: ReadonlyMap<Principal, Credentials>;
}

/** The credentials with which a principal's clients sign in: its own, else the connection's user's. */
export function credentialsOf(connection: KafkaConnection, principal: Principal | undefined): Credentials | undefined {
  const own = principal === undefined ? undefined : connection.credentials?.get(principal);
  return own ?? connection.security?.user;
}
