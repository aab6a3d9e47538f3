import type { Approvable } from "./approvals.ts";
import type { Plan } from "./plan-document.ts";

/** What the approvals of a plan would say beside what they are about. */
export interface ApprovalTexts {
  readonly by: string;
  /** In ISO 8601, with its zone. */
  readonly expires: string;
  readonly environment: string | undefined;
}

/** What of a plan waits for an approval that nobody has given yet. */
function unapproved({ guard, steps }: Plan): readonly Approvable[] {
  const waiting = steps.filter(({ verdict, approval }) => verdict.kind === "needs-approval" && approval === undefined);
  return [...(guard === undefined || guard.approval !== undefined ? [] : [guard]), ...waiting];
}

/** The documents, ready to be committed, by which a plan's waiting steps would be approved; undefined for none. */
export function approvalDocuments(plan: Plan, { by, expires, environment }: ApprovalTexts): string | undefined {
  const documents = unapproved(plan).map(({ id, digest }) =>
    [
      // A flow scalar in double quotes is JSON's string.
      `approval: ${JSON.stringify(id)}`,
      `digest: ${digest}`,
      `expires: ${JSON.stringify(expires)}`,
      `by: ${JSON.stringify(by)}`,
      "# reason: why it is right",
      ...(environment === undefined ? [] : [`environments: [${JSON.stringify(environment)}]`]),
    ].join("\n"),
  );
  return documents.length === 0 ? undefined : `${documents.join("\n---\n")}\n`;
}
