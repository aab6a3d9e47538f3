import fc from "fast-check";
import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import type {
  Desired,
  DesiredAcl,
  DesiredGroup,
  DesiredPipeline,
  DesiredSubject,
  DesiredTopic,
} from "../../src/model/desired.ts";
import type { GroupId, PipelineName, Principal, TopicName } from "../../src/model/names.ts";
import {
  consumerGroupOf,
  parseClusterName,
  parseDigest,
  parsed,
  parsePipelineName,
  parsePrincipal,
  parseRevision,
  parseTopicName,
} from "../../src/model/names.ts";
import type { Observed, ObservedSubject } from "../../src/model/observed.ts";
import type { PlanInput } from "../../src/plan/plan-input.ts";
import { sha256 } from "../compile/compile-text.ts";

const pipelines = ["p1", "p2", "constructor"].map((name) => parsed(parsePipelineName(name)));
const ourTopics = [1, 2, 3, 4].map((number) => parsed(parseTopicName(`pipeline.p${number}.step.s.input`)));
/** What no state asks for: it must survive every plan. */
const foreignTopics = ["foreign.topic", "__consumer_offsets"].map((name) => parsed(parseTopicName(name)));
const digests = ["a", "b", "c"].map((digit) => parsed(parseDigest(`sha256:${digit.repeat(64)}`)));
const revisions = ["1", "2"].map((digit) => parsed(parseRevision(digit.repeat(40))));
const clusterName = parsed(parseClusterName("cluster"));

const bindingOf = (
  principal: Principal,
  operation: "read" | "write",
  [resourceType, resourceName]: readonly ["topic", TopicName] | readonly ["group", GroupId],
): AclBinding => ({
  principal,
  host: "*",
  permission: "allow",
  operation,
  resourceType,
  resourceName,
  patternType: "literal",
});
const principalOf = (name: PipelineName): Principal => parsed(parsePrincipal(`User:${name}`));
const ourAcls = pipelines.flatMap((name) => [
  ...ourTopics.map((topic) => bindingOf(principalOf(name), "write", ["topic", topic])),
  bindingOf(principalOf(name), "read", ["group", consumerGroupOf(name)]),
]);
const foreignAcls = foreignTopics.map((topic) =>
  bindingOf(parsed(parsePrincipal("User:somebody")), "read", ["topic", topic]),
);

const place = fc.record({ start: fc.nat(9), end: fc.nat(9) }).map(({ start, end }) => ({
  file: "pipeline.yaml",
  start,
  end: start + end,
}));
const configs = fc.dictionary(
  fc.constantFrom("retention.ms", "cleanup.policy", "constructor"),
  fc.constantFrom("1", "2"),
);
const size = fc.integer({ min: 1, max: 3 });
const needers = (declared: readonly PipelineName[]): fc.Arbitrary<PipelineName[]> => fc.subarray([...declared]);

const desiredTopic = (name: TopicName, declared: readonly PipelineName[]): fc.Arbitrary<DesiredTopic> => {
  const common = {
    name: fc.constant(name),
    neededBy: needers(declared),
    reason: fc.constant("a reason"),
    source: place,
  };
  return fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        ...common,
        management: fc.constant("created" as const),
        partitions: size,
        replicationFactor: size,
        configs,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ ...common, management: fc.constant("verified" as const), configs: fc.constant({}) }),
    },
  );
};

const desiredAcl = (binding: AclBinding, declared: readonly PipelineName[]): fc.Arbitrary<DesiredAcl> =>
  fc.record({
    binding: fc.constant(binding),
    neededBy: needers(declared),
    reason: fc.constant("a reason"),
    source: place,
  });

const desiredPipeline = (name: PipelineName): fc.Arbitrary<DesiredPipeline> =>
  fc.record({ digest: fc.constantFrom(...digests), source: place }).map(({ digest, source }) => ({
    name,
    principal: principalOf(name),
    bundle: { digest, bytes: new Uint8Array() },
    modules: [],
    source,
  }));

const desiredGroup = (pipeline: PipelineName, topics: readonly TopicName[]): fc.Arbitrary<DesiredGroup> =>
  fc.record({ inputs: fc.subarray([...topics]), source: place }).map(({ inputs, source }) => ({
    id: consumerGroupOf(pipeline),
    pipeline,
    inputs: inputs.map((topic) => ({ topic, start: { kind: "earliest" } as const })),
    source,
  }));

const subjects = ["s1-value", "s2-value", "constructor"];

const desiredSubject = (subject: string, declared: readonly PipelineName[]): fc.Arbitrary<DesiredSubject[]> =>
  fc.uniqueArray(fc.constantFrom("{}", '{"type":"object"}'), { minLength: 1 }).chain((schemas) =>
    fc.tuple(
      ...schemas.map((schema) =>
        fc.record({
          subject: fc.constant(subject),
          type: fc.constant("JSON" as const),
          schema: fc.constant(schema),
          neededBy: needers(declared),
          reason: fc.constant("a reason"),
          source: place,
        }),
      ),
    ),
  );

const every = <T, R>(items: readonly T[], make: (item: T) => fc.Arbitrary<R>): fc.Arbitrary<R[]> =>
  fc.tuple(...items.map(make));

