import type { AclBinding } from "./acl.ts";
import type { Quarantine } from "./quarantine.ts";
import type { Digest, GroupId, PipelineName, TopicName } from "./names.ts";

/** A topic as the broker describes it. */
export interface ObservedTopic {
  readonly name: TopicName;
  readonly id: string;
  readonly partitions: number;
  readonly replicationFactor: number;
  /** Only values set on the topic itself (source DYNAMIC_TOPIC_CONFIG): broker defaults are never drift. */
  readonly configs: Readonly<Record<string, string>>;
}

/** Which partitions of a topic have a committed offset in a group. */
export interface ObservedGroupInput {
  readonly group: GroupId;
  readonly topic: TopicName;
  readonly committedPartitions: readonly number[];
}

/** Somebody else's group on one topic; a group that nobody knows is `Dead` and has neither members nor offsets. */
export interface ObservedForeignGroup extends ObservedGroupInput {
  readonly state: string;
  /** Its live members, for people. */
  readonly members: readonly string[];
  /** Why nothing of this could be read; it is empty then. */
  readonly refusal?: string;
}

/** How a subject of the schema registry stands to the schema that is declared for it. */
export interface ObservedSubject {
  readonly subject: string;
  /** Whether the declared schema, or one that means the same, is among its versions. */
  readonly isRegistered: boolean;
  /** Its latest version; undefined where there is no such subject. */
  readonly latest?: number;
  /** Why the registry would refuse the schema as the next version; empty where it wouldn't. */
  readonly conflicts: readonly string[];
}

/** The part of the live cluster that a plan is about. */
export interface Observed {
  readonly clusterId: string;
  readonly brokers: number;
  /** Every topic of the cluster that our desired or previous state names or whose name is reserved for ours. */
  readonly topics: readonly ObservedTopic[];
  /** Undefined where the broker has no authorizer: ACLs are then neither compared nor planned. */
  readonly acls: readonly AclBinding[] | undefined;
  readonly groupInputs: readonly ObservedGroupInput[];
  /** The topics that a cleanup has put into quarantine. */
  readonly quarantines?: readonly Quarantine[];
  /** Groups that aren't ours and matter to what is desired. */
  readonly foreignGroups?: readonly ObservedForeignGroup[];
  /** The bundle digest that is published for each pipeline. */
  readonly published: Readonly<Record<PipelineName, Digest>>;
  /** Of the desired state; undefined where there is no registry, or nothing to ask it. */
  readonly subjects?: readonly ObservedSubject[];
}
