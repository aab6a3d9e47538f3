import type { Digest, PipelineName } from "../model/names.ts";
import type { DraftStep } from "./draft-step.ts";
import { draftStep } from "./draft-step.ts";
import { ownMember } from "./own-member.ts";
import type { PlanInput } from "./plan-input.ts";
import { earlierStates } from "./previous.ts";

/** Bundles that differ from the published ones, and pipelines that are no longer there. */
export function planBundles(input: PlanInput): readonly DraftStep[] {
  return [...publications(input), ...retirements(input)];
}

function publications({ desired, observed }: PlanInput): readonly DraftStep[] {
  return desired.pipelines.flatMap(({ name, bundle, source }) => {
    const before = ownMember(observed.published, name);
    if (before === bundle.digest) return [];
    const reason = before === undefined ? "the pipeline isn't published yet" : "the compiled pipeline has changed";
    const change = { kind: "publish-bundle", pipeline: name, digest: bundle.digest } as const;
    return [draftStep(before === undefined ? change : { ...change, before }, { pipelines: [name], reason, source })];
  });
}

/**
 * Published pipelines that this revision hasn't. Those that no earlier revision had are another repository's and left
 * alone, unless an earlier revision can't be read any more: what it left behind would otherwise run for ever.
 */
function retirements({ desired, observed, previous }: PlanInput): readonly DraftStep[] {
  const wanted = new Set<string>(desired.pipelines.map(({ name }) => name));
  const earlier = new Set<string>(
    earlierStates(previous).flatMap(({ pipelines }) => pipelines.map(({ name }) => name)),
  );
  return Object.entries<Digest>(observed.published)
    .filter(([name]) => !wanted.has(name) && (earlier.has(name) || previous.lost.length > 0))
    .map(([name, before]) => {
      // The record's keys are pipeline names; only its entries forget it.
      const pipeline = name as PipelineName;
      const reason = "this revision doesn't declare the pipeline any more";
      return draftStep({ kind: "retire-bundle", pipeline, before }, { pipelines: [pipeline], reason });
    });
}
