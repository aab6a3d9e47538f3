import type { AclBinding } from "./acl.ts";
import type { TopicName } from "./names.ts";

/** A topic that is about to be deleted: nobody may write to it, and it is deleted by a later cleanup. */
export interface Quarantine {
  readonly topic: TopicName;
  /** Of the topic that was put there; another one of the same name isn't in it. */
  readonly topicId: string;
  /** When it began, by the wall clock of whoever began it. */
  readonly sinceMs: number;
  /** How long it has to last before the topic may be deleted. */
  readonly holdMs: number;
  /** The ends of the partitions at that time, as text: an end that has moved means that somebody writes. */
  readonly ends: readonly string[];
  readonly by: string;
}

/**
 * The ACL by which nobody but super users may write to a topic. With StandardAuthorizer a denial outweighs every
 * permission, those by prefix and wildcard included, and takes none of them away: without it everything is as before.
 */
export const quarantineAcl = (topic: TopicName): AclBinding => ({
  principal: "User:*",
  host: "*",
  permission: "deny",
  operation: "write",
  resourceType: "topic",
  resourceName: topic,
  patternType: "literal",
});
