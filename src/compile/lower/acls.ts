import type { AclBinding } from "../../model/acl.ts";
import { aclKey } from "../../model/acl.ts";
import type { DesiredAcl } from "../../model/desired.ts";
import type { GroupId, PipelineName, Principal, TopicName } from "../../model/names.ts";
import type { Span } from "../../model/span.ts";
import { transactionalIdPrefix } from "../../model/transactional-id.ts";
import type { Configuration, PipelineConfig, TopicUse } from "../read/configuration.ts";
import { sortedBy } from "../sorted.ts";
import { consumerGroupOf } from "../../model/names.ts";
import { groupOf } from "./groups.ts";

interface Grant {
  readonly principal: Principal;
  readonly operation: "read" | "write" | "describe";
  readonly resource:
    | { readonly type: "topic"; readonly name: TopicName }
    | { readonly type: "group"; readonly name: GroupId }
    | { readonly type: "topic" | "transactional-id"; readonly prefix: string };
  readonly pipeline: PipelineName;
  readonly reason: string;
  readonly source: Span;
}

/**
 * The least that the pipelines' principals need, each on one resource by its literal name: READ on what they read and
 * on the groups that they commit to, WRITE on what they write. Kafka lets both describe the resource. Outside producers
 * get WRITE on the entry steps' inputs. Under `aclPattern: prefixed` a pipeline's own topics are named together.
 *
 * While the prefix is migrated, what is read is read under both names, and outside producers may write to both; a
 * pipeline itself writes to the new ones alone, so that the old ones come to their end.
 */
export function desiredAcls(configuration: Configuration): DesiredAcl[] {
  const merged = new Map<string, DesiredAcl>();
  for (const grant of [
    ...topicGrants(configuration),
    ...configuration.pipelines.flatMap((pipeline) => [
      ...groupGrants(pipeline, configuration),
      ...startGrants(pipeline),
      ...transactionGrants(pipeline),
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
    ...("prefix" in resource
      ? { resourceName: resource.prefix, patternType: "prefixed" as const }
      : { resourceName: resource.name, patternType: "literal" as const }),
  };
}

function topicGrants({ uses, cluster }: Configuration): Grant[] {
  const isPrefixed = cluster.management.aclPattern === "prefixed";
  const { prefix, migrateFrom = prefix } = cluster.naming;
  const grantOf = (use: TopicUse, topic: TopicName, prefixOfName: string): Grant => {
    const { pipeline } = use;
    const isOwn = isPrefixed && use.standard?.pipeline === pipeline.name;
    return {
      principal: pipeline.principal,
      operation: use.access,
      resource: isOwn
        ? { type: "topic", prefix: `${prefixOfName}pipeline.${pipeline.name}.` }
        : { type: "topic", name: topic },
      pipeline: pipeline.name,
      reason: isOwn
        ? `${pipeline.name} ${use.access}s its own topics`
        : `step ${use.step.name} of ${pipeline.name} ${use.access}s it`,
      source: isOwn ? pipeline.span : use.span,
    };
  };
  return uses.flatMap((use) => {
    const grant = grantOf(use, use.topic, prefix);
    if (use.migratesFrom === undefined || use.access === "write") return [grant];
    return [grant, grantOf(use, use.migratesFrom, migrateFrom)];
  });
}

/** Taking over the offsets of another group needs to see them. */
function startGrants(pipeline: PipelineConfig): Grant[] {
  return pipeline.steps.flatMap((step) =>
    step.inputs.flatMap(({ start, span }) =>
      start.kind !== "from-group"
        ? []
        : [
            {
              principal: pipeline.principal,
              operation: "describe",
              resource: { type: "group", name: start.group },
              pipeline: pipeline.name,
              reason: `${pipeline.name} begins where it is`,
              source: span,
            },
          ],
    ),
  );
}

/** Transactions of a pipeline's slots, whose number changes with the partitions: one grant by what their ids begin with. */
function transactionGrants(pipeline: PipelineConfig): Grant[] {
  if (pipeline.steps.every((step) => step.delivery === "at-least-once")) return [];
  return [
    {
      principal: pipeline.principal,
      operation: "write",
      resource: { type: "transactional-id", prefix: transactionalIdPrefix(pipeline.name) },
      pipeline: pipeline.name,
      reason: `${pipeline.name} delivers exactly once`,
      source: pipeline.span,
    },
  ];
}

function groupGrants(pipeline: PipelineConfig, configuration: Configuration): Grant[] {
  const grantOf = (name: GroupId, source: Span): Grant => ({
    principal: pipeline.principal,
    operation: "read",
    resource: { type: "group", name },
    pipeline: pipeline.name,
    reason: `${pipeline.name} commits its offsets there`,
    source,
  });
  return pipeline.steps.flatMap((step) => {
    const ofInputs = step.inputs.map((input) =>
      grantOf(
        groupOf(input, pipeline, configuration).id,
        input.consumerGroup === undefined ? pipeline.span : input.span,
      ),
    );
    // Retry topics are ours, and with them their offsets, also where an operator's group has the input's.
    const hasRetryTopics = step.retry.tiers !== undefined && step.retry.tiers.order !== "block";
    return hasRetryTopics ? [...ofInputs, grantOf(consumerGroupOf(pipeline.name), pipeline.span)] : ofInputs;
  });
}

function producerGrants(pipeline: PipelineConfig): Grant[] {
  return pipeline.steps
    .filter((step) => step.type === "INITIAL_PIPELINE")
    .flatMap((step) =>
      pipeline.producers.flatMap(({ principal, span }) =>
        step.inputs
          .flatMap(({ topic, migratesFrom }) => [topic, ...(migratesFrom === undefined ? [] : [migratesFrom])])
          .map((topic) => ({
            principal,
            operation: "write",
            resource: { type: "topic", name: topic },
            pipeline: pipeline.name,
            reason: `a producer of ${pipeline.name} writes into its entry step ${step.name}`,
            source: span,
          })),
      ),
    );
}
