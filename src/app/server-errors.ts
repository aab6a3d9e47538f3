import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { StoreError } from "../claims/store.ts";
import { RegistryError } from "../registry/registry.ts";
import { KafkaError } from "../kafka/errors.ts";

/** The addresses that a diagnostic about a server names. Never credentials. */
export interface ServerAddresses {
  readonly kafka: string;
  readonly consul: string;
  readonly registry: string;
}

/**
 * The diagnostic for what Kafka, Consul or the registry answered, or undefined for an error that is none of theirs: our own bug, which
 * the caller throws on.
 */
export function serverDiagnostic(error: unknown, addresses: ServerAddresses): Diagnostic | undefined {
  if (error instanceof KafkaError)
    return error.kind === "unreachable"
      ? diagnostic("SLW4001", { address: addresses.kafka, reason: error.message })
      : diagnostic("SLW4003", { what: "a request", reason: error.message });
  if (error instanceof StoreError)
    return error.kind === "unreachable"
      ? diagnostic("SLW4002", { address: addresses.consul, reason: error.message })
      : diagnostic("SLW4004", { reason: error.message });
  if (error instanceof RegistryError)
    return error.kind === "unreachable"
      ? diagnostic("SLW2060", { address: addresses.registry, reason: error.message })
      : diagnostic("SLW2061", { reason: error.message });
  return undefined;
}
