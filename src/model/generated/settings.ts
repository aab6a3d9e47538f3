/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * Brokers to begin with: host:port, separated by commas or as a list.
 */
export type BootstrapServers = string | string[];

/**
 * sluiceway.settings.yaml: connections and client settings. `${NAME}` stands for an environment variable here, and only here.
 */
export interface Settings {
  kafka?: Kafka;
  consul?: Consul;
  schemaRegistry?: SchemaRegistry;
  engine?: Engine;
  admin?: Admin;
  limits?: Limits;
  reconcile?: Reconcile;
  /**
   * Further connections by name; an environment document chooses one with `connection:`.
   */
  connections?: {
    [k: string]: Connection;
  };
}
/**
 * The Kafka connection and client settings, under the specification's own keys.
 */
export interface Kafka {
  "bootstrap.servers"?: BootstrapServers;
  bootstrapServers?: BootstrapServers;
  security?: Security;
  /**
   * By name; steps choose one with `producer:`, else `default`.
   */
  producers?: {
    [k: string]: ProducerProfile;
  };
  /**
   * By name; steps choose one with `consumer:`, else `default`.
   */
  consumers?: {
    [k: string]: ConsumerProfile;
  };
  /**
   * By the principal's name without `User:`; a pipeline reads and writes as its own principal.
   */
  credentials?: {
    [k: string]: Credential;
  };
}
/**
 * How connections are secured and who we are.
 */
export interface Security {
  /**
   * Kafka's security protocol. Default PLAINTEXT.
   */
  protocol?: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
  sasl?: Sasl;
  ssl?: Ssl;
}
/**
 * Who we are, and how it is proven.
 */
export interface Sasl {
  /**
   * How the password is proven.
   */
  mechanism: "PLAIN" | "SCRAM-SHA-256" | "SCRAM-SHA-512";
  /**
   * Who we are.
   */
  username: string;
  /**
   * The password, from the environment.
   */
  password: string;
}
/**
 * Files for TLS (PEM).
 */
export interface Ssl {
  /**
   * Path of the certificate authorities' file.
   */
  ca?: string;
  /**
   * Path of the client's certificate, for mutual TLS.
   */
  cert?: string;
  /**
   * Path of the client's private key, for mutual TLS.
   */
  key?: string;
}
/**
 * Settings of a producer, under Kafka's own keys.
 */
export interface ProducerProfile {
  /**
   * The schema registry's URL.
   */
  "schema.registry.url"?: string;
  /**
   * A Java serializer's class name; it maps to our codec.
   */
  "key.serializer"?: string;
  /**
   * A Java serializer's class name; it maps to our codec.
   */
  "value.serializer"?: string;
  /**
   * How batches are compressed. Default none.
   */
  "compression.type"?: "none" | "gzip" | "snappy" | "lz4" | "zstd";
  /**
   * Only `all`: an offset is committed after everything that it caused is on all in-sync replicas.
   */
  acks?: "all";
  /**
   * How often a failing send is repeated before the slot pauses.
   */
  retries?: number;
  /**
   * Bytes of a batch at which it is sent.
   */
  "batch.size"?: number;
  /**
   * Milliseconds that a batch waits for more records.
   */
  "linger.ms"?: number;
  /**
   * Bytes of records that wait to be sent before reading pauses.
   */
  "buffer.memory"?: number;
}
/**
 * Settings of a consumer, under Kafka's own keys.
 */
export interface ConsumerProfile {
  /**
   * The schema registry's URL.
   */
  "schema.registry.url"?: string;
  /**
   * A Java deserializer's class name; it maps to our codec.
   */
  "key.deserializer"?: string;
  /**
   * A Java deserializer's class name; it maps to our codec.
   */
  "value.deserializer"?: string;
  /**
   * Where reading goes on when an offset no longer exists.
   */
  "auto.offset.reset"?: "earliest" | "latest";
  /**
   * Only false: offsets are committed after what they caused.
   */
  "enable.auto.commit"?: false;
  /**
   * How many records are handed to processing at a time.
   */
  "max.poll.records"?: number;
  /**
   * Accepted for compatibility; engines claim partitions by leases instead.
   */
  "session.timeout.ms"?: number;
}
/**
 * What a principal signs in with.
 */
export interface Credential {
  /**
   * The principal's user name.
   */
  username: string;
  /**
   * The password, from the environment.
   */
  password: string;
}
/**
 * Where claims live.
 */
