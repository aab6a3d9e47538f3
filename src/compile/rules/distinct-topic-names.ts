import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DesiredTopic } from "../../model/desired.ts";
import type { Rule } from "./rule.ts";

/** No two topics differ only in `.` and `_`: Kafka's metrics take them for one, and Kafka refuses the second. */
export const distinctTopicNames: Rule = function* ({ desired }) {
  const byMetricName = new Map<string, DesiredTopic>();
  for (const topic of desired.topics) {
    const metricName = topic.name.replaceAll(".", "_");
    const other = byMetricName.get(metricName);
    if (other === undefined) {
      byMetricName.set(metricName, topic);
      continue;
    }
    const related = [{ message: "is the other topic", span: other.source }];
    yield diagnostic("SLW1307", { topic: topic.name, other: other.name }, { span: topic.source, related });
  }
};
