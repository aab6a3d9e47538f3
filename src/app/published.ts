import { createBundleStore } from "../claims/bundle-store.ts";
import type { BundleStore } from "../claims/bundle-store.ts";
import type { Bundle, Manifest } from "../model/bundle.ts";
import type { Digest, GroupId, TopicName } from "../model/names.ts";
import { consumerGroupOf } from "../model/names.ts";
import type { PartitionLag } from "../operate/lag.ts";
import { groupLag, partitionsOf } from "../operate/lag.ts";
import type { Servers } from "./servers.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** What engines are to run: the manifest and the bundles that it names. */
export interface Published {
  readonly manifest: Manifest;
  readonly bundles: readonly Bundle[];
}

/** Reads what is published. A bundle never changes under its digest, so those that are `known` aren't read again. */
export async function readPublished(servers: Servers, known: KnownBundles = new Map()): Promise<Published> {
  const store = createBundleStore(servers.store);
  const { manifest } = await store.readManifest();
  const read = async (digest: Digest): Promise<Bundle | undefined> => {
    const bundle = known.get(digest) ?? (await readBundle(store, digest));
    if (bundle !== undefined) known.set(digest, bundle);
    return bundle;
  };
  const bundles = await Promise.all(Object.values(manifest.pipelines).map(read));
  return { manifest, bundles: bundles.flatMap((bundle) => bundle ?? []) };
}

/** Bundles that were read before, by digest. */
export type KnownBundles = Map<Digest, Bundle>;

async function readBundle(store: BundleStore, digest: Digest): Promise<Bundle | undefined> {
  const bytes = await store.readFile(digest);
  return bytes === undefined ? undefined : (JSON.parse(Buffer.from(bytes).toString("utf8")) as Bundle);
}

/** What a bundle's steps read: their inputs, which are made of slots, and the retry topics that belong to those. */
function readTopicsOf({ pipeline, steps }: Bundle): readonly { readonly group: GroupId; readonly topic: TopicName }[] {
  return steps.flatMap(({ inputs, retry: { tiers } }) => {
    const retryTopics = tiers === undefined || tiers.order === "block" ? [] : tiers.topics;
    return [...inputs, ...retryTopics.map(({ topic }) => ({ topic, group: consumerGroupOf(pipeline) }))];
  });
}

/**
 * The lag of the groups of these bundles, retry topics included; one batched look at each group, all of its topics and
 * partitions together.
 */
export async function lagOf(servers: Servers, bundles: readonly Bundle[]): Promise<readonly PartitionLag[]> {
  const topicsOf = new Map<GroupId, Set<TopicName>>();
  for (const { group, topic } of bundles.flatMap(readTopicsOf))
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
  return compareTexts(a.group, b.group) || compareTexts(a.topic, b.topic) || a.partition - b.partition;
}
