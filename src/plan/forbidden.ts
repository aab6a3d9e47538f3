import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { ForbiddenChange } from "../model/desired.ts";
import { parseNamePattern } from "../model/name-pattern.ts";
import { actionOf, namesIn } from "./action.ts";
import type { DraftStep } from "./draft-step.ts";
import type { PlanStep, Verdict } from "./plan-document.ts";

/** What the team's policies say to plan steps. */
export interface Judge {
  /** What is more than safe needs an approval, and nothing helps against a policy that forbids it. */
  readonly verdictOf: (step: DraftStep) => Verdict;
  /** Each plan step that a policy forbids, or would rather not see, with the place of the rule. */
  readonly findings: (steps: readonly Pick<PlanStep, keyof DraftStep>[]) => readonly Diagnostic[];
}

/** The rules among these that hold at a time by the wall clock. */
export function inForce(forbidden: readonly ForbiddenChange[], nowMs: number): readonly ForbiddenChange[] {
  return forbidden.filter(({ fromMs = nowMs, untilMs = Infinity }) => fromMs <= nowMs && nowMs < untilMs);
}

/** A judge by rules that all hold. */
export function judgeBy(forbidden: readonly ForbiddenChange[]): Judge {
  const rules = forbidden.map((rule) => ({ rule, applies: matcherOf(rule) }));
  const firstOf = (step: DraftStep, severity: ForbiddenChange["severity"]): ForbiddenChange | undefined =>
    rules.find(({ rule, applies }) => rule.severity === severity && applies(step))?.rule;
  return {
    verdictOf: (step) => {
      const rule = firstOf(step, "error");
      if (rule !== undefined) return { kind: "forbidden", policy: rule.policy };
      return step.risk === "safe" ? { kind: "allowed" } : { kind: "needs-approval" };
    },
    findings: (steps) =>
      rules.length === 0
        ? []
        : steps.flatMap((step) => {
            const rule = firstOf(step, "error");
            if (rule !== undefined) return [findingOf("SLW2053", step, rule)];
            const unwanted = firstOf(step, "warning");
            return unwanted === undefined ? [] : [findingOf("SLW2054", step, unwanted)];
          }),
  };
}

function matcherOf({ kinds, actions, risks, resources }: ForbiddenChange): (step: DraftStep) => boolean {
  const pattern = resources === undefined ? undefined : parseNamePattern(resources);
  // The compiler has refused what isn't a pattern; of an unreadable one nothing is let through.
  const isMeant = (name: string): boolean => pattern?.ok !== true || pattern.value.matches(name);
  return ({ change, risk }) =>
    kinds?.includes(change.kind) !== false &&
    actions?.includes(actionOf(change)) !== false &&
    risks?.includes(risk) !== false &&
    namesIn(change).some(isMeant);
}

function findingOf(
  code: "SLW2053" | "SLW2054",
  { id, source: span }: DraftStep,
  { policy, message, source }: ForbiddenChange,
): Diagnostic {
  const related = [{ message: "is the rule", span: source }];
  return diagnostic(code, { step: id, policy }, { span, related, hint: message });
}
