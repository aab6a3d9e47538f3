import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Policy } from "../../model/generated/policy.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { Configuration } from "../read/configuration.ts";
import { keysBreaking } from "./keys.ts";
import { namesBreaking, patternProblems } from "./names.ts";
import type { PolicyCheck } from "./policy.ts";
import { topicsBreaking } from "./topics.ts";

interface PolicySubject {
  readonly configuration: Configuration;
  readonly environment: string | undefined;
}

/** Everything that breaks the policies that hold in an environment (those without `environments:` hold everywhere). */
export function* checkPolicies(policies: readonly SourceDocument[], subject: PolicySubject): Iterable<Diagnostic> {
  for (const document of policies) {
    const policy = document.value as Policy;
    for (const [index, rule] of policy.rules.entries()) {
      const check = { rule, document, path: ["rules", index], configuration: subject.configuration };
      yield* patternProblems(check);
      if (holdsIn(subject.environment, policy, rule)) yield* breaches(policy, check);
    }
  }
}

/** Whether a rule of a policy holds in an environment: what names no environments holds everywhere. */
export function holdsIn(environment: string | undefined, policy: Policy, rule: Policy["rules"][number]): boolean {
  return [policy.environments, rule.environments].every((names) => isNamed(environment, names));
}

export function isNamed(environment: string | undefined, names: readonly string[] | undefined): boolean {
  return names === undefined || (environment !== undefined && names.includes(environment));
}

function* breaches(policy: Policy, check: PolicyCheck): Iterable<Diagnostic> {
  const { rule, document } = check;
  const code = (rule.severity ?? policy.severity) === "warning" ? "SLW1603" : "SLW1602";
  for (const breach of [...namesBreaking(check), ...topicsBreaking(check), ...keysBreaking(check)]) {
    const related = [{ message: "is what is asked", span: document.spanOf(breach.rulePath) }];
    const parameters = { finding: breach.finding, policy: policy.policy };
    yield diagnostic(code, parameters, { span: breach.span, related, hint: rule.message });
  }
}
