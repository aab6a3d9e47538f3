import { canonicalJson } from "../model/canonical-json.ts";
import { invariant } from "../model/invariant.ts";
import type { TopicName } from "../model/names.ts";
import type { Observed, ObservedTopic } from "../model/observed.ts";
import { ownMember } from "./own-member.ts";
import type { DraftStep } from "./draft-step.ts";
import type { Judge } from "./forbidden.ts";
import type { PlanChange, PlanStep } from "./plan-document.ts";
import type { PlanInput } from "./plan-input.ts";
import type { Precondition } from "./precondition.ts";

type Unordered = Omit<PlanStep, "dependsOn">;

/** Adds to drafts what a plan says about each: precondition, digest and what the team's policies say to it. */
export function finishSteps(
  drafts: readonly DraftStep[],
  { observed, hash }: PlanInput,
  { verdictOf }: Judge,
): readonly Unordered[] {
  const topics = new Map(observed.topics.map((topic) => [topic.name, topic]));
  const digest = (value: unknown): ReturnType<PlanInput["hash"]> =>
    hash(new TextEncoder().encode(canonicalJson(value)));
  return drafts.map((draft) => ({
    ...draft,
    precondition: preconditionOf(draft.change, { topics, observed, digest }),
    digest: digest(draft.change),
    verdict: verdictOf(draft),
    stakes: [],
  }));
}

interface Ground {
  readonly topics: ReadonlyMap<TopicName, ObservedTopic>;
  readonly observed: Observed;
  readonly digest: (value: unknown) => ReturnType<PlanInput["hash"]>;
}

function preconditionOf(change: PlanChange, { topics, observed, digest }: Ground): Precondition {
  const existing = (name: TopicName): ObservedTopic => {
    const topic = topics.get(name);
    invariant(topic !== undefined, `${name} exists where it is changed`);
    return topic;
  };
  switch (change.kind) {
    case "create-topic":
      return { kind: "topic-absent", topic: change.topic };
    case "increase-partitions":
      return {
        kind: "topic-unchanged",
        topic: change.topic,
        topicId: existing(change.topic).id,
        partitions: change.before,
      };
    case "alter-config":
      return {
        kind: "topic-unchanged",
        topic: change.topic,
        topicId: existing(change.topic).id,
        configDigest: digest(change.before),
      };
    case "end-quarantine":
      return { kind: "in-quarantine", topic: change.topic, topicId: change.topicId };
    case "delete-offsets": {
      const { group, topic, partitions } = change;
      return { kind: "offsets-present", group, topic, partitions };
    }
    case "grant-acl":
      return { kind: "acl-absent", acl: change.acl };
    case "revoke-acl":
      return { kind: "acl-present", acl: change.acl };
    case "start-group": {
      const { group, topic, partitions } = change;
      return { kind: "offsets-absent", group, topic, partitions };
    }
    case "publish-bundle":
    case "retire-bundle": {
      const published = ownMember(observed.published, change.pipeline);
      const { pipeline } = change;
      return published === undefined
        ? { kind: "published", pipeline }
        : { kind: "published", pipeline, digest: published };
    }
  }
}
