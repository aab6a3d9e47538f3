import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import type { Digest, PipelineName, TopicName } from "../../src/model/names.ts";
import type { Observed, ObservedGroupInput, ObservedTopic } from "../../src/model/observed.ts";
import { quarantineAcl } from "../../src/model/quarantine.ts";
import type { ByKind } from "../../src/plan/by-kind.ts";
import { byKind } from "../../src/plan/by-kind.ts";
import type { PlanChange, PlanStep } from "../../src/plan/plan-document.ts";

/** The cluster as it is after all these plan steps succeeded; a model without a broker. */
export function applied(observed: Observed, steps: readonly PlanStep[]): Observed {
  return steps.reduce((state, { change }) => after(state, change), observed);
}

const after = (state: Observed, of: PlanChange): Observed => byKind(of, effectsOn(state));

const effectsOn = (state: Observed): ByKind<Observed> => ({
  "create-topic": ({ topic: name, partitions, replicationFactor, configs }) => ({
    ...state,
    topics: [...state.topics, { name, id: `id-${name}`, partitions, replicationFactor, configs }],
  }),
  "increase-partitions": (change) =>
    withTopic(state, change.topic, (topic) => ({ ...topic, partitions: change.partitions })),
  "alter-config": (change) =>
    withTopic(state, change.topic, (topic) => ({ ...topic, configs: { ...topic.configs, ...change.configs } })),
  "grant-acl": ({ acl }) => ({ ...state, acls: [...(state.acls ?? []), acl] }),
  "end-quarantine": ({ topic }) => withoutQuarantine(state, topic),
  "delete-offsets": (change) => ({
    ...state,
    groupInputs: state.groupInputs.filter((input) => !isInput(input, change)),
  }),
  "revoke-acl": ({ acl }) => ({ ...state, acls: without(state.acls, acl) }),
  "register-schema": ({ subject }) => ({
    ...state,
    subjects: (state.subjects ?? []).map((one) =>
      one.subject === subject ? { ...one, isRegistered: true, latest: (one.latest ?? 0) + 1 } : one,
    ),
  }),
  "start-group": (change) => ({ ...state, groupInputs: withOffsets(state.groupInputs, change) }),
  "publish-bundle": ({ pipeline, digest }) => withPublished(state, { ...state.published, [pipeline]: digest }),
  "retire-bundle": ({ pipeline }) => withoutPublished(state, pipeline),
});

const without = (acls: Observed["acls"], one: AclBinding): Observed["acls"] =>
  acls?.filter((acl) => aclKey(acl) !== aclKey(one));

function withoutQuarantine(state: Observed, name: TopicName): Observed {
  const quarantines = (state.quarantines ?? []).filter(({ topic }) => topic !== name);
  return { ...state, acls: without(state.acls, quarantineAcl(name)), quarantines };
}

const isInput = (a: Pick<ObservedGroupInput, "group" | "topic">, b: typeof a): boolean =>
  a.group === b.group && a.topic === b.topic;

const withTopic = (state: Observed, name: string, change: (topic: ObservedTopic) => ObservedTopic): Observed => ({
  ...state,
  topics: state.topics.map((topic) => (topic.name === name ? change(topic) : topic)),
});

const withPublished = (state: Observed, published: Record<string, Digest>): Observed => ({
  ...state,
  published: published as Record<PipelineName, Digest>,
});

const withoutPublished = (state: Observed, pipeline: string): Observed =>
  withPublished(state, Object.fromEntries(Object.entries(state.published).filter(([name]) => name !== pipeline)));

function withOffsets(
  inputs: readonly ObservedGroupInput[],
  { group, topic, partitions }: Extract<PlanChange, { readonly kind: "start-group" }>,
): readonly ObservedGroupInput[] {
  const isMeant = (input: ObservedGroupInput): boolean => input.group === group && input.topic === topic;
  const known = inputs.filter(isMeant).flatMap(({ committedPartitions }) => committedPartitions);
  return [
    ...inputs.filter((input) => !isMeant(input)),
    { group, topic, committedPartitions: [...known, ...partitions] },
  ];
}
