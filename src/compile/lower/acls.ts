import type { AclBinding } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { DesiredAcl } from "../../model/desired.ts";
import type { GroupId, PipelineName, Principal, TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import type { Configuration, PipelineConfig } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { groupOf } from "./groups.ts";

interface Grant {
  readonly principal: Principal;
  readonly operation: "read" | "write";
  readonly resource:
    | { readonly type: "topic"; readonly name: TopicName }
    | { readonly type: "group"; readonly name: GroupId };
  readonly pipeline: PipelineName;
  readonly reason: string;
  readonly source: Span;
}

/**
 * The least that the pipelines' principals need, each on one resource by its literal name: READ on what they read and
 * on the groups that they commit to, WRITE on what they write. Kafka lets both describe the resource. Outside producers
 * get WRITE on the entry steps' inputs.
 */
export function desiredAcls(configuration: Configuration): DesiredAcl[] {
  const merged = new Map<string, DesiredAcl>();
  for (const grant of [
    ...topicGrants(configuration),
    ...configuration.pipelines.flatMap((pipeline) => [
      ...groupGrants(pipeline, configuration),
      ...producerGrants(pipeline),
    ]),
  ]) {
    const binding = bindingOf(grant);
    const key = aclKey(binding);
    const known = merged.get(key);
    if (known === undefined)
      merged.set(key, { binding, neededBy: [grant.pipeline], reason: grant.reason, source: grant.source });
    else if (!known.neededBy.includes(grant.pipeline))
      merged.set(key, { ...known, neededBy: [...known.neededBy, grant.pipeline].toSorted() });
  }
  return sortedBy(merged, ([key]) => key).map(([, acl]) => acl);
}

function bindingOf({ principal, operation, resource }: Grant): AclBinding {
  return {
    principal,
    host: "*",
    permission: "allow",
    operation,
    resourceType: resource.type,
    resourceName: resource.name,
    patternType: "literal",
  };
}

function topicGrants({ uses }: Configuration): Grant[] {
  return uses.map((use) => ({
    principal: use.pipeline.principal,
    operation: use.access,
    resource: { type: "topic", name: use.topic },
    pipeline: use.pipeline.name,
    reason: `step ${use.step.name} of ${use.pipeline.name} ${use.access}s it`,
    source: use.span,
  }));
}

function groupGrants(pipeline: PipelineConfig, configuration: Configuration): Grant[] {
  return pipeline.steps.flatMap((step) =>
    step.inputs.map((input) => ({
      principal: pipeline.principal,
      operation: "read",
      resource: { type: "group", name: groupOf(input, pipeline, configuration).id },
      pipeline: pipeline.name,
      reason: `${pipeline.name} commits its offsets there`,
      source: input.consumerGroup === undefined ? pipeline.span : input.span,
    })),
  );
}

function producerGrants(pipeline: PipelineConfig): Grant[] {
  return pipeline.steps
    .filter((step) => step.type === "INITIAL_PIPELINE")
    .flatMap((step) =>
      pipeline.producers.map(({ principal, span }) => ({
        principal,
        operation: "write",
        resource: { type: "topic", name: step.ownTopics.input },
        pipeline: pipeline.name,
        reason: `a producer of ${pipeline.name} writes into its entry step ${step.name}`,
        source: span,
      })),
    );
}
