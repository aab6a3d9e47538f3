import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Cluster } from "../../model/generated/cluster.ts";
import type { TopicName } from "../../model/names.ts";
import { parseClusterName, parsed } from "../../model/names.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { ClusterConfig, CustomTopicConfig } from "./configuration.ts";
import type { ReadContext } from "./read-context.ts";
import { readAllowedTopics, readTopicName } from "./read-context.ts";
import { topicLevel } from "./topic-level.ts";

/** The prefix of standard topics where the cluster declares none (specification, "Standard Naming Pattern"). */
const defaultPrefix = "yappy.";

/** The cluster of a document that is valid by its schema and whose variables are resolved. */
export function readCluster(document: SourceDocument, context: ReadContext): ClusterConfig {
  const declared = document.value as Cluster;
  const defaults = declared.topicDefaults ?? {};
  return {
    document,
    name: parsed(parseClusterName(declared.clusterName)),
    prefix: declared.naming?.prefix ?? defaultPrefix,
    allowedTopics: readAllowedTopics(
      declared.allowedKafkaTopics ?? [],
      { document, path: ["allowedKafkaTopics"] },
      context,
    ),
    topics: readCustomTopics(document, context),
    topicDefaults: topicLevel(defaults),
    errorRetention: defaults.errorRetention,
    brokers: declared.brokers,
  };
}

function readCustomTopics(document: SourceDocument, context: ReadContext): ReadonlyMap<TopicName, CustomTopicConfig> {
  const topics = new Map<TopicName, CustomTopicConfig>();
  for (const [index, declared] of ((document.value as Cluster).topics ?? []).entries()) {
    const span = document.spanOf(["topics", index, "name"]);
    const name = readTopicName(declared.name, span, context);
    if (name === undefined) continue;
    const first = topics.get(name);
    if (first === undefined) {
      topics.set(name, { name, settings: topicLevel(declared), path: ["topics", index], span });
      continue;
    }
    const related = [{ message: "is the first declaration", span: first.span }];
    context.report(diagnostic("SLW1106", { kind: "topic", name }, { span, related }));
  }
  return topics;
}
