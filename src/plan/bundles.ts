import type { DesiredPipeline } from "../model/desired.ts";
import type { Digest, PipelineName } from "../model/names.ts";
import type { PlanStep } from "./plan-document.ts";
import type { PlanInput } from "./plan-input.ts";

interface BundleContext {
  /** The plan steps that come before bundles. */
  readonly before: readonly PlanStep[];
  readonly blocked: ReadonlySet<PipelineName>;
}

/** A pipeline's bundle is published when everything that it needs is there; one that nobody declares is retired. */
export function planBundles({ desired, observed }: PlanInput, context: BundleContext): readonly PlanStep[] {
  const published = observed.published as Readonly<Record<string, Digest | undefined>>;
  const changed = desired.pipelines.filter(
    ({ name, bundle }) => published[name] !== bundle.digest && !context.blocked.has(name),
  );
  const declared = new Set<string>(desired.pipelines.map(({ name }) => name));
  const retired = Object.entries(published).filter(([name]) => !declared.has(name));
  return [
    ...changed.map((pipeline) => publishStep(pipeline, { context, before: published[pipeline.name] })),
    ...retired.flatMap(([name, before]) => (before === undefined ? [] : [retireStep(name as PipelineName, before)])),
  ];
}

function publishStep(
  { name, bundle, source }: DesiredPipeline,
  { context, before }: { readonly context: BundleContext; readonly before: Digest | undefined },
): PlanStep {
  const needed = context.before.filter(
    ({ change, pipelines }) => change.kind !== "revoke-acl" && pipelines.includes(name),
  );
  return {
    id: `publish-bundle/${name}`,
    change: {
      kind: "publish-bundle",
      pipeline: name,
      digest: bundle.digest,
      ...(before === undefined ? {} : { before }),
    },
    pipelines: [name],
    risk: "safe",
    reason: before === undefined ? "the pipeline is new" : "the pipeline has changed",
    source,
    dependsOn: needed.map(({ id }) => id),
  };
}

const retireStep = (pipeline: PipelineName, before: Digest): PlanStep => ({
  id: `retire-bundle/${pipeline}`,
  change: { kind: "retire-bundle", pipeline, before },
  pipelines: [pipeline],
  risk: "caution",
  reason: "no document declares the pipeline any more",
  dependsOn: [],
});
