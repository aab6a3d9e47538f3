import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { inOrder } from "../diagnostics/order.ts";
import type { Plan } from "./plan-document.ts";
import type { Stake } from "./stake.ts";

/** What the broker says about the plan steps of a plan, by their ids. */
export interface BrokerAnswers {
  readonly stakes: ReadonlyMap<string, readonly Stake[]>;
  /** Why it would refuse a plan step: the answer to a request that changes nothing. */
  readonly refusals: ReadonlyMap<string, string>;
}

/**
 * The plan with what the broker says about its plan steps: what is at stake stands on each, and what would be refused
 * is an error while it can still be talked about, and is not tried.
 */
export function withBrokerAnswers(plan: Plan, { stakes, refusals }: BrokerAnswers): Plan {
  const refused: Diagnostic[] = [];
  const steps = plan.steps.map((step) => {
    const refusal = refusals.get(step.id);
    if (refusal !== undefined)
      refused.push(diagnostic("SLW2010", { step: step.id, reason: refusal }, { span: step.source }));
    return {
      ...step,
      stakes: stakes.get(step.id) ?? step.stakes,
      ...(refusal === undefined ? {} : { refusal }),
    };
  });
  return { ...plan, steps, diagnostics: inOrder([...plan.diagnostics, ...refused]) };
}
