import type { AclBinding } from "../model/acl.ts";
import { formatDuration } from "../model/duration.ts";
import type { ObservedTopic } from "../model/observed.ts";
import type { ClusterContents, GroupContents } from "./cluster-contents.ts";
import { parseStandardTopic } from "../model/standard-topic.ts";
import { compareTexts } from "../model/compare-texts.ts";

export interface ImportedDocument {
  /** The text of a `cluster.yaml`. */
  readonly text: string;
  /** How many topics are declared as this repository's, and how many only noted. */
  readonly declared: number;
  readonly noted: number;
}

const retentionKey = "retention.ms";
const defaultPrefix = "yappy.";

/**
 * A cluster's document that declares what is there as it is, so that the next plan is empty. A topic whose name is
 * reserved for pipelines, or that leaves its retention to the broker (declaring one would differ from what is set),
 * is noted in a comment, and so are ACLs and groups, each with what to declare so that it becomes a pipeline's: no document
 * can own them without one, and a plan never touches what no pipeline asks for. Equal contents give equal texts.
 */
export function clusterDocument(clusterName: string, { topics, acls, groups }: ClusterContents): ImportedDocument {
  const sorted = topics.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const declared = sorted.filter(isDeclarable);
  const noted = sorted.filter((topic) => !isDeclarable(topic));
  const lines = [
    "# Written by `sluiceway import cluster`: what was on the cluster, declared as it was.",
    `clusterName: ${clusterName}`,
    "",
    ...list(
      "allowedKafkaTopics",
      declared.map(({ name }) => `  - ${quoted(name)}`),
    ),
    "",
    "# The topics that this repository owns from now on.",
    ...list("topics", declared.flatMap(topicLines)),
    ...comments(
      "Topics that are not declared here, since pipelines or the broker's defaults decide about them:",
      noted.map(({ name }) => name),
    ),
    ...comments(
      "ACLs, which a plan leaves alone until a pipeline's steps ask for the very same; none is granted twice:",
      (acls ?? []).map((acl) => `${aclText(acl)}  # ${purposeOf(acl)}`).toSorted(),
    ),
    ...comments(
      "Consumer groups, which a plan never creates or moves. An input names one, or begins where it is:",
      groups.toSorted((a, b) => compareTexts(a.group, b.group)).map(groupText),
    ),
    "",
  ];
  return { text: lines.join("\n"), declared: declared.length, noted: noted.length };
}

const isReserved = (name: string): boolean =>
  name.startsWith("pipeline.") ||
  name.startsWith(`${defaultPrefix}pipeline.`) ||
  parseStandardTopic(/^(.*?)pipeline\./.exec(name)?.[1] ?? "", name) !== undefined;

const isDeclarable = ({ name, configs }: ObservedTopic): boolean =>
  !isReserved(name) && configs[retentionKey] !== undefined;

const quoted = (text: string): string => JSON.stringify(text);

const list = (key: string, items: readonly string[]): readonly string[] =>
  items.length === 0 ? [`${key}: []`] : [`${key}:`, ...items];

function topicLines({ name, partitions, replicationFactor, configs }: ObservedTopic): readonly string[] {
  const others = Object.entries(configs)
    .filter(([key]) => key !== retentionKey)
    .toSorted(([a], [b]) => compareTexts(a, b));
  return [
    `  - name: ${quoted(name)}`,
    `    partitions: ${partitions}`,
    `    replicationFactor: ${replicationFactor}`,
    `    retention: ${retentionText(configs[retentionKey] ?? "")}`,
    ...(others.length === 0 ? [] : ["    config:", ...others.map(([key, value]) => `      ${key}: ${quoted(value)}`)]),
  ];
}

function retentionText(value: string): string {
  const durationMs = Number(value);
  return durationMs >= 0 && Number.isSafeInteger(durationMs) ? formatDuration(durationMs) : "-1";
}

function comments(heading: string, lines: readonly string[]): readonly string[] {
  // A name may hold anything but a line's end would end the comment.
  const shown = lines.map((line) => `#   ${line.replaceAll(/[\r\n\u0085\u2028\u2029]/g, " ")}`);
  return lines.length === 0 ? [] : ["", `# ${heading}`, ...shown];
}

function aclText({
  principal,
  permission,
  operation,
  resourceType,
  resourceName,
  patternType,
  host,
}: AclBinding): string {
  const resource = `${resourceType} ${resourceName}${patternType === "prefixed" ? "*" : ""}`;
  return `${principal} ${permission} ${operation} on ${resource}${host === "*" ? "" : ` from ${host}`}`;
}

/** What would have to be declared so that an ACL is a revision's own. */
function purposeOf({ principal, permission, operation, resourceType, resourceName, ...acl }: AclBinding): string {
  if (permission === "deny") return "a denial: no revision makes one";
  if (acl.host !== "*") return "for one host: pipelines' rights are for all";
  const isPipelines = acl.patternType === "literal" && (resourceType === "topic" || resourceType === "group");
  if (!isPipelines) return "no step asks for it in this form";
  if (resourceType === "group")
    return operation === "read"
      ? `a pipeline with principal: ${principal} whose group or consumerGroup it is`
      : "no step asks for it";
  if (operation === "read") return `a step that reads it, of a pipeline with principal: ${principal}`;
  if (operation === "write")
    return `a step that writes it, of a pipeline with principal: ${principal}, or producers: of the pipeline it enters`;
  return resourceName === "*" ? "for every topic: no step asks for it" : "no step asks for it";
}

const ownGroup = /^(.+)-consumer-group$/;

function groupText({ group, members, subscribed, committed }: GroupContents): string {
  const topics = [...new Set([...(committed?.keys() ?? []), ...subscribed])].toSorted(compareTexts);
  const where = topics.map((topic) => `${topic} (${committed?.get(topic) ?? 0} partitions)`).join(", ");
  const offsets = committed === undefined ? "offsets can't be read" : `offsets in ${where || "no topic"}`;
  const live = members === 0 ? "" : `, ${members} live members`;
  const pipeline = ownGroup.exec(group)?.[1];
  const [first = "TOPIC"] = topics;
  const use =
    pipeline === undefined
      ? `inputs: [{ kafkaTopic: ${first}, consumerGroup: ${group} }], or start: { fromGroup: ${group} }`
      : `of a pipeline called ${pipeline}, which would go on where it is`;
  return `${group}: ${offsets}${live}  # ${use}`;
}
