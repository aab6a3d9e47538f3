import type { PartsOptions } from "../../../src/app/checked/check-parts.ts";
import { checkParts } from "../../../src/app/checked/check-parts.ts";
import type { checkRoot } from "../../../src/app/checked/check-root.ts";
import { countsOf } from "../../../src/app/checked/root-state.ts";
import { compileRoot } from "../../../src/app/compile-root.ts";
import { digestOf } from "../../../src/app/digest.ts";
import type { OpenedRepository } from "../../../src/app/open-repository.ts";
import { schemaLibraries } from "../../../src/app/schema-libraries.ts";
import { createEmbeddedRepository } from "../../../src/embedded/repository.ts";
import type { Repository } from "../../../src/source/repository.ts";

export type Files = Readonly<Record<string, string>>;

/** A repository that counts the files that are read by listings. */
export function repositoryOf(): {
  readonly opened: OpenedRepository;
  readonly commit: (files: Files) => void;
  readonly filesRead: () => number;
} {
  const embedded = createEmbeddedRepository();
  let read = 0;
  const counting: Repository = {
    ...embedded,
    async list(revision) {
      const listed = await embedded.list(revision);
      if (!listed.ok) return listed;
      const { value } = listed;
      return {
        ...listed,
        value: { ...value, read: (paths) => ((read += paths.length), value.read(paths)) },
      };
    },
  };
  return {
    opened: { repository: counting, ref: undefined, place: [], folder: undefined, textOf: () => undefined },
    commit: (files) => void embedded.commit(files),
    filesRead: () => {
      const before = read;
      read = 0;
      return before;
    },
  };
}

/** What a whole compilation finds, in the form of what `checkRoot` gives. */
export async function compiled(
  opened: OpenedRepository,
  environment: string | undefined,
): ReturnType<typeof checkRoot> {
  const root = await compileRoot(opened, environment);
  if (!root.ok) return root;
  const { pipelines, topics } = root.value.compiled.desired;
  return { ...root, value: { revision: root.value.revision, pipelines: pipelines.length, topics: topics.length } };
}

export const plain = (result: Awaited<ReturnType<typeof checkRoot>>): unknown => JSON.parse(JSON.stringify(result));

export const cluster = "clusterName: c\nallowedKafkaTopics: [shared]\ntopics: [{ name: shared }]\n";
const writer = `pipelineName: writer
allowedKafkaTopics: [shared]
steps: [{ stepName: a, stepType: INITIAL_PIPELINE, outputs: [{ kafkaTopic: shared }] }]
`;
export const reader = `pipelineName: reader
allowedKafkaTopics: [shared]
steps: [{ stepName: a, inputs: [{ kafkaTopic: shared }] }]
`;
export const alone = (index: number, timeout = "10s"): string =>
  `pipelineName: alone-${index}\nsteps: [{ stepName: a, stepType: INITIAL_PIPELINE, timeout: ${timeout} }]\n`;
const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`alone/${index}.yaml`, alone(index)]));
export const base: Files = { ...many, "cluster.yaml": cluster, "reader.yaml": reader, "writer.yaml": writer };

/** What the parts of a root give, where they give an answer, in the form of a whole compilation's result. */
export async function checkedInParts(
  { repository }: OpenedRepository,
  environment: string | undefined,
  { filesOfPart, threads }: Omit<PartsOptions, "compile">,
): Promise<object | undefined> {
  const revision = await repository.resolve(undefined);
  const listing = revision.ok ? await repository.list(revision.value) : revision;
  const tree = listing.ok ? await listing.value.read([...listing.value.ids.keys()]) : listing;
  if (!listing.ok || !tree.ok) return undefined;
  const compile = { environment, hash: digestOf, libraries: schemaLibraries };
  const state = await checkParts(listing.value, tree.value, { compile, filesOfPart, threads });
  if (state === undefined) return undefined;
  return { ok: true, value: countsOf(state), warnings: JSON.parse(JSON.stringify(state.warnings)) as unknown };
}
