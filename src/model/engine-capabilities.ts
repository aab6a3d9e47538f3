/**
 * What a pipeline can ask of an engine beyond the plain path of records, and whether this version's engine has it. The
 * compiler writes what a pipeline needs into its bundle, and warns where this version's engine lacks it; an engine
 * refuses a bundle that needs what it lacks, so that no pipeline is ever run by halves.
 *
 * An entry becomes true in the commit that gives the engine the feature. None is ever removed: older engines know that
 * they lack it by its name in the bundle.
 */
export const engineCapabilities = {
  "dead-letter-headers": { words: "headers of dead letters as Spring or Connect name them", isAvailable: true },
  "exactly-once": { words: "delivery: exactly-once", isAvailable: false },
  "grpc-processor": { words: "gRPC processors", isAvailable: true },
  "http-processor": { words: "HTTP processors", isAvailable: true },
  "internal-transport": { words: "type: INTERNAL (steps in one process)", isAvailable: true },
  "ordering-key": { words: "ordering: key", isAvailable: true },
  "ordering-none": { words: "ordering: none", isAvailable: true },
  "payload-schemas": { words: "payload schemas", isAvailable: false },
  "prefix-migration": { words: "naming.migrateFrom (the change of the prefix)", isAvailable: false },
  "retry-tiers": { words: "retry.tiers", isAvailable: true },
  threads: { words: "threads (several threads a step)", isAvailable: true },
} as const satisfies Readonly<Record<string, { readonly words: string; readonly isAvailable: boolean }>>;

export type EngineCapability = keyof typeof engineCapabilities;

/** What this version's engine lacks of what is needed, for people. A name that it doesn't know is shown as it stands. */
export function lackingCapabilities(needed: readonly string[]): readonly string[] {
  const known: Readonly<Record<string, { readonly words: string; readonly isAvailable: boolean }>> = engineCapabilities;
  return needed.flatMap((name) => {
    const capability = Object.hasOwn(known, name) ? known[name] : undefined;
    if (capability === undefined) return [name];
    return capability.isAvailable ? [] : [capability.words];
  });
}
