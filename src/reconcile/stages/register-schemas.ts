import { invariant } from "../../model/invariant.ts";
import type { SchemaRegistry } from "../../registry/registry.ts";
import type { ApplyRun } from "../apply-run.ts";
import { mapAtMost } from "../map-at-most.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { reasonOf, withRetries } from "../retry.ts";

type RegisterStep = PlanStepOf<"register-schema">;

/** Registries take one schema a request. */
const schemasAtOnce = 8;

/** Registers schemas, each under its subject. A schema that is there already is found, so this can be done twice. */
export async function registerSchemas(steps: readonly RegisterStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const { registry } = run;
  invariant(registry !== undefined, "schemas are planned where there is a registry");
  return mapAtMost(schemasAtOnce, steps, (step) => registerOne(step, run, registry));
}

async function registerOne(step: RegisterStep, run: ApplyRun, registry: SchemaRegistry): Promise<StepOutcome> {
  const { subject, type } = step.change;
  const declared = run.desired.subjects?.find((one) => one.subject === subject && one.type === type);
  invariant(declared !== undefined, `the schema of ${subject} is declared`);
  try {
    await withRetries(run.pace, () => registry.register(subject, declared));
    return { kind: "done", step };
  } catch (error) {
    return { kind: "failed", step, reason: reasonOf(error) };
  }
}
