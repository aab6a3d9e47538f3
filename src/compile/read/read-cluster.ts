import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { Cluster, Management } from "../../model/generated/cluster.ts";
import type { TopicName } from "../../model/names.ts";
import { parseClusterName, parsed } from "../../model/names.ts";
import type { SourceDocument } from "../../source/document.ts";
import type { ClusterConfig, CustomTopicConfig } from "./configuration.ts";
import type { NamingContext } from "./read-context.ts";
import { readAllowedTopics, readTopicName } from "./read-context.ts";
import { topicLevel } from "./topic-level.ts";

/** The cluster of a document that is valid by its schema and whose variables are resolved. */
export function readCluster(document: SourceDocument, context: NamingContext): ClusterConfig {
  const declared = document.value as Cluster;
  const defaults = declared.topicDefaults ?? {};
  return {
    document,
    name: parsed(parseClusterName(declared.clusterName)),
    naming: context.naming,
    management: readManagement(declared.management ?? {}),
    allowedGrpcServices: declared.allowedGrpcServices ?? [],
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

const readManagement = ({ topics = {}, acls, aclPattern, drift }: Management): ClusterConfig["management"] => ({
  topicMismatch: topics.onMismatch ?? "warn",
  acls: acls ?? "shared",
  aclPattern: aclPattern ?? "literal",
  drift: drift ?? {},
});

function readCustomTopics(document: SourceDocument, context: NamingContext): ReadonlyMap<TopicName, CustomTopicConfig> {
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
