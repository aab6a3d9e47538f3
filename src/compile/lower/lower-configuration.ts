import type { Desired } from "../../model/desired.ts";
import type { Configuration } from "../read/configuration.ts";
import { desiredAcls } from "./acls.ts";
import { desiredPipelines } from "./bundles.ts";
import { desiredGroups } from "./groups.ts";
import type { LowerContext } from "./lower-context.ts";
import { desiredTopics } from "./topics.ts";

/** The state that a configuration asks of the cluster. Equal configurations give equal states, byte for byte. */
export function lowerConfiguration(configuration: Configuration, context: LowerContext): Desired {
  const { topicMismatch, acls } = configuration.cluster.management;
  const isDefault = topicMismatch === "warn" && acls === "shared";
  return {
    clusterName: configuration.cluster.name,
    topics: desiredTopics(configuration),
    acls: desiredAcls(configuration),
    groups: desiredGroups(configuration),
    pipelines: desiredPipelines(configuration, context),
    ...(isDefault ? {} : { management: { topicMismatch, acls } }),
  };
}
