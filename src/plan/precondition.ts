import type { AclBinding } from "../model/acl.ts";
import type { Digest, GroupId, PipelineName, TopicName } from "../model/names.ts";

/**
 * What a plan step was planned on, and nothing else: when it has changed the plan step is stale, and no other change
 * makes it so (design, section 5).
 */
export type Precondition =
  | { readonly kind: "topic-absent"; readonly topic: TopicName }
  | {
      readonly kind: "topic-unchanged";
      readonly topic: TopicName;
      /** Another id means: deleted and created again since. */
      readonly topicId: string;
      /** Where the plan step changes it. */
      readonly partitions?: number;
      /** Of the keys that the plan step touches, as they are set on the topic itself. */
      readonly configDigest?: Digest;
    }
  | { readonly kind: "in-quarantine"; readonly topic: TopicName; readonly topicId: string }
  | { readonly kind: "acl-absent"; readonly acl: AclBinding }
  | { readonly kind: "acl-present"; readonly acl: AclBinding }
  | {
      readonly kind: "offsets-absent" | "offsets-present";
      readonly group: GroupId;
      readonly topic: TopicName;
      readonly partitions: readonly number[];
    }
  /** The subject's latest version; undefined where there is no such subject. */
  | { readonly kind: "subject"; readonly subject: string; readonly latest?: number }
  /** What is published of the pipeline; undefined where nothing is. */
  | { readonly kind: "published"; readonly pipeline: PipelineName; readonly digest?: Digest };
