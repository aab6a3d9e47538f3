import type { AclBinding } from "../model/acl.ts";
import type { PlanChange } from "./plan-document.ts";

/** The id of the plan step that makes a change: kind and resource, the same in every plan. */
export function stepId(change: PlanChange): string {
  return [change.kind, ...resourceOf(change)].map(escaped).join("/");
}

function resourceOf(change: PlanChange): readonly string[] {
  switch (change.kind) {
    case "create-topic":
    case "increase-partitions":
    case "alter-config":
    case "end-quarantine":
      return [change.topic];
    case "register-schema":
      return [change.subject];
    case "start-group":
    case "delete-offsets":
      return [change.group, change.topic];
    case "publish-bundle":
    case "retire-bundle":
      return [change.pipeline];
    case "grant-acl":
    case "revoke-acl":
      return aclParts(change.acl);
  }
}

const aclParts = (acl: AclBinding): readonly string[] => [
  acl.principal,
  acl.permission,
  acl.operation,
  acl.resourceType,
  acl.patternType,
  acl.resourceName,
  acl.host,
];

const escaped = (part: string): string => part.replaceAll("%", "%25").replaceAll("/", "%2F");
