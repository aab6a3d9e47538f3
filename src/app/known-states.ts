import { join } from "node:path";
import type { AclBinding } from "../model/acl.ts";
import type { Digest, PipelineName, Revision, TopicName } from "../model/names.ts";
import type { EarlierState } from "../plan/previous.ts";
import type { KnownStates } from "../reconcile/read-previous.ts";
import { cacheDirectory } from "./cache-directory.ts";
import { openCachedJson } from "./cached-json.ts";
import type { CachedJson } from "./cached-json.ts";
import { programFingerprint } from "./checked/program-fingerprint.ts";

/** The format of the files; one of another format is not read. */
const formatVersion = 1;

/** What revisions are of: of equal parts, equal revisions are equal files. */
export interface RootIdentity {
  /** The repository and the folder in it. */
  readonly place: readonly string[];
  readonly environment: string | undefined;
}

/**
 * What revisions asked for, kept in the cache between processes: a plan has to know what was applied before, and to
 * lower a revision of thousands of topics takes longer than to ask the broker about them.
 */
export function openKnownStates({ place, environment }: RootIdentity): KnownStates {
  const folder = join(cacheDirectory(), "states");
  let fingerprint: string | undefined;
  const named = environment === undefined ? ["none"] : ["named", environment];
  const of = (revision: Revision): CachedJson =>
    openCachedJson({
      folder,
      key: [formatVersion, ...place, ...named, revision],
      program: (fingerprint ??= programFingerprint()),
    });
  return {
    async load(revision) {
      const stored = await of(revision).load();
      return stored === undefined ? undefined : stateOf(stored as StoredState);
    },
    save: (revision, state) => of(revision).save(storedOf(state)),
  };
}

/** Rows are half as long as objects. */
type StoredAcl = readonly [
  AclBinding["principal"],
  AclBinding["host"],
  AclBinding["permission"],
  AclBinding["operation"],
  AclBinding["resourceType"],
  AclBinding["resourceName"],
  AclBinding["patternType"],
  ...neededBy: readonly PipelineName[],
];

interface StoredState {
  readonly created: readonly TopicName[];
  readonly verified: readonly TopicName[];
  readonly acls: readonly StoredAcl[];
  readonly groups: readonly (readonly [pipeline: PipelineName, ...topics: readonly TopicName[]])[];
  readonly pipelines: readonly (readonly [PipelineName, Digest])[];
}

function storedOf({ topics, acls, groups, pipelines }: EarlierState): StoredState {
  const named = (management: EarlierState["topics"][number]["management"]): readonly TopicName[] =>
    topics.filter((topic) => topic.management === management).map(({ name }) => name);
  return {
    created: named("created"),
    verified: named("verified"),
    acls: acls.map(({ binding, neededBy }) => [
      binding.principal,
      binding.host,
      binding.permission,
      binding.operation,
      binding.resourceType,
      binding.resourceName,
      binding.patternType,
      ...neededBy,
    ]),
    groups: groups.map(({ pipeline, inputs }) => [pipeline, ...inputs.map(({ topic }) => topic)]),
    pipelines: pipelines.map(({ name, bundle }) => [name, bundle.digest]),
  };
}

function stateOf({ created, verified, acls, groups, pipelines }: StoredState): EarlierState {
  return {
    topics: [
      ...created.map((name) => ({ name, management: "created" as const })),
      ...verified.map((name) => ({ name, management: "verified" as const })),
    ],
    acls: acls.map(
      ([principal, host, permission, operation, resourceType, resourceName, patternType, ...neededBy]) => ({
        binding: { principal, host, permission, operation, resourceType, resourceName, patternType },
        neededBy,
      }),
    ),
    groups: groups.map(([pipeline, ...topics]) => ({ pipeline, inputs: topics.map((topic) => ({ topic })) })),
    pipelines: pipelines.map(([name, digest]) => ({ name, bundle: { digest } })),
  };
}
