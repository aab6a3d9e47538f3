import type { Desired } from "../../model/desired.ts";
import type { Configuration } from "../read/configuration.ts";
import { desiredAcls } from "./acls.ts";
import { desiredPipelines } from "./bundles.ts";
import { desiredGroups, desiredOperatorGroups } from "./groups.ts";
import type { LowerContext } from "./lower-context.ts";
import { lazy } from "./lazy.ts";
import { desiredSubjects } from "./subjects.ts";
import { desiredTopics } from "./topics.ts";

/**
 * The state that a configuration asks of the cluster. Equal configurations give equal states, byte for byte. What no rule
 * judges is made when it is asked for first: whoever only wants to know what is wrong never does.
 */
export function lowerConfiguration(configuration: Configuration, context: LowerContext): Desired {
  const { approvals, forbidden } = context;
  const { topicMismatch, acls, drift } = configuration.cluster.management;
  const isDefault = topicMismatch === "warn" && acls === "shared" && Object.keys(drift).length === 0;
  const allAcls = lazy(() => desiredAcls(configuration));
  const allGroups = lazy(() => desiredGroups(configuration));
  const operatorGroups = desiredOperatorGroups(configuration);
  const topics = desiredTopics(configuration);
  const subjects = desiredSubjects(configuration, topics, context);
  return {
    clusterName: configuration.cluster.name,
    topics,
    get acls() {
      return allAcls();
    },
    get groups() {
      return allGroups();
    },
    ...(operatorGroups.length === 0 ? {} : { operatorGroups }),
    pipelines: desiredPipelines(configuration, context),
    ...(subjects.length === 0 ? {} : { subjects }),
    ...(isDefault ? {} : { management: { topicMismatch, acls, drift } }),
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(forbidden.length === 0 ? {} : { forbidden }),
  };
}
