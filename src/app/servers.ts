import { readFile } from "node:fs/promises";
import { hostname } from "node:os";
import type { Membership } from "../claims/coordination/membership.ts";
import type { ClaimStore } from "../claims/store.ts";
import { createEmbeddedClaimStore } from "../embedded/claim-store.ts";
import { createEmbeddedMembership } from "../embedded/membership.ts";
import { createEmbeddedServices } from "../embedded/services.ts";
import type { ServiceDirectory } from "../claims/services.ts";
import { createEmbeddedKafka } from "../embedded/kafka.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { KafkaConnection, KafkaSecurity } from "../kafka/connection.ts";
import type { Kafka } from "../kafka/kafka.ts";
import type * as generated from "../model/generated/settings.ts";
import { parsed, parsePrincipal } from "../model/names.ts";
import type { ConfluentRegistryOptions } from "../registry/confluent/api.ts";
import { connectRegistry } from "../registry/confluent/confluent-registry.ts";
import type { SchemaRegistry } from "../registry/registry.ts";
import { connectConsul, connectMembership, connectServices } from "./claims.ts";
import { connectKafka } from "./kafka.ts";
import { openRenewals } from "./renewals/open-renewals.ts";
import type { Renewals } from "./renewals/open-renewals.ts";
import type { ServerAddresses } from "./server-errors.ts";
import type { Connection, KafkaServers } from "./settings/connection.ts";

/** The servers of one connection: real ones, or their peers in this process. */
export interface Servers {
  readonly kind: "embedded" | "real";
  readonly kafka: Kafka;
  readonly store: ClaimStore;
  /** How engines know of each other. */
  readonly membership: Membership;
  /** Where leases are renewed in a thread of their own; otherwise each engine renews its lease itself. */
  readonly openRenewals?: (options: { readonly hangMs: number }) => Renewals | undefined;
  /** Where processors in other processes are found by their service's name. */
  readonly services: ServiceDirectory;
  readonly registry: SchemaRegistry | undefined;
  readonly addresses: ServerAddresses;
  close(): Promise<void>;
}

/** Brokers that the embedded cluster says to have, so that production's replication factors can be tried on it. */
const embeddedBrokers = 3;

/**
 * Opens the connection's servers. Nothing is sent yet: what can't be reached shows at the first request. Fails where a
 * TLS file that the settings name can't be read.
 */
export async function openServers(connection: Connection): Promise<Checked<Servers>> {
  const { servers, schemaRegistryUrl } = connection;
  const options = schemaRegistryUrl === undefined ? undefined : registryOptions(schemaRegistryUrl);
  const registry = options === undefined ? undefined : connectRegistry(options);
  const withRegistry = (opened: KafkaAndConsul): Servers => ({
    ...opened,
    registry,
    addresses: { ...opened.addresses, registry: options?.url ?? "none" },
  });
  if (servers === undefined) return { ok: true, value: withRegistry(embeddedServers()), warnings: [] };
  const security = await kafkaSecurity(servers.kafka.security);
  if (!security.ok) return security;
  return { ok: true, value: withRegistry(realServers(servers, security.value)), warnings: [] };
}

interface KafkaAndConsul extends Omit<Servers, "registry" | "addresses"> {
  readonly addresses: Omit<ServerAddresses, "registry">;
}

/** A user in the URL, as clients of other languages take it, is sent as such and never shown. */
function registryOptions(address: string): ConfluentRegistryOptions {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (url === undefined || url.username === "") return { url: address };
  const credentials = { username: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  url.username = "";
  url.password = "";
  return { url: url.href, credentials };
}

type NamedServers = NonNullable<Connection["servers"]>;

function realServers(servers: NamedServers, security: KafkaSecurity): KafkaAndConsul {
  const kafka = connectKafka(kafkaConnection(servers.kafka, security));
  const { address, token, keyPrefix } = servers.consul;
  const consul = {
    address,
    keyPrefix: keyPrefix.endsWith("/") ? keyPrefix : `${keyPrefix}/`,
    ...(token === undefined ? {} : { token }),
  };
  const [store, membership, services] = [connectConsul(consul), connectMembership(consul), connectServices(consul)];
  return {
    kind: "real",
    kafka,
    store,
    membership,
    openRenewals: (options) => openRenewals(consul, options),
    services,
    addresses: { kafka: servers.kafka.bootstrapServers.join(","), consul: address },
    close: async () => {
      await Promise.all([kafka.close(), store.close(), membership.close(), services.close()]);
    },
  };
}

function embeddedServers(): KafkaAndConsul {
  const kafka = createEmbeddedKafka({ brokers: embeddedBrokers });
  const [store, membership, services] = [
    createEmbeddedClaimStore(),
    createEmbeddedMembership(),
    createEmbeddedServices(),
  ];
  return {
    kind: "embedded",
    kafka,
    store,
    membership,
    services,
    addresses: { kafka: "embedded", consul: "embedded" },
    close: async () => {
      await Promise.all([kafka.close(), store.close(), membership.close(), services.close()]);
    },
  };
}

function kafkaConnection(servers: KafkaServers, security: KafkaSecurity): KafkaConnection {
  const byPrincipal = Object.entries(servers.credentials).map(
    ([name, credential]) => [parsed(parsePrincipal(name.includes(":") ? name : `User:${name}`)), credential] as const,
  );
  return {
    bootstrapServers: servers.bootstrapServers,
    clientId: `sluiceway-${hostname()}`,
    security,
    credentials: new Map(byPrincipal),
  };
}

const mechanisms = { PLAIN: "plain", "SCRAM-SHA-256": "scram-sha-256", "SCRAM-SHA-512": "scram-sha-512" } as const;

async function kafkaSecurity(security: generated.Security): Promise<Checked<KafkaSecurity>> {
  const { protocol = "PLAINTEXT", sasl, ssl = {} } = security;
  const tls = protocol.endsWith("SSL") ? await tlsFiles(ssl) : undefined;
  if (tls?.ok === false) return tls;
  const user = protocol.startsWith("SASL") ? sasl : undefined;
  const value: KafkaSecurity = {
    ...(tls === undefined ? {} : { tls: tls.value }),
    ...(user === undefined
      ? {}
      : { mechanism: mechanisms[user.mechanism], user: { username: user.username, password: user.password } }),
  };
  return { ok: true, value, warnings: [] };
}

async function tlsFiles(ssl: generated.Ssl): Promise<Checked<Record<string, string>>> {
  const texts: Record<string, string> = {};
  for (const [key, file] of Object.entries(ssl)) {
    try {
      texts[key] = await readFile(String(file), "utf8");
    } catch (error) {
      const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown";
      return failed(diagnostic("SLW7001", { file: String(file), reason }));
    }
  }
  return { ok: true, value: texts, warnings: [] };
}
