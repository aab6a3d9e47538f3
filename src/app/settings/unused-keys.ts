import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type * as generated from "../../model/generated/settings.ts";

const whyUnused = {
  "session.timeout.ms": "engines claim partitions in Consul and join no group; see engine.lease",
  "schema.registry.url": "one registry serves all: schemaRegistry.url",
  "key.serializer": "keys are bytes",
  "value.serializer": "values are what the step's processor emits",
  "key.deserializer": "keys are bytes",
  "value.deserializer": "values are what the step's processor reads",
  "buffer.memory": "an engine bounds what it prefetches instead",
} as const;

/** A warning for each declared key that this version accepts and does not use (design, section 4). */
export function unusedKeys({ kafka }: generated.Connection): readonly Diagnostic[] {
  const profiles = [...Object.values(kafka?.producers ?? {}), ...Object.values(kafka?.consumers ?? {})];
  const declared = new Set(profiles.flatMap((profile) => Object.keys(profile)));
  return Object.entries(whyUnused)
    .filter(([key]) => declared.has(key))
    .map(([key, why]) => diagnostic("SLW7004", { key, why }));
}
