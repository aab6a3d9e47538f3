import type { ClusterAdmin } from "../kafka/admin.ts";
import type { AclBinding } from "../model/acl.ts";
import { formatDuration } from "../model/duration.ts";
import type { GroupId } from "../model/names.ts";
import type { ObservedTopic } from "../model/observed.ts";
import { parseStandardTopic } from "../model/standard-topic.ts";
import { compareTexts } from "../model/compare-texts.ts";

/** What a cluster has, as `clusterDocument` writes it down. */
export interface ClusterContents {
  readonly topics: readonly ObservedTopic[];
  /** Undefined where the broker has no authorizer. */
  readonly acls: readonly AclBinding[] | undefined;
  readonly groups: readonly GroupId[];
}

export interface ImportedDocument {
  /** The text of a `cluster.yaml`. */
  readonly text: string;
  /** How many topics are declared as this repository's, and how many only noted. */
  readonly declared: number;
  readonly noted: number;
}

/** Reads everything on a cluster, in batched requests; Kafka's own topics and groups are left out. */
export async function readClusterContents(admin: ClusterAdmin): Promise<ClusterContents> {
  const [{ topics: all }, acls, groups] = await Promise.all([admin.survey(), admin.describeAcls(), admin.listGroups()]);
  const topics = all.filter(({ name }) => !name.startsWith("__"));
  const configs = await admin.describeTopicConfigs(topics.map(({ name }) => name));
  return {
    topics: topics.flatMap((topic) => {
      const own = configs.get(topic.name);
      return own === undefined ? [] : [{ ...topic, configs: own }];
    }),
    acls,
    groups,
  };
}

const retentionKey = "retention.ms";
const defaultPrefix = "yappy.";

/**
 * A cluster's document that declares what is there as it is, so that the next plan is empty. A topic whose name is
 * reserved for pipelines, or that leaves its retention to the broker (declaring one would differ from what is set),
 * is noted in a comment, and so are ACLs and groups: those belong to pipelines, and a plan never touches what none of
 * them asks for. Equal contents give equal texts.
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
      "ACLs as they were. A pipeline's are granted because of its steps; what none needs is left alone:",
      (acls ?? []).map(aclText).toSorted(),
    ),
    ...comments(
      "Consumer groups as they were. A pipeline's own group is started by its first apply:",
      groups.toSorted(),
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
