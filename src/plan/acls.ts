import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { AclBinding } from "../model/acl.ts";
import { aclKey } from "../model/acl.ts";
import type { PipelineName } from "../model/names.ts";
import { missingAccess } from "./access/effective-access.ts";
import type { Blockers } from "./blockers.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import type { WithheldChange } from "./plan-document.ts";
import type { PlanInput } from "./plan-input.ts";
import { earlierStates } from "./previous.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** What is to be done about ACLs, what waits, and what is only to be said. */
export interface AclFindings {
  readonly grants: readonly DraftStep[];
  readonly revocations: readonly DraftStep[];
  readonly withheld: readonly WithheldChange[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Missing ACLs are granted, and those that an earlier revision granted and this one doesn't need are revoked. Bindings
 * are compared exactly; what no revision of ours asked for is never touched.
 */
export function planAcls(input: PlanInput, blockers: Blockers): AclFindings {
  const { desired, observed } = input;
  if (observed.acls === undefined) {
    const count = desired.acls.length;
    const diagnostics = count === 0 ? [] : [diagnostic("SLW2006", { count })];
    return { grants: [], revocations: [], withheld: [], diagnostics };
  }
  const lacking = lackingAccess(observed.acls, input, blockers);
  // Keys are most of the work on a cluster of thousands of ACLs: each is made once.
  const rest = new Map(observed.acls.map((acl) => [aclKey(acl), acl]));
  const missing = desired.acls.filter(({ binding }) => !rest.delete(aclKey(binding)));
  const grants = missing.map(({ binding, neededBy, reason, source }) =>
    draftStep({ kind: "grant-acl", acl: binding }, { pipelines: neededBy, reason, source }),
  );
  const surplus = surplusAcls(rest, input);
  for (const { acl } of surplus) rest.delete(aclKey(acl));
  const unknown = unknownAcls(rest, input, blockers);
  const { revocations, withheld } = revocationsOf(surplus, input, blockers);
  return {
    grants,
    revocations: [...revocations, ...unknown.revocations],
    withheld,
    diagnostics: [...lacking, ...unknown.diagnostics],
  };
}

/** A principal that will lack what a step needs, whatever is granted, would stop its pipeline: that one waits. */
function lackingAccess(
  observed: readonly AclBinding[],
  { desired }: PlanInput,
  blockers: Blockers,
): readonly Diagnostic[] {
  return missingAccess(observed, desired.acls).map(({ binding, neededBy, reason, source: span }) => {
    const { principal, operation, resourceType, resourceName } = binding;
    const right = `${operation} on ${resourceType} ${resourceName}`;
    blockers.block(neededBy, `${principal} would lack ${right}`);
    return diagnostic("SLW2015", { principal, right, reason }, { span });
  });
}

/** ACLs of our pipelines' principals that no revision knows: said, or revoked under `acls: exclusive`. */
function unknownAcls(
  unasked: ReadonlyMap<string, AclBinding>,
  { desired, previous }: PlanInput,
  blockers: Blockers,
): Pick<AclFindings, "revocations" | "diagnostics"> {
  const owners = new Map<string, PipelineName>(
    desired.pipelines.filter(({ name }) => !blockers.has(name)).map(({ principal, name }) => [principal, name]),
  );
  const found = [...unasked]
    .filter(([, { principal }]) => owners.has(principal))
    .toSorted(([a], [b]) => compareTexts(a, b))
    .map(([, acl]) => acl);
  if (desired.management?.acls === "exclusive" && previous.lost.length === 0)
    return {
      revocations: found.map((acl) =>
        draftStep(
          { kind: "revoke-acl", acl },
          {
            pipelines: [owners.get(acl.principal)].filter((name) => name !== undefined),
            reason: "no revision knows it, and ACLs are exclusive",
            risk: "caution",
            notReverted: "the ACL, which no revision would grant again",
          },
        ),
      ),
      diagnostics: [],
    };
  return {
    revocations: [],
    diagnostics: found.map((acl) => {
      const right = `${acl.permission} ${acl.operation} on ${acl.resourceType} ${acl.resourceName}`;
      return diagnostic("SLW2016", { principal: acl.principal, right });
    }),
  };
}

interface SurplusAcl {
  readonly acl: AclBinding;
  /** The pipelines that needed it. */
  readonly pipelines: readonly PipelineName[];
}

/** Of the ACLs that are there and that this revision doesn't ask for, those that earlier ones did. */
function surplusAcls(unasked: ReadonlyMap<string, AclBinding>, { previous }: PlanInput): readonly SurplusAcl[] {
  if (unasked.size === 0) return [];
  const surplus = new Map<string, SurplusAcl>();
  for (const { binding, neededBy } of earlierStates(previous).flatMap(({ acls }) => acls)) {
    const key = aclKey(binding);
    if (!unasked.has(key)) continue;
    const pipelines = [...new Set([...(surplus.get(key)?.pipelines ?? []), ...neededBy])].toSorted();
    surplus.set(key, { acl: binding, pipelines });
  }
  return [...surplus].toSorted(([a], [b]) => compareTexts(a, b)).map(([, acl]) => acl);
}

function revocationsOf(
  surplus: readonly SurplusAcl[],
  { previous }: PlanInput,
  blockers: Blockers,
): Pick<AclFindings, "revocations" | "withheld"> {
  const revocations: DraftStep[] = [];
  const withheld: WithheldChange[] = [];
  for (const { acl, pipelines } of surplus) {
    const change = { kind: "revoke-acl", acl } as const;
    const blocked = pipelines.filter((pipeline) => blockers.has(pipeline));
    if (previous.lost.length > 0)
      withheld.push({ change, reason: `the revision ${previous.lost.join(", ")} can't be read any more` });
    // The engines go on with what is published, which may need it.
    else if (blocked.length > 0) withheld.push({ change, reason: `${blocked.join(", ")} can't be published` });
    else
      revocations.push(
        draftStep(change, { pipelines, reason: "an earlier revision granted it, and this one doesn't need it" }),
      );
  }
  return { revocations, withheld };
}
