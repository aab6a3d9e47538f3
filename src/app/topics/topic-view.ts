import type { Checked } from "../../diagnostics/checked.ts";
import type { Bundle } from "../../model/bundle.ts";
import type { TopicName } from "../../model/names.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import { orphanTopics } from "../../plan/leftovers.ts";
import type { Cluster } from "../../reconcile/cluster.ts";
import type { RevisionView } from "../../reconcile/reconcile.ts";
import { viewRevision } from "../../reconcile/reconcile.ts";
import { revisionRequest } from "../plan-root.ts";
import { readPublished } from "../published.ts";
import type { Session } from "../session.ts";

/** A revision's topics beside those that it doesn't declare any more. */
export interface TopicView {
  readonly revision: RevisionView;
  readonly orphans: readonly ObservedTopic[];
  /** The published pipelines that read or write a topic. */
  readonly usedBy: ReadonlyMap<TopicName, readonly string[]>;
}

/** Reads what there is to know of topics. Fails and rejects as planning does. */
export async function viewTopics(session: Session, cluster: Cluster): Promise<Checked<TopicView>> {
  const [viewed, { bundles }] = await Promise.all([
    viewRevision(revisionRequest(session), cluster),
    readPublished(session.servers),
  ]);
  if (!viewed.ok) return viewed;
  const view = { revision: viewed.value, orphans: orphanTopics(viewed.value), usedBy: usesIn(bundles) };
  return { ok: true, value: view, warnings: viewed.warnings };
}

function usesIn(bundles: readonly Bundle[]): ReadonlyMap<TopicName, readonly string[]> {
  const uses = new Map<TopicName, Set<string>>();
  for (const { pipeline, steps } of bundles)
    for (const { inputs, outputs, errorTopic, deadLetterTopic } of steps)
      for (const topic of [...[...inputs, ...outputs].map((one) => one.topic), errorTopic, deadLetterTopic])
        uses.set(topic, (uses.get(topic) ?? new Set()).add(pipeline));
  return new Map([...uses].map(([topic, pipelines]) => [topic, [...pipelines].toSorted()]));
}
