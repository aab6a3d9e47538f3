import type { PipelineName } from "../../model/names.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { revokeAcls } from "./change-acls.ts";
import { unconfirmedPipelines } from "./confirmation.ts";
import { deleteOffsets } from "./delete-offsets.ts";

type TakingStep = PlanStepOf<"revoke-acl" | "delete-offsets">;

/**
 * Takes away what no engine needs any more: plan steps of pipelines whose slots don't all run what is published are held
 * (design, section 5), or their engines would lose access, or commit again what was deleted.
 */
export async function takeAway(steps: readonly TakingStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const waiting = await unconfirmedPipelines(new Set(steps.flatMap(({ pipelines }) => pipelines)), run);
  const waitingOf = ({ pipelines }: TakingStep): readonly PipelineName[] => pipelines.filter((one) => waiting.has(one));
  const free = steps.filter((step) => waitingOf(step).length === 0);
  const held = steps.filter((step) => waitingOf(step).length > 0);
  return [
    ...(await revokeAcls(free.filter(isRevocation), run)),
    ...(await deleteOffsets(free.filter(isDeletion), run)),
    ...held.map((step): StepOutcome => ({ kind: "held", step, pipelines: waitingOf(step) })),
  ];
}

const isRevocation = (step: TakingStep): step is PlanStepOf<"revoke-acl"> => step.change.kind === "revoke-acl";
const isDeletion = (step: TakingStep): step is PlanStepOf<"delete-offsets"> => step.change.kind === "delete-offsets";
