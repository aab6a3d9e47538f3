import type { AclBinding } from "../model/acl.ts";
import { aclKey } from "../model/acl.ts";
import { compareTexts } from "../model/compare-texts.ts";
import type { Quarantine } from "../model/quarantine.ts";
import { quarantineAcl } from "../model/quarantine.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import type { PlanInput } from "./plan-input.ts";

/** Quarantines that end: the revision asks for the topic again (a revert does), or the topic is gone. */
export function planQuarantines({ desired, observed }: PlanInput): readonly DraftStep[] {
  const wanted = new Map(desired.topics.map((topic) => [topic.name, topic]));
  const ids = new Map(observed.topics.map(({ name, id }) => [name, id]));
  const quarantines = (observed.quarantines ?? []).toSorted((a, b) => compareTexts(a.topic, b.topic));
  return quarantines.flatMap(({ topic, topicId }) => {
    const declared = wanted.get(topic);
    const isGone = ids.get(topic) !== topicId;
    if (declared === undefined && !isGone) return [];
    return [
      draftStep(
        { kind: "end-quarantine", topic, topicId },
        {
          pipelines: declared?.neededBy ?? [],
          reason: declared === undefined ? "the topic is gone" : "this revision asks for the topic again",
          ...(declared === undefined ? {} : { source: declared.source }),
        },
      ),
    ];
  });
}

/** The ACLs without the denials of quarantines that end: nobody is denied by them afterwards. */
export function withoutDenials(
  acls: readonly AclBinding[],
  ended: readonly Pick<Quarantine, "topic">[],
): readonly AclBinding[] {
  if (ended.length === 0) return acls;
  const denials = new Set(ended.map(({ topic }) => aclKey(quarantineAcl(topic))));
  return acls.filter((acl) => !denials.has(aclKey(acl)));
}
