import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { Rule } from "./rule.ts";

interface NamedTopic {
  readonly name: TopicName;
  readonly span: Span;
}

/**
 * No two topics differ only in `.` and `_`: Kafka's metrics take them for one, and Kafka refuses the second. Those that
 * are allowed count too, used or not: they are there, or are going to be.
 */
export const distinctTopicNames: Rule = function* ({ configuration, desired }) {
  const { cluster, pipelines } = configuration;
  const allowed = [cluster, ...pipelines].flatMap(({ allowedTopics }) => [...(allowedTopics ?? [])]);
  const topics: readonly NamedTopic[] = [
    ...desired.topics.map(({ name, source }) => ({ name, span: source })),
    ...allowed.map(([name, span]) => ({ name, span })),
  ];
  const byMetricName = new Map<string, NamedTopic>();
  const reported = new Set<TopicName>();
  for (const topic of topics) {
    const metricName = topic.name.replaceAll(".", "_");
    const other = byMetricName.get(metricName);
    if (other === undefined) {
      byMetricName.set(metricName, topic);
      continue;
    }
    if (other.name === topic.name || reported.has(topic.name)) continue;
    reported.add(topic.name);
    const related = [{ message: "is the other topic", span: other.span }];
    yield diagnostic("SLW1307", { topic: topic.name, other: other.name }, { span: topic.span, related });
  }
};
