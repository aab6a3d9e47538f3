import { error, warning } from "./row.ts";

/** 2050 to 2056: what approvals and policies say to a plan. */
export const approvalCodes = {
  SLW2050: warning({
    message: (p: { step: string; expired: string }) => `The approval of ${p.step} has expired: ${p.expired}`,
    hint: "Review the plan step again, and commit a later time or give another approval.",
    explanation:
      "An approval holds until its `expires`: what was right then may not be now. The plan step waits for another one.",
    example: [
      "approvals.yaml:3:10 warning SLW2050 The approval of retire-bundle/old-pipeline has expired: 2026-01-05T10:00:00.000Z",
      '  3 | expires: "2026-01-05T10:00:00Z"',
      "    |          ^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Review the plan step again, and commit a later time or give another approval.",
    ],
  }),
  SLW2051: warning({
    message: (p: { step: string }) => `The approval of ${p.step} fits nothing: no plan step of that id needs one`,
    hint: "Delete it, once it has done its work; a mistyped id shows here as well.",
    explanation:
      "A document approves a plan step that isn't planned, or that needs no approval. Usually it has been applied. Left where it is, the approval would hold for the same change should it be planned again before it expires.",
    example: [
      "approvals.yaml:1:11 warning SLW2051 The approval of retire-bundle/old-pipeline fits nothing: no plan step of that id needs one",
      '  1 | approval: "retire-bundle/old-pipeline"',
      "    |           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Delete it, once it has done its work; a mistyped id shows here as well.",
    ],
  }),
  SLW2052: warning({
    message: (p: { step: string; digest: string }) =>
      `The approval of ${p.step} is of another change: the plan step's digest is ${p.digest} now`,
    hint: "Review the plan step as it is now, and approve that.",
    explanation:
      "An approval is bound to the digest of what was there before and what should be there after. One of them has changed since, so what was approved is not what would be done.",
    example: [
      "approvals.yaml:2:9 warning SLW2052 The approval of alter-config/orders is of another change: the plan step's digest is sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08 now",
      "  2 | digest: sha256:0000000000000000000000000000000000000000000000000000000000000000",
      "    |         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^",
      "  hint: Review the plan step as it is now, and approve that.",
    ],
  }),
  SLW2053: error({
    message: (p: { step: string; policy: string }) => `The policy "${p.policy}" forbids ${p.step}`,
    hint: "No approval overrules it: change the configuration, or the policy.",
    explanation:
      "A rule `forbiddenChanges` of a policy matches the plan step, so an apply doesn't try it, nor what depends on it. `plan` and `apply` end with 3. The related place is the rule; the hint, where the rule has a message, is that.",
    example: [
      'search.yaml:1:15 error SLW2053 The policy "production-changes" forbids increase-partitions/billing.events',
      "  1 | pipelineName: search",
      "    |               ^^^^^^",
      "  hint: No approval overrules it: change the configuration, or the policy.",
      "  see policies.yaml:4:23 is the rule",
      "  4 |   - forbiddenChanges: { kinds: [increase-partitions] }",
      "    |                       ------------------------------",
    ],
  }),
  SLW2054: warning({
    message: (p: { step: string; policy: string }) => `The policy "${p.policy}" would rather not have ${p.step}`,
    explanation:
      "As SLW2053, of a rule or policy whose `severity` is `warning`: it is said, and nothing is held up by it.",
    example: [
      'search.yaml:1:15 warning SLW2054 The policy "production-changes" would rather not have create-topic/billing.events',
    ],
  }),
  SLW2055: warning({
    message: (p: { step: string; policy: string }) =>
      `The approval of ${p.step} has no effect: the policy "${p.policy}" forbids it`,
    hint: "Delete the approval; what a policy forbids can't be approved.",
    explanation: "A policy of the team forbids the plan step, and no approval overrules that.",
    example: [
      'approvals.yaml:1:11 warning SLW2055 The approval of increase-partitions/billing.events has no effect: the policy "production-changes" forbids it',
      "  hint: Delete the approval; what a policy forbids can't be approved.",
    ],
  }),
  SLW2056: warning({
    message: (p: { id: string }) => `--approve ${p.id} fits nothing: no plan step of that id needs an approval`,
    hint: "Ids are those that the plan shows.",
    explanation:
      "`apply --approve ID` approves a plan step as this very apply has planned it. There is none of that id, or it needs no approval: it may be mistyped, or be done already.",
    example: [
      "warning SLW2056 --approve retire-bundle/old fits nothing: no plan step of that id needs an approval",
      "  hint: Ids are those that the plan shows.",
    ],
  }),
} as const;
