import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
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
 * Published pipelines that an earlier revision declared and this one doesn't. Those that no earlier revision had are
 * another repository's and left alone.
 */
function retirements(input: PlanInput): readonly DraftStep[] {
  return undeclared(input)
    .filter(({ isOurs }) => isOurs)
    .map(({ pipeline, before }) => {
      const reason = "this revision doesn't declare the pipeline any more";
      return draftStep({ kind: "retire-bundle", pipeline, before }, { pipelines: [pipeline], reason });
    });
}

/** While an earlier revision is lost, what runs undeclared may be its pipeline: said, but not retired on a guess. */
export function undeclaredPipelines(input: PlanInput): readonly Diagnostic[] {
  if (input.previous.lost.length === 0) return [];
  return undeclared(input)
    .filter(({ isOurs }) => !isOurs)
    .map(({ pipeline }) => diagnostic("SLW2008", { pipeline }));
}

interface Undeclared {
  readonly pipeline: PipelineName;
  readonly before: Digest;
  readonly isOurs: boolean;
}

function undeclared({ desired, observed, previous }: PlanInput): readonly Undeclared[] {
  const wanted = new Set<string>(desired.pipelines.map(({ name }) => name));
  const earlier = new Set<string>(
    earlierStates(previous).flatMap(({ pipelines }) => pipelines.map(({ name }) => name)),
  );
  return (
    Object.entries<Digest>(observed.published)
      .filter(([name]) => !wanted.has(name))
      // The record's keys are pipeline names; only its entries forget it.
      .map(([name, before]) => ({ pipeline: name as PipelineName, before, isOurs: earlier.has(name) }))
      .toSorted((a, b) => (a.pipeline < b.pipeline ? -1 : 1))
  );
}
