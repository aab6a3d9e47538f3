import type { ConsumerProfile, ProducerProfile } from "../../kafka/kafka.ts";
import type * as generated from "../../model/generated/settings.ts";
import { parseDuration } from "../../model/duration.ts";

/** How Kafka is reached. Values of credentials never leave this object but for the client's handshake. */
export interface KafkaServers {
  readonly bootstrapServers: readonly string[];
  readonly security: generated.Security;
  /** By name: a pipeline's principal without its `User:`. */
  readonly credentials: Readonly<Record<string, generated.Credential>>;
}

interface ConsulServer {
  readonly address: string;
  readonly token: string | undefined;
  readonly keyPrefix: string;
}

interface EngineSettings {
  readonly modules: "allow" | "deny";
  readonly leaseMs: number;
  readonly hangMs: number;
  readonly label: string | undefined;
  readonly zone: string | undefined;
  readonly dataDirectory: string | undefined;
  readonly markWriters: boolean;
}

/** One connection of the settings, complete: what is not declared has its default. */
export interface Connection {
  /** Undefined: no servers are named, so everything runs embedded in this process. */
  readonly servers: { readonly kafka: KafkaServers; readonly consul: ConsulServer } | undefined;
  readonly schemaRegistryUrl: string | undefined;
  /** Partition replicas that a broker should have at most; undefined means the default. */
  readonly partitionsPerBroker: number | undefined;
  readonly engine: EngineSettings;
  readonly admin: { readonly tokens: NonNullable<generated.Admin["tokens"]> };
  readonly producers: Readonly<Record<string, ProducerProfile>>;
  readonly consumers: Readonly<Record<string, ConsumerProfile>>;
}

const defaultLeaseMs = 5_000;
const defaultHangMs = 30_000;

/** Completes a checked connection. The settings were validated before, so nothing here can fail. */
export function completeConnection(declared: generated.Connection): Connection {
  const { kafka = {}, consul, engine = {}, admin = {}, schemaRegistry, limits } = declared;
  const bootstrap = kafka["bootstrap.servers"] ?? kafka.bootstrapServers;
  const servers =
    bootstrap === undefined || consul === undefined
      ? undefined
      : { kafka: kafkaServers(kafka, bootstrap), consul: consulServer(consul) };
  return {
    servers,
    schemaRegistryUrl: schemaRegistry?.url,
    partitionsPerBroker: limits?.partitionsPerBroker,
    engine: engineSettings(engine),
    admin: { tokens: admin.tokens ?? [] },
    producers: { default: producerProfile({}), ...mapValues(kafka.producers ?? {}, producerProfile) },
    consumers: { default: consumerProfile({}), ...mapValues(kafka.consumers ?? {}, consumerProfile) },
  };
}

function kafkaServers(kafka: generated.Kafka, bootstrap: generated.BootstrapServers): KafkaServers {
  const listed = typeof bootstrap === "string" ? bootstrap.split(",") : bootstrap;
  return {
    bootstrapServers: listed.map((server) => server.trim()),
    security: kafka.security ?? {},
    credentials: kafka.credentials ?? {},
  };
}

const consulServer = (consul: generated.Consul): ConsulServer => ({
  address: consul.address,
  token: consul.token,
  keyPrefix: consul.keyPrefix ?? "sluiceway",
});

const engineSettings = (engine: generated.Engine): EngineSettings => ({
  modules: engine.modules ?? "deny",
  leaseMs: engine.lease === undefined ? defaultLeaseMs : durationMs(engine.lease),
  hangMs: engine.hangAfter === undefined ? defaultHangMs : durationMs(engine.hangAfter),
  label: engine.label,
  zone: engine.zone,
  dataDirectory: engine.dataDirectory,
  markWriters: engine.markWriters ?? false,
});

/** The defaults are Kafka's own producer defaults, but for `linger.ms`: batches form while a step works. */
const producerProfile = (declared: generated.ProducerProfile): ProducerProfile => ({
  compression: declared["compression.type"] ?? "none",
  batchBytes: declared["batch.size"] ?? 16_384,
  lingerMs: declared["linger.ms"] ?? 0,
  retries: declared.retries ?? 3,
});

const consumerProfile = (declared: generated.ConsumerProfile): ConsumerProfile => ({
  offsetReset: declared["auto.offset.reset"] ?? "earliest",
  maxPollRecords: declared["max.poll.records"] ?? 500,
});

/** A checked duration in milliseconds. */
export function durationMs(duration: string | number): number {
  const parsed = parseDuration(duration);
  if (!parsed.ok) throw new Error(`invariant: a checked duration doesn't parse: ${parsed.problem}`);
  return parsed.value;
}

function mapValues<A, B>(values: Readonly<Record<string, A>>, convert: (value: A) => B): Record<string, B> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, convert(value)]));
}
