import type { Plan, PlanStepKind } from "../../plan/plan-document.ts";
import type { ApplyOptions } from "../../reconcile/apply.ts";
import { progressBar } from "../progress-bar.ts";
import type { Terminal } from "../terminal.ts";

/** What is under way, beside the bar. */
const underWay: Readonly<Record<PlanStepKind, string>> = {
  "create-topic": "creating topics",
  "increase-partitions": "adding partitions",
  "alter-config": "altering topics",
  "end-quarantine": "ending quarantines",
  "grant-acl": "granting",
  "register-schema": "registering schemas",
  "start-group": "starting groups",
  "publish-bundle": "publishing pipelines",
  "retire-bundle": "retiring pipelines",
  "revoke-acl": "revoking, once engines run what is published",
  "delete-offsets": "deleting offsets",
};

interface ApplyProgress {
  readonly watch: Pick<ApplyOptions, "onOutcome" | "onStage">;
  readonly finish: () => void;
}

/** The bar of an apply: how many plan steps are over, and what is under way. */
export function applyProgress(terminal: Terminal, { steps }: Plan): ApplyProgress {
  const bar = progressBar(terminal, "apply");
  let done = 0;
  let total = steps.filter(({ isOffered }) => isOffered !== true).length;
  let note = "";
  return {
    watch: {
      onOutcome: () => {
        done += 1;
        total = Math.max(done, total);
        bar.update({ done, total, note });
      },
      onStage: ([kind], count) => {
        note = kind === undefined ? "" : `${underWay[kind]}: ${count}`;
        bar.update({ done, total, note });
      },
    },
    finish: () => {
      if (total > 0) bar.finish({ done, total });
    },
  };
}
