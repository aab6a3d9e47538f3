import type { BundleStore } from "../../claims/bundle-store.ts";
import { createBundleStore } from "../../claims/bundle-store.ts";
import { StoreError } from "../../claims/store.ts";
import type { Manifest } from "../../model/bundle.ts";
import { invariant } from "../../model/invariant.ts";
import type { Digest } from "../../model/names.ts";
import type { ApplyRun } from "../apply-run.ts";
import type { PlanStepOf, StepOutcome } from "../outcome.ts";
import { reasonOf, withRetries } from "../retry.ts";

type PipelineStep = PlanStepOf<"publish-bundle" | "retire-bundle">;

/** How often the manifest may move under an apply because of other pipelines before it gives up. */
const maxRounds = 5;

/**
 * Publishes bundles and modules under their digests, then changes the manifest for all pipelines by one
 * compare-and-set. A pipeline that somebody else has published or retired since the plan is a conflict; what they
 * changed about other pipelines is kept.
 */
export async function publishPipelines(steps: readonly PipelineStep[], run: ApplyRun): Promise<readonly StepOutcome[]> {
  const bundles = createBundleStore(run.store);
  let last: Unfinished = { kind: "conflict", reason: "" };
  for (let round = 1; round <= maxRounds; round += 1) {
    // In every round again: what no manifest names yet may have been collected by somebody else's.
    const failures = await publishFiles(steps, bundles, run);
    const published = steps.filter((step) => !failures.has(step));
    const attempt = await moveManifest(published, bundles, run);
    if (attempt.isOver) return steps.map((step) => outcomeOf(step, failures.get(step), attempt.conflicts.get(step)));
    last = attempt.last;
  }
  return steps.map((step) => ({ ...last, step }));
}

function outcomeOf(step: PipelineStep, failure: string | undefined, conflict: string | undefined): StepOutcome {
  if (failure !== undefined) return { kind: "failed", step, reason: failure };
  return conflict === undefined ? { kind: "done", step } : { kind: "conflict", step, reason: conflict };
}

/** Writes each pipeline's files; returns why some could not be written. */
async function publishFiles(
  steps: readonly PipelineStep[],
  bundles: BundleStore,
  { desired, pace }: ApplyRun,
): Promise<ReadonlyMap<PipelineStep, string>> {
  const pipelines = new Map(desired.pipelines.map((pipeline) => [pipeline.name, pipeline]));
  const failures = new Map<PipelineStep, string>();
  for (const step of steps) {
    const { change } = step;
    if (change.kind === "retire-bundle") continue;
    const pipeline = pipelines.get(change.pipeline);
    invariant(pipeline?.bundle.digest === change.digest, `the plan publishes the bundle of ${change.pipeline}`);
    try {
      await withRetries(pace, () => bundles.publish([...pipeline.modules, pipeline.bundle]));
    } catch (error) {
      failures.set(step, reasonOf(error));
    }
  }
  return failures;
}

type Attempt =
  | { readonly isOver: true; readonly conflicts: ReadonlyMap<PipelineStep, string> }
  | { readonly isOver: false; readonly last: Unfinished };

/** Why another round is needed: the manifest has moved, or the store has refused it for this reason. */
interface Unfinished {
  readonly kind: "conflict" | "failed";
  readonly reason: string;
}

/** Changes the manifest once, by compare-and-set. */
async function moveManifest(steps: readonly PipelineStep[], bundles: BundleStore, run: ApplyRun): Promise<Attempt> {
  const { manifest, version } = await withRetries(run.pace, () => bundles.readManifest());
  const { next, conflicts, isChanged } = nextManifest(manifest, steps);
  if (!isChanged) return { isOver: true, conflicts };
  try {
    if (await bundles.publishManifest(next, { version, revision: run.revision })) return { isOver: true, conflicts };
    const reason = "it keeps changing while this revision is published";
    return { isOver: false, last: { kind: "conflict", reason } };
  } catch (error) {
    // Whether an answer was lost, or somebody else's manifest has let a file be collected: the next round sees.
    if (!(error instanceof StoreError)) throw error;
    await run.pace.clock.sleep(retryMs, run.pace.signal);
    return { isOver: false, last: { kind: "failed", reason: error.message } };
  }
}

const retryMs = 200;

interface NextManifest {
  readonly next: Manifest;
  readonly isChanged: boolean;
  readonly conflicts: ReadonlyMap<PipelineStep, string>;
}

/** The manifest with what these plan steps change, save for pipelines that aren't as they were when it was planned. */
function nextManifest(manifest: Manifest, steps: readonly PipelineStep[]): NextManifest {
  const pipelines = new Map<string, Digest>(Object.entries(manifest.pipelines));
  const conflicts = new Map<PipelineStep, string>();
  let isChanged = false;
  for (const step of steps) {
    const { change } = step;
    const wanted = change.kind === "publish-bundle" ? change.digest : undefined;
    const current = pipelines.get(change.pipeline);
    if (current === wanted) continue;
    if (current !== change.before) {
      conflicts.set(step, `${change.pipeline} ${current === undefined ? "is retired" : `runs ${current}`} by now`);
      continue;
    }
    isChanged = true;
    if (wanted === undefined) pipelines.delete(change.pipeline);
    else pipelines.set(change.pipeline, wanted);
  }
  return { next: { ...manifest, pipelines: Object.fromEntries(pipelines) }, isChanged, conflicts };
}
