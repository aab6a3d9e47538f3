import { canonicalJson } from "../model/canonical-json.ts";
import { invariant } from "../model/invariant.ts";
import type { TopicName } from "../model/names.ts";
import type { Observed, ObservedTopic } from "../model/observed.ts";
import type { ByKind, ChangeOf } from "./by-kind.ts";
import { byKind } from "./by-kind.ts";
import { ownMember } from "./own-member.ts";
import type { DraftStep } from "./draft-step.ts";
import type { Judge } from "./forbidden.ts";
import type { PlanStep } from "./plan-document.ts";
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
  const preconditions = preconditionsOn({ topics, observed, digest });
  return drafts.map((draft) => ({
    ...draft,
    precondition: byKind(draft.change, preconditions),
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

function preconditionsOn({ topics, observed, digest }: Ground): ByKind<Precondition> {
  const unchanged = (topic: TopicName): { readonly kind: "topic-unchanged"; topic: TopicName; topicId: string } => {
    const found = topics.get(topic);
    invariant(found !== undefined, `${topic} exists where it is changed`);
    return { kind: "topic-unchanged", topic, topicId: found.id };
  };
  const published = ({ pipeline }: ChangeOf<"publish-bundle" | "retire-bundle">): Precondition => {
    const found = ownMember(observed.published, pipeline);
    return found === undefined ? { kind: "published", pipeline } : { kind: "published", pipeline, digest: found };
  };
  return {
    "create-topic": ({ topic }) => ({ kind: "topic-absent", topic }),
    "increase-partitions": ({ topic, before }) => ({ ...unchanged(topic), partitions: before }),
    "alter-config": ({ topic, before }) => ({ ...unchanged(topic), configDigest: digest(before) }),
    "end-quarantine": ({ topic, topicId }) => ({ kind: "in-quarantine", topic, topicId }),
    "delete-offsets": ({ group, topic, partitions }) => ({ kind: "offsets-present", group, topic, partitions }),
    "grant-acl": ({ acl }) => ({ kind: "acl-absent", acl }),
    "revoke-acl": ({ acl }) => ({ kind: "acl-present", acl }),
    "register-schema": ({ subject, before }) => ({
      kind: "subject",
      subject,
      ...(before === undefined ? {} : { latest: before }),
    }),
    "start-group": ({ group, topic, partitions }) => ({ kind: "offsets-absent", group, topic, partitions }),
    "publish-bundle": published,
    "retire-bundle": published,
  };
}
