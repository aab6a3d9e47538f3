import type { ForbiddenChange } from "../../model/desired.ts";
import type { Policy } from "../../model/generated/policy.ts";
import type { SourceDocument } from "../../source/document.ts";
import { holdsIn } from "./check-policies.ts";

/** What the policies that hold in an environment forbid a plan to do, for the planner to judge by. */
export function forbiddenChanges(
  policies: readonly SourceDocument[],
  environment: string | undefined,
): readonly ForbiddenChange[] {
  return policies.flatMap((document) => {
    const policy = document.value as Policy;
    return policy.rules.flatMap((rule, index): readonly ForbiddenChange[] => {
      const { forbiddenChanges: forbidden, message, severity = policy.severity ?? "error" } = rule;
      if (forbidden === undefined || !holdsIn(environment, policy, rule)) return [];
      const { kinds, actions, risks, resources, from, until } = forbidden;
      return [
        {
          policy: policy.policy,
          severity,
          ...(kinds === undefined ? {} : { kinds }),
          ...(actions === undefined ? {} : { actions }),
          ...(risks === undefined ? {} : { risks }),
          ...(resources === undefined ? {} : { resources }),
          ...(from === undefined ? {} : { fromMs: Date.parse(from) }),
          ...(until === undefined ? {} : { untilMs: Date.parse(until) }),
          ...(message === undefined ? {} : { message }),
          source: document.spanOf(["rules", index, "forbiddenChanges"]),
        },
      ];
    });
  });
}
