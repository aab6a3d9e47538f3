import type { RevisionLog } from "../claims/revision-log.ts";
import { readRevisionLog } from "../claims/revision-log.ts";
import type { ClaimStatus } from "../claims/status.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { Manifest } from "../model/bundle.ts";
import { lackingCapabilities } from "../model/engine-capabilities.ts";
import type { PartitionLag } from "../operate/lag.ts";
import { lagOf, readPublished } from "./published.ts";
import type { Servers } from "./servers.ts";

/** What an operator sees first: what is applied, who runs what, and how far behind it is. */
export interface Status {
  readonly revisions: RevisionLog;
  readonly manifest: Manifest;
  readonly claims: ClaimStatus;
  readonly lag: readonly PartitionLag[];
  /** Pipelines that need what this version's engines lack, with what that is: engines refuse them. */
  readonly refused: Readonly<Record<string, readonly string[]>>;
}

/** Reads the status of a cluster from Consul and Kafka. Rejects with a `StoreError` or a `KafkaError`. */
export async function readStatus(servers: Servers): Promise<Status> {
  const [revisions, claims, { manifest, bundles }] = await Promise.all([
    readRevisionLog(servers.store),
    readClaimStatus(servers.store),
    readPublished(servers),
  ]);
  const refused = bundles.flatMap(({ pipeline, needs }): [string, readonly string[]][] => {
    const lacking = lackingCapabilities(needs ?? []);
    return lacking.length === 0 ? [] : [[pipeline, lacking]];
  });
  return { revisions, manifest, claims, lag: await lagOf(servers, bundles), refused: Object.fromEntries(refused) };
}

/** The lag of every group of every published pipeline. */
export async function readLag(servers: Servers): Promise<readonly PartitionLag[]> {
  return lagOf(servers, (await readPublished(servers)).bundles);
}