export interface Consul {
  /**
   * Consul's HTTP address.
   */
  address: string;
  /**
   * An ACL token, from the environment.
   */
  token?: string;
  /**
   * What all our keys begin with. Default `sluiceway`.
   */
  keyPrefix?: string;
}
/**
 * Where schemas live (Confluent's API).
 */
export interface SchemaRegistry {
  /**
   * The registry's URL.
   */
  url: string;
}
/**
 * How engines behave.
 */
export interface Engine {
  /**
   * Whether `module:` processors, code of the repository, may run here. Default deny.
   */
  modules?: "allow" | "deny";
  /**
   * How long a claim outlives its owner's last beat. Default 5s.
   */
  lease?: string | number;
  /**
   * How long a computation may keep an engine busy before its slots are given to others. Default 30s, and at least two leases.
   */
  hangAfter?: string | number;
  /**
   * What people know an engine by. Default: the host's name.
   */
  label?: string;
  /**
   * Where the engine runs, such as an availability zone: slots are spread over zones where loads are equal.
   */
  zone?: string;
  /**
   * Where bundles and modules are cached.
   */
  dataDirectory?: string;
  /**
   * Whether each record that is written names its slot and token in the header sluiceway-writer, for an audit. Default false.
   */
  markWriters?: boolean;
}
/**
 * Who may use the admin API. Without tokens it listens on this machine alone, and everybody there may do everything.
 */
export interface Admin {
  /**
   * Bearer tokens, of which only the SHA-256 is written down.
   *
   * Items: One caller.
   */
  tokens?: {
    /**
     * Who it is, for the log of actions.
     */
    name: string;
    /**
     * viewer: may look; operator: may also pause, resume and move offsets; admin: everything.
     */
    role: "viewer" | "operator" | "admin";
    /**
     * Of the token: `printf %s "$TOKEN" | sha256sum`.
     */
    sha256: string;
  }[];
}
/**
 * What plans are held against.
 */
export interface Limits {
  /**
   * How many partitions, each replica counted, a broker should have at most. Default 4000.
   */
  partitionsPerBroker?: number;
}
/**
 * How `sluiceway reconcile` follows a repository. Only the settings' top level counts: they are needed before the connection is known.
 */
export interface Reconcile {
  git?: GitAccess;
  /**
   * How often the branch is looked at. Default 30s.
   */
  poll?: string | number;
  /**
   * How often the cluster is looked at while nothing changes. Default 1m.
   */
  drift?: string | number;
  /**
   * The time between the two reads that have to agree before a difference counts as drift. Default 3s.
   */
  confirm?: string | number;
  /**
   * How long a leader's lead outlives its last sign of life. Default 10s.
   */
  lease?: string | number;
  listen?: Listen;
  webhooks?: Webhooks;
  events?: EventSink;
}
/**
 * How the repository's server lets the reconciler in.
 */
export interface GitAccess {
  /**
   * For http(s): a token, from the environment.
   */
  token?: string;
  /**
   * For http(s): sent with the token. Default x-access-token.
   */
  username?: string;
  /**
   * For SSH: a private key's file.
   */
  sshKey?: string;
  /**
   * For SSH: a file with the servers' keys; servers that it doesn't name are refused.
   */
  knownHosts?: string;
}
/**
 * Where the reconciler answers: webhooks, health, metrics.
 */
export interface Listen {
  /**
   * The address to listen on. Default 127.0.0.1.
   */
  host?: string;
  /**
   * The port to listen on; 0 takes any that is free.
   */
  port: number;
}
/**
 * What a Git server proves itself with when it calls. Without one of them its calls are refused.
 */
export interface Webhooks {
  /**
   * The secret of GitHub's (or Gitea's) webhook; the signature over the body is checked with it.
   */
  github?: string;
  /**
   * The secret token of GitLab's webhook.
   */
  gitlab?: string;
}
/**
 * A webhook that is told what the reconciler does.
 */
export interface EventSink {
  /**
   * Where events are sent, as JSON.
   */
  url: string;
  /**
   * Signs each body: its HMAC-SHA256 stands in the header X-Sluiceway-Signature-256.
   */
  secret?: string;
}
/**
 * One set of servers with its client settings.
 */
export interface Connection {
  kafka?: Kafka;
  consul?: Consul;
  schemaRegistry?: SchemaRegistry;
  engine?: Engine;
  admin?: Admin;
  limits?: Limits;
}
