import type { ByKind } from "./by-kind.ts";
import { byKind } from "./by-kind.ts";
import type { PlanChange } from "./plan-document.ts";

/** What a change does to its resource, as users of Terraform know it from `+`, `~` and `-`. */
export type PlanAction = "add" | "change" | "remove";

const add = (): PlanAction => "add";
const change = (): PlanAction => "change";
const remove = (): PlanAction => "remove";
const addOrChange = ({ before }: { readonly before?: unknown }): PlanAction =>
  before === undefined ? "add" : "change";

const actions: ByKind<PlanAction> = {
  "create-topic": add,
  "increase-partitions": change,
  "alter-config": change,
  "end-quarantine": change,
  "grant-acl": add,
  "register-schema": addOrChange,
  "start-group": add,
  "publish-bundle": addOrChange,
  "retire-bundle": remove,
  "revoke-acl": remove,
  "delete-offsets": remove,
};

/** What a change does to its resource. */
export const actionOf = (of: PlanChange): PlanAction => byKind(of, actions);

/** The names that a change is about: of a topic, group, subject or pipeline, or of an ACL's resource and principal. */
export function namesIn(of: PlanChange): readonly string[] {
  if ("acl" in of) return [of.acl.resourceName, of.acl.principal];
  if ("group" in of) return [of.group, of.topic];
  if ("topic" in of) return [of.topic];
  return ["subject" in of ? of.subject : of.pipeline];
}
