import { diagnostic } from "../../diagnostics/diagnostic.ts";
import type { DocumentPath, SourceDocument } from "../../source/document.ts";
import { topicRoles } from "../../model/standard-topic.ts";
import type { Configuration } from "../read/configuration.ts";
import { memberOf } from "../schema/path-text.ts";
import type { Rule } from "./rule.ts";

/** No topic asks for more replicas than the cluster declares brokers: Kafka would refuse to create it. */
export const replicationWithinBrokers: Rule = function* ({ configuration }) {
  const { brokers, document: cluster } = configuration.cluster;
  if (brokers === undefined) return;
  const related = [{ message: "declares the brokers", span: cluster.spanOf(["brokers"]) }];
  for (const [document, path] of declarations(configuration)) {
    const replicas = path.reduce<unknown>(memberOf, document.value);
    if (typeof replicas !== "number" || replicas <= brokers) continue;
    yield diagnostic("SLW1315", { replicas, brokers }, { span: document.spanOf(path), related });
  }
};

/** Every place where a replication factor can be declared. */
function* declarations({ cluster, pipelines }: Configuration): Iterable<readonly [SourceDocument, DocumentPath]> {
  yield [cluster.document, ["topicDefaults", "replicationFactor"]];
  const topics = memberOf(cluster.document.value, "topics");
  for (const index of Array.isArray(topics) ? topics.keys() : [])
    yield [cluster.document, ["topics", index, "replicationFactor"]];
  for (const { document, steps } of pipelines) {
    for (const level of [["defaults"], ...steps.map((step) => step.path)])
      for (const role of topicRoles) yield [document, [...level, "topics", role, "replicationFactor"]];
  }
}
