import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { AclBinding } from "../model/acl.ts";
import { aclKey } from "../model/acl.ts";
import type { DesiredAcl } from "../model/desired.ts";
import type { PipelineName } from "../model/names.ts";
import type { PlanStep } from "./plan-document.ts";
import type { PlanInput, PlanPart } from "./plan-input.ts";
import { createTopicId } from "./topics.ts";

/** The id of the plan step that grants or revokes an ACL. Readable, and unique because it names all parts. */
const aclId = (kind: "grant-acl" | "revoke-acl", acl: AclBinding): string => {
  const pattern = acl.patternType === "prefixed" ? `${acl.resourceName}*` : acl.resourceName;
  const parts = [acl.resourceType, pattern, acl.operation, acl.principal];
  const unusual = [acl.permission === "deny" ? "deny" : "", acl.host === "*" ? "" : acl.host].filter(
    (part) => part !== "",
  );
  return [kind, ...parts, ...unusual].join("/");
};

/**
 * ACLs converge: what is missing is granted; what an earlier revision asked for and this one doesn't is revoked.
 * Anything else is not ours and never touched.
 */
export function planAcls(input: PlanInput): PlanPart {
  const { acls } = input.observed;
  if (acls === undefined) return withoutAuthorizer(input);
  const present = new Set(acls.map(aclKey));
  const grants = input.desired.acls.filter(({ binding }) => !present.has(aclKey(binding)));
  return {
    steps: [...grants.map((acl) => grantStep(acl, input)), ...revocations(input, present)],
    diagnostics: [],
    blocked: [],
  };
}

function withoutAuthorizer({ desired }: PlanInput): PlanPart {
  const diagnostics = desired.acls.length === 0 ? [] : [diagnostic("SLW2006", { count: desired.acls.length })];
  return { steps: [], diagnostics, blocked: [] };
}

function grantStep({ binding, neededBy, reason, source }: DesiredAcl, { observed }: PlanInput): PlanStep {
  const exists = observed.topics.some(({ name }) => name === binding.resourceName);
  const needsTopic = binding.resourceType === "topic" && binding.patternType === "literal" && !exists;
  return {
    id: aclId("grant-acl", binding),
    change: { kind: "grant-acl", acl: binding },
    pipelines: neededBy,
    risk: "safe",
    reason,
    source,
    dependsOn: needsTopic ? [createTopicId(binding.resourceName)] : [],
  };
}

function revocations({ desired, previous }: PlanInput, present: ReadonlySet<string>): readonly PlanStep[] {
  const wanted = new Set(desired.acls.map(({ binding }) => aclKey(binding)));
  const ours = new Map<string, DesiredAcl>();
  for (const acl of (previous ?? []).flatMap(({ acls }) => acls)) ours.set(aclKey(acl.binding), acl);
  return [...ours]
    .filter(([key]) => present.has(key) && !wanted.has(key))
    .map(([, acl]) => revokeStep(acl))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

/** Revoked only after the pipelines that had it run without it. */
function revokeStep({ binding, neededBy, reason }: DesiredAcl): PlanStep {
  return {
    id: aclId("revoke-acl", binding),
    change: { kind: "revoke-acl", acl: binding },
    pipelines: neededBy,
    risk: "caution",
    reason: `no longer needed: ${reason}`,
    dependsOn: neededBy.flatMap((pipeline: PipelineName) => [
      `publish-bundle/${pipeline}`,
      `retire-bundle/${pipeline}`,
    ]),
  };
}
