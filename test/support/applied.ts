import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import type { Digest, PipelineName, TopicName } from "../../src/model/names.ts";
import type { Observed, ObservedGroupInput, ObservedTopic } from "../../src/model/observed.ts";
import { quarantineAcl } from "../../src/model/quarantine.ts";
import type { PlanChange, PlanStep } from "../../src/plan/plan-document.ts";

/** The cluster as it is after all these plan steps succeeded; a model without a broker. */
export function applied(observed: Observed, steps: readonly PlanStep[]): Observed {
  return steps.reduce((state, { change }) => after(state, change), observed);
}

function after(state: Observed, change: PlanChange): Observed {
  switch (change.kind) {
    case "create-topic": {
      const { topic: name, partitions, replicationFactor, configs } = change;
      return {
        ...state,
        topics: [...state.topics, { name, id: `id-${name}`, partitions, replicationFactor, configs }],
      };
    }
    case "increase-partitions":
      return withTopic(state, change.topic, (topic) => ({ ...topic, partitions: change.partitions }));
    case "alter-config":
      return withTopic(state, change.topic, (topic) => ({
        ...topic,
        configs: { ...topic.configs, ...change.configs },
      }));
    case "grant-acl":
      return { ...state, acls: [...(state.acls ?? []), change.acl] };
    case "end-quarantine":
      return withoutQuarantine(state, change.topic);
    case "delete-offsets":
      return { ...state, groupInputs: state.groupInputs.filter((input) => !isInput(input, change)) };
    case "revoke-acl":
      return { ...state, acls: without(state.acls, change.acl) };
    case "start-group":
      return { ...state, groupInputs: withOffsets(state.groupInputs, change) };
    case "publish-bundle":
      return withPublished(state, { ...state.published, [change.pipeline]: change.digest });
    case "retire-bundle":
      return withoutPublished(state, change.pipeline);
  }
}

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
