import type { PlanChange } from "./plan-document.ts";

/** What a change does to its resource, as users of Terraform know it from `+`, `~` and `-`. */
export type PlanAction = "add" | "change" | "remove";

/** What a change does to its resource. */
export function actionOf(change: PlanChange): PlanAction {
  switch (change.kind) {
    case "create-topic":
    case "grant-acl":
    case "start-group":
      return "add";
    case "publish-bundle":
      return change.before === undefined ? "add" : "change";
    case "increase-partitions":
    case "alter-config":
    case "end-quarantine":
      return "change";
    case "retire-bundle":
    case "revoke-acl":
    case "delete-offsets":
      return "remove";
  }
}

/** The names that a change is about: of a topic, group or pipeline, or of an ACL's resource and principal. */
export function namesIn(change: PlanChange): readonly string[] {
  switch (change.kind) {
    case "create-topic":
    case "increase-partitions":
    case "alter-config":
    case "end-quarantine":
      return [change.topic];
    case "grant-acl":
    case "revoke-acl":
      return [change.acl.resourceName, change.acl.principal];
    case "start-group":
    case "delete-offsets":
      return [change.group, change.topic];
    case "publish-bundle":
    case "retire-bundle":
      return [change.pipeline];
  }
}
