import type { DesiredSubject } from "../model/desired.ts";
import type { ObservedSubject } from "../model/observed.ts";
import { normalForm } from "../registry/normal-form.ts";
import type { SchemaRegistry } from "../registry/registry.ts";
import { mapAtMost } from "./map-at-most.ts";

/** Registries answer one subject a request. */
const subjectsAtOnce = 8;

/**
 * How the declared subjects stand in the registry: one request for each that has its schema, three for one that hasn't.
 * Undefined where there is no registry; nothing is asked where nothing is declared. Rejects with a `RegistryError`.
 */
export async function observeSubjects(
  registry: SchemaRegistry | undefined,
  declared: readonly DesiredSubject[],
): Promise<readonly ObservedSubject[] | undefined> {
  if (registry === undefined || declared.length === 0) return undefined;
  const planned = declared.filter(({ imports }) => imports === undefined);
  return mapAtMost(subjectsAtOnce, planned, (subject) => observeSubject(registry, subject));
}

async function observeSubject(
  registry: SchemaRegistry,
  { subject, ...schema }: DesiredSubject,
): Promise<ObservedSubject> {
  const version = await registry.lookUp(subject, schema);
  if (version !== undefined) return { subject, isRegistered: true, latest: version, conflicts: [] };
  const latest = await registry.latest(subject);
  if (latest === undefined) return { subject, isRegistered: false, conflicts: [] };
  const isSame = normalForm(latest) === normalForm(schema);
  const conflicts = isSame ? [] : await registry.conflicts(subject, schema);
  return { subject, isRegistered: isSame, latest: latest.version, conflicts };
}
