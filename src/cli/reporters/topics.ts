import type { ListedTopic } from "../../app/topics/list-topics.ts";
import type { CleanupResult } from "../../operate/topics/cleanup.ts";
import { table } from "../table.ts";

/** Topics as a table; what can be cleaned up has its id, which a cleanup asks for. */
export function topicsText(topics: readonly ListedTopic[]): string {
  if (topics.length === 0) return "no topics";
  const rows = topics.map((topic) => [
    topic.name,
    stateText(topic),
    topic.partitions === undefined ? "-" : String(topic.partitions),
    topic.records === undefined ? "-" : String(topic.records),
    topic.bytes === undefined ? "-" : String(topic.bytes),
    topic.usedBy.join(", ") || "-",
    topic.state === "orphan" || topic.state === "quarantine" ? (topic.id ?? "-") : "-",
  ]);
  const orphans = topics.filter(({ state }) => state === "orphan" || state === "quarantine").length;
  return [
    table(["TOPIC", "STATE", "PARTITIONS", "RECORDS", "BYTES", "USED BY", "ID"], rows),
    `${topics.length} topics, ${orphans} of them orphans`,
  ].join("\n");
}

function stateText({ state, id, untilMs }: ListedTopic): string {
  if (untilMs !== undefined) return `quarantine until ${new Date(untilMs).toISOString().slice(0, 19)}Z`;
  return id === undefined ? "missing" : state;
}

/** Topics as plain data; counts are strings where they may be larger than a JSON number is exact. */
export const topicsData = (topics: readonly ListedTopic[]): unknown =>
  topics.map(({ records, untilMs, ...topic }) => ({
    ...topic,
    ...(records === undefined ? {} : { records: String(records) }),
    ...(untilMs === undefined ? {} : { until: new Date(untilMs).toISOString() }),
  }));

/** What a cleanup has done. */
export function cleanupText({ kind, quarantine: { topic, topicId, sinceMs, holdMs } }: CleanupResult): string {
  if (kind === "deleted") return `deleted ${topic} (${topicId})`;
  const until = new Date(sinceMs + holdMs).toISOString();
  return [
    `${topic} (${topicId}) is in quarantine until ${until}: nobody but super users may write to it.`,
    "Clean up again after that to delete it. A revision that asks for it again ends the quarantine when it is applied.",
  ].join("\n");
}
