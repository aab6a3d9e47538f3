import type { PipelineName } from "../model/names.ts";
import type { PlanChange, PlanStep } from "./plan-document.ts";

type Independent = Omit<PlanStep, "dependsOn">;

/** What no pipeline's publication waits for: it changes what runs well as it is, or takes something away. */
const standalone: ReadonlySet<PlanChange["kind"]> = new Set([
  "increase-partitions",
  "alter-config",
  "revoke-acl",
  "delete-offsets",
]);

/**
 * The plan steps with what each one waits for: a grant and a group's start for the topic, a bundle for everything that
 * its pipeline needs, a revocation for what makes it unneeded. Nothing more, so that a failure stops dependants only.
 */
export function withDependencies(drafts: readonly Independent[]): readonly PlanStep[] {
  const creations = new Map<string, string>();
  const needs = new Map<PipelineName, string[]>();
  const ends = new Map<PipelineName, string>();
  for (const { id, change, pipelines } of drafts) {
    if (change.kind === "create-topic") creations.set(change.topic, id);
    if (change.kind === "publish-bundle" || change.kind === "retire-bundle") ends.set(change.pipeline, id);
    else if (!standalone.has(change.kind))
      for (const pipeline of pipelines) {
        const known = needs.get(pipeline);
        if (known === undefined) needs.set(pipeline, [id]);
        else known.push(id);
      }
  }
  const needsOf = (pipeline: PipelineName): readonly string[] => needs.get(pipeline) ?? [];
  const creationOf = (topic: string | undefined): readonly string[] =>
    [topic === undefined ? undefined : creations.get(topic)].filter((id) => id !== undefined);
  const dependenciesOf = ({ change, pipelines }: Independent): readonly string[] => {
    switch (change.kind) {
      case "create-topic":
      case "increase-partitions":
      case "alter-config":
      case "end-quarantine":
      case "register-schema":
      case "retire-bundle":
        return [];
      case "grant-acl":
      case "start-group":
        return creationOf(topicOf(change));
      case "publish-bundle":
        return needsOf(change.pipeline);
      case "revoke-acl":
      case "delete-offsets":
        return pipelines.flatMap((pipeline) => ends.get(pipeline) ?? needsOf(pipeline));
    }
  };
  return drafts.map((draft) => ({ ...draft, dependsOn: [...new Set(dependenciesOf(draft))].toSorted() }));
}

function topicOf(change: Extract<PlanChange, { readonly kind: "grant-acl" | "start-group" }>): string | undefined {
  if (change.kind === "start-group") return change.topic;
  return change.acl.resourceType === "topic" && change.acl.patternType === "literal"
    ? change.acl.resourceName
    : undefined;
}
