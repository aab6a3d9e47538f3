import { createBundleStore } from "../claims/bundle-store.ts";
import type { RevisionLog } from "../claims/revision-log.ts";
import { readRevisionLog } from "../claims/revision-log.ts";
import type { ClaimStatus } from "../claims/status.ts";
import { readClaimStatus } from "../claims/status.ts";
import type { Bundle, Manifest } from "../model/bundle.ts";
import { lackingCapabilities } from "../model/engine-capabilities.ts";
import type { Digest, GroupId, TopicName } from "../model/names.ts";
import type { PartitionLag } from "../operate/lag.ts";
import { groupLag, partitionsOf } from "../operate/lag.ts";
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

async function readPublished(
  servers: Servers,
): Promise<{ readonly manifest: Manifest; readonly bundles: readonly Bundle[] }> {
  const store = createBundleStore(servers.store);
  const { manifest } = await store.readManifest();
  const bundles = await Promise.all(Object.values(manifest.pipelines).map((digest) => readBundle(store, digest)));
  return { manifest, bundles: bundles.flatMap((bundle) => bundle ?? []) };
}

async function readBundle(store: ReturnType<typeof createBundleStore>, digest: Digest): Promise<Bundle | undefined> {
  const bytes = await store.readFile(digest);
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString("utf8")) as Bundle);
}

/** One batched look at each group: all of its topics and partitions together. */
async function lagOf(servers: Servers, bundles: readonly Bundle[]): Promise<readonly PartitionLag[]> {
  const topicsOf = new Map<GroupId, Set<TopicName>>();
  for (const { group, topic } of bundles.flatMap(({ steps }) => steps.flatMap(({ inputs }) => inputs)))
    topicsOf.set(group, (topicsOf.get(group) ?? new Set()).add(topic));
  const client = servers.kafka.client();
  const reader = client.reader();
  try {
    const counts = await reader.partitionCounts([...new Set([...topicsOf.values()].flatMap((topics) => [...topics]))]);
    const lags = await Promise.all(
      [...topicsOf].map(([group, topics]) => {
        const partitions = partitionsOf(counts).filter(({ topic }) => topics.has(topic));
        return groupLag(client.offsets, group, partitions);
      }),
    );
    return lags.flat().toSorted(byPlace);
  } finally {
    await reader.close();
    await client.close();
  }
}

function byPlace(a: PartitionLag, b: PartitionLag): number {
  return compare(a.group, b.group) || compare(a.topic, b.topic) || a.partition - b.partition;
}

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
