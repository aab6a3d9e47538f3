import { createBundleStore } from "../../claims/bundle-store.ts";
import { claimPrefix } from "../../claims/claim.ts";
import type { ClaimStatus } from "../../claims/status.ts";
import { readClaimStatus } from "../../claims/status.ts";
import type { Manifest } from "../../model/bundle.ts";
import type { PipelineName } from "../../model/names.ts";
import type { ApplyRun } from "../apply-run.ts";
import { poll, withRetries } from "../retry.ts";

const pollMs = 500;

/**
 * Waits until every engine that holds slots of these pipelines runs what is published (of a retired pipeline: until
 * nobody holds any), at most for the limit. Returns the pipelines of which that isn't so yet.
 */
export async function unconfirmedPipelines(
  pipelines: ReadonlySet<PipelineName>,
  { store, pace, limits }: ApplyRun,
): Promise<ReadonlySet<PipelineName>> {
  if (pipelines.size === 0) return pipelines;
  const { manifest } = await withRetries(pace, () => createBundleStore(store).readManifest());
  return poll(pace, {
    read: async () => unconfirmedIn(await readClaimStatus(store), { pipelines, manifest }),
    isEnough: (unconfirmed) => unconfirmed.size === 0,
    everyMs: pollMs,
    withinMs: limits.confirmMs,
  });
}

interface Expected {
  readonly pipelines: ReadonlySet<PipelineName>;
  readonly manifest: Manifest;
}

/**
 * A slot is somebody's until its claim is free or the lease that it lives by is revoked. A lease that is missing proves
 * nothing (the store may have gone back), and neither does a claim that can't be read.
 */
function unconfirmedIn(status: ClaimStatus, { pipelines, manifest }: Expected): ReadonlySet<PipelineName> {
  const published = new Map<string, string>(Object.entries(manifest.pipelines));
  const outdated = status.slots
    .filter(({ state, leaseState }) => state !== "free" && leaseState !== "revoked")
    .filter(({ slot, digest }) => pipelines.has(slot.pipeline) && published.get(slot.pipeline) !== digest)
    .map(({ slot }) => slot.pipeline);
  const unreadable = [...pipelines].filter((pipeline) =>
    status.unreadable.some((key) => key.startsWith(`${claimPrefix}${pipeline}/`)),
  );
  return new Set([...outdated, ...unreadable]);
}
