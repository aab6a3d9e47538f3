import type { Checked } from "../../diagnostics/checked.ts";
import { failed } from "../../diagnostics/checked.ts";
import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { ObservedTopic } from "../../model/observed.ts";
import type { Quarantine } from "../../model/quarantine.ts";
import type { CleanupResult } from "../../operate/topics/cleanup.ts";
import { cleanUp } from "../../operate/topics/cleanup.ts";
import type { Cluster } from "../../reconcile/cluster.ts";
import { whoAmI } from "../lock-owner.ts";
import { underLock } from "../plan-root.ts";
import type { Session } from "../session.ts";
import type { TopicView } from "./topic-view.ts";
import { viewTopics } from "./topic-view.ts";

/** What was typed to say that exactly this topic is meant. */
export interface Confirmation {
  readonly name: string;
  readonly id: string;
}

export interface CleanupCommand {
  readonly topic: string;
  readonly quietMs: number;
  readonly holdMs: number;
  /** Asked once everything else allows it. */
  readonly confirm: (topic: ObservedTopic, quarantine: Quarantine | undefined) => Promise<Confirmation>;
}

/** The cleanup of one topic, under the lock of the cluster's applies. Fails and rejects as planning does. */
export function cleanupTopic(session: Session, command: CleanupCommand): Promise<Checked<CleanupResult>> {
  return underLock(session.servers, (cluster) => cleanupLocked(session, cluster, command));
}

async function cleanupLocked(
  session: Session,
  cluster: Cluster,
  { topic: name, quietMs, holdMs, confirm }: CleanupCommand,
): Promise<Checked<CleanupResult>> {
  const viewed = await viewTopics(session, cluster);
  if (!viewed.ok) return viewed;
  const topic = viewed.value.orphans.find((one) => one.name === name);
  const reason = topic === undefined ? whyNot(viewed.value, name) : whyUsed(viewed.value, topic);
  if (topic === undefined || reason !== undefined)
    return failed(diagnostic("SLW2036", { topic: name, reason: reason ?? "it isn't there" }));
  const quarantine = viewed.value.revision.observed.quarantines?.find(({ topicId }) => topicId === topic.id);
  const typed = await confirm(topic, quarantine);
  if (typed.name !== topic.name || typed.id !== topic.id) return failed(diagnostic("SLW2039", { topic: name }));
  return cleanUp(cluster, { topic, quietMs, holdMs, by: whoAmI() });
}

function whyNot({ revision: { desired, observed } }: TopicView, name: string): string {
  if (name.startsWith("__")) return "it is Kafka's own";
  if (desired.topics.some((topic) => topic.name === name)) return "this revision declares or uses it";
  return observed.topics.some((topic) => topic.name === name)
    ? "it isn't this repository's"
    : "it doesn't exist, or no revision of this root had it";
}

function whyUsed({ usedBy }: TopicView, { name }: ObservedTopic): string | undefined {
  const pipelines = usedBy.get(name) ?? [];
  return pipelines.length === 0 ? undefined : `${pipelines.join(", ")} uses it as published: apply this revision first`;
}