const desired: fc.Arbitrary<Desired> = fc
  .tuple(fc.subarray(pipelines), fc.subarray(ourTopics), fc.subarray(ourAcls))
  .chain(([names, topics, acls]) =>
    fc.record({
      clusterName: fc.constant(clusterName),
      topics: every(topics, (topic) => desiredTopic(topic, names)),
      acls: every(acls, (acl) => desiredAcl(acl, names)),
      groups: every(names, (name) => desiredGroup(name, topics)),
      pipelines: every(names, desiredPipeline),
      subjects: fc
        .subarray(subjects)
        .chain((some) => every(some, (subject) => desiredSubject(subject, names)).map((found) => found.flat())),
      management: fc.record({
        topicMismatch: fc.constantFrom("warn" as const, "alter" as const),
        acls: fc.constantFrom("shared" as const, "exclusive" as const),
      }),
    }),
  );

const observed: fc.Arbitrary<Observed> = fc
  .tuple(fc.subarray([...ourTopics, ...foreignTopics]), fc.subarray(pipelines))
  .chain(([topics, published]) =>
    fc.record({
      clusterId: fc.constant("cluster-id"),
      brokers: size,
      topics: every(topics, (name) =>
        fc.record({
          name: fc.constant(name),
          id: fc.constant(`id-${name}`),
          partitions: size,
          replicationFactor: size,
          configs,
        }),
      ),
      acls: fc.option(fc.subarray([...ourAcls, ...foreignAcls]), { nil: undefined, freq: 8 }),
      groupInputs: every(
        topics.flatMap((topic) => pipelines.map((name) => ({ topic, group: consumerGroupOf(name) }))),
        (input) => fc.subarray([0, 1, 2]).map((committedPartitions) => ({ ...input, committedPartitions })),
      ),
      published: every(published, (name) => fc.constantFrom(...digests).map((digest) => [name, digest] as const)).map(
        (entries) => Object.fromEntries(entries),
      ),
    }),
  );

/** Without it there is no registry. */
const observedSubjects: fc.Arbitrary<readonly ObservedSubject[] | undefined> = fc.option(
  every(subjects, (subject) =>
    fc.record(
      {
        subject: fc.constant(subject),
        isRegistered: fc.boolean(),
        latest: size,
        conflicts: fc.subarray(["it isn't compatible"]),
      },
      { requiredKeys: ["subject", "isRegistered", "conflicts"] },
    ),
  ),
  { nil: undefined, freq: 8 },
);

const withRegistry = (
  cluster: fc.Arbitrary<Observed>,
  registry: fc.Arbitrary<readonly ObservedSubject[] | undefined>,
): fc.Arbitrary<Observed> =>
  fc.tuple(cluster, registry).map(([state, found]) => (found === undefined ? state : { ...state, subjects: found }));

/** Any desired, earlier and observed state over a few names, with what is nobody's business among the observed. */
export const arbitraryInput: fc.Arbitrary<PlanInput> = fc.record({
  hash: fc.constant(sha256),
  revision: fc.constant(parsed(parseRevision("0".repeat(40)))),
  desired,
  observed: withRegistry(observed, observedSubjects),
  previous: fc.record({
    lastApplied: fc.option(desired, { nil: undefined }),
    attempted: fc.array(desired, { maxLength: 2 }),
    lost: fc.oneof({ weight: 4, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: fc.subarray(revisions) }),
  }),
});

/** The same states with their lists in another order. */
export const shuffled = (input: PlanInput): fc.Arbitrary<PlanInput> => {
  const mixed = <T>(items: readonly T[]): fc.Arbitrary<readonly T[]> =>
    fc.shuffledSubarray([...items], { minLength: items.length });
  return fc.record({
    hash: fc.constant(input.hash),
    revision: fc.constant(input.revision),
    desired: fc.record({
      clusterName: fc.constant(clusterName),
      topics: mixed(input.desired.topics),
      acls: mixed(input.desired.acls),
      groups: mixed(input.desired.groups),
      pipelines: mixed(input.desired.pipelines),
      subjects: mixed(input.desired.subjects ?? []),
      ...(input.desired.management === undefined ? {} : { management: fc.constant(input.desired.management) }),
    }),
    observed: withRegistry(
      fc.record({
        clusterId: fc.constant(input.observed.clusterId),
        brokers: fc.constant(input.observed.brokers),
        topics: mixed(input.observed.topics),
        acls: input.observed.acls === undefined ? fc.constant(undefined) : mixed(input.observed.acls),
        groupInputs: mixed(input.observed.groupInputs),
        published: fc.constant(input.observed.published),
      }),
      input.observed.subjects === undefined ? fc.constant(undefined) : mixed(input.observed.subjects),
    ),
    previous: fc.constant(input.previous),
  });
};

/** Keys of everything that a plan of this input may be about. */
export function oursIn({ desired: now, observed: { published }, previous }: PlanInput): {
  readonly topics: ReadonlySet<string>;
  readonly acls: ReadonlySet<string>;
  readonly pipelines: ReadonlySet<string>;
  readonly subjects: ReadonlySet<string>;
} {
  const states = [now, ...previous.attempted, ...(previous.lastApplied === undefined ? [] : [previous.lastApplied])];
  return {
    topics: new Set(states.flatMap((state) => state.topics.map(({ name }) => name))),
    acls: new Set(states.flatMap((state) => state.acls.map(({ binding }) => aclKey(binding)))),
    subjects: new Set((now.subjects ?? []).map(({ subject }) => subject)),
    pipelines: new Set([
      ...states.flatMap((state) => state.pipelines.map(({ name }) => name)),
      ...Object.keys(published),
    ]),
  };
}
