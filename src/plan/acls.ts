import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { AclBinding } from "../model/acl.ts";
import { aclKey } from "../model/acl.ts";
import type { PipelineName } from "../model/names.ts";
import type { Blockers } from "./blockers.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import type { WithheldChange } from "./plan-document.ts";
import type { PlanInput } from "./plan-input.ts";
import { earlierStates } from "./previous.ts";

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
  const present = new Set(observed.acls.map(aclKey));
  const grants = desired.acls
    .filter(({ binding }) => !present.has(aclKey(binding)))
    .map(({ binding, neededBy, reason, source }) =>
      draftStep({ kind: "grant-acl", acl: binding }, { pipelines: neededBy, reason, source }),
    );
  const surplus = surplusAcls(input).filter(({ acl }) => present.has(aclKey(acl)));
  return { grants, ...revocationsOf(surplus, input, blockers), diagnostics: [] };
}

interface SurplusAcl {
  readonly acl: AclBinding;
  /** The pipelines that needed it. */
  readonly pipelines: readonly PipelineName[];
}

/** ACLs of earlier revisions that this one doesn't ask for. */
function surplusAcls({ desired, previous }: PlanInput): readonly SurplusAcl[] {
  const wanted = new Set(desired.acls.map(({ binding }) => aclKey(binding)));
  const surplus = new Map<string, SurplusAcl>();
  for (const { binding, neededBy } of earlierStates(previous).flatMap(({ acls }) => acls)) {
    const key = aclKey(binding);
    if (wanted.has(key)) continue;
    const pipelines = [...new Set([...(surplus.get(key)?.pipelines ?? []), ...neededBy])].toSorted();
    surplus.set(key, { acl: binding, pipelines });
  }
  return [...surplus].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, acl]) => acl);
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
