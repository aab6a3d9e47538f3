import type { Checked } from "../../diagnostics/checked.ts";
import { compareTexts } from "../../model/compare-texts.ts";
import { topicSizes } from "../../operate/topics/topic-sizes.ts";
import { clusterOf } from "../plan-root.ts";
import type { Session } from "../session.ts";
import type { TopicView } from "./topic-view.ts";
import { viewTopics } from "./topic-view.ts";

/** `declared`: this revision creates it; `foreign`: an operator's, which a pipeline uses; `orphan`: nobody's any more. */
type TopicState = "declared" | "foreign" | "orphan" | "quarantine";

/** One topic as `topics list` shows it. */
export interface ListedTopic {
  readonly name: string;
  /** Undefined where it doesn't exist. */
  readonly id: string | undefined;
  readonly state: TopicState;
  /** When its quarantine ends, by the wall clock. */
  readonly untilMs: number | undefined;
  readonly partitions: number | undefined;
  readonly records: bigint | undefined;
  readonly bytes: number | undefined;
  /** Published pipelines that read or write it. */
  readonly usedBy: readonly string[];
}

/** The topics that this root declares, uses or once had, by name. Fails and rejects as planning does. */
export async function listTopics(
  session: Session,
  { orphansOnly }: { readonly orphansOnly: boolean },
): Promise<Checked<readonly ListedTopic[]>> {
  const viewed = await viewTopics(session, clusterOf(session.servers));
  if (!viewed.ok) return viewed;
  const { revision, orphans } = viewed.value;
  const names = new Map(orphans.map(({ name }) => [name, "orphan" as TopicState]));
  if (!orphansOnly)
    for (const { name, management } of revision.desired.topics)
      names.set(name, management === "created" ? "declared" : "foreign");
  const existing = revision.observed.topics.filter(({ name }) => names.has(name));
  const sizes = await topicSizes(session.servers.kafka, existing);
  const topics = new Map(existing.map((topic) => [topic.name, { ...topic, ...sizes.get(topic.name) }]));
  const listed = [...names].map(([name, state]): ListedTopic => {
    const topic = topics.get(name);
    const { untilMs } = quarantineOf(viewed.value, name, topic?.id);
    return {
      name,
      id: topic?.id,
      state: untilMs === undefined ? state : "quarantine",
      untilMs,
      partitions: topic?.partitions,
      records: topic?.records,
      bytes: topic?.bytes,
      usedBy: viewed.value.usedBy.get(name) ?? [],
    };
  });
  return { ok: true, value: listed.toSorted((a, b) => compareTexts(a.name, b.name)), warnings: viewed.warnings };
}

function quarantineOf(
  { revision }: TopicView,
  name: string,
  id: string | undefined,
): { readonly untilMs: number | undefined } {
  const found = revision.observed.quarantines?.find(({ topic, topicId }) => topic === name && topicId === id);
  return { untilMs: found === undefined ? undefined : found.sinceMs + found.holdMs };
}
