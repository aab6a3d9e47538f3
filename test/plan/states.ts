import type { AclBinding, AclOperation, AclResourceType } from "../../src/model/acl.ts";
import type { Desired, DesiredManagement, DesiredSubject, ForbiddenChange } from "../../src/model/desired.ts";
import type { Digest, GroupId, PipelineName, Principal, TopicName } from "../../src/model/names.ts";
import {
  consumerGroupOf,
  parseClusterName,
  parseDigest,
  parseGroupId,
  parsePipelineName,
  parsePrincipal,
  parseTopicName,
  parsed,
} from "../../src/model/names.ts";
import type { Observed, ObservedForeignGroup, ObservedSubject } from "../../src/model/observed.ts";

/** A desired state as test cases write it: digests are one digit, ACLs are `User:a read topic x`. */
export interface ShortDesired {
  readonly pipelines?: Readonly<Record<string, string>>;
  readonly topics?: Readonly<Record<string, ShortTopic>>;
  readonly acls?: Readonly<Record<string, readonly string[]>>;
  /** By pipeline: its inputs with their starts; anything but a kind is a group to take over from. */
  readonly groups?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** `<group> <topic>` with the pipeline that reads from the operator's group. */
  readonly operatorGroups?: Readonly<Record<string, string>>;
  readonly management?: DesiredManagement;
  /** By subject: the JSON Schemas that are declared for it, by who needs them (`a, b`). */
  readonly subjects?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly forbidden?: readonly Omit<ForbiddenChange, "source">[];
}

interface ShortTopic {
  readonly management?: "created" | "verified";
  readonly neededBy?: readonly string[];
  readonly partitions?: number;
  readonly replicationFactor?: number;
  readonly configs?: Readonly<Record<string, string>>;
}

/** An observed state as test cases write it; offsets are `<group> <topic>` with the partitions that have one. */
export interface ShortObserved {
  readonly brokers?: number;
  readonly topics?: Readonly<Record<string, ShortTopic>>;
  /** `null`: a broker without authorizer. */
  readonly acls?: readonly string[] | null;
  readonly offsets?: Readonly<Record<string, readonly number[]>>;
  readonly published?: Readonly<Record<string, string>>;
  /** Topics in quarantine, with the ids under which they are there. */
  readonly quarantines?: Readonly<Record<string, string>>;
  /** `<group> <topic>` with what is seen of it. */
  readonly foreignGroups?: Readonly<Record<string, Partial<ObservedForeignGroup>>>;
  /** Without it there is no registry. */
  readonly subjects?: Readonly<Record<string, Partial<ObservedSubject>>>;
}

const pipelineName = (text: string): PipelineName => parsed(parsePipelineName(text));
const topicName = (text: string): TopicName => parsed(parseTopicName(text));
const groupId = (text: string): GroupId => parsed(parseGroupId(text));
const principal = (text: string): Principal => parsed(parsePrincipal(text));
const digest = (digit: string): Digest => parsed(parseDigest(`sha256:${digit.repeat(64)}`));
const source = { file: "pipelines.yaml", start: 0, end: 0 };

function binding(text: string): AclBinding {
  const [who = "", operation = "", resourceType = "", resourceName = "", denied] = text.split(" ");
  return {
    principal: principal(who),
    host: "*",
    permission: denied === "deny" ? "deny" : "allow",
    operation: operation as AclOperation,
    resourceType: resourceType as AclResourceType,
    resourceName,
    patternType: "literal",
  };
}

const entries = <T>(record: Readonly<Record<string, T>> | undefined): readonly (readonly [string, T])[] =>
  Object.entries(record ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));

/** The desired state that a short one stands for. */
export function desiredState(short: ShortDesired): Desired {
  return {
    clusterName: parsed(parseClusterName("cluster")),
    topics: entries(short.topics).map(([name, { management = "created", neededBy = [], configs = {}, ...size }]) => ({
      name: topicName(name),
      management,
      ...(management === "created" ? { partitions: 1, replicationFactor: 1, ...size } : size),
      configs,
      neededBy: neededBy.map(pipelineName),
      reason: "a step has it",
      source,
    })),
    acls: entries(short.acls).map(([text, neededBy]) => ({
      binding: binding(text),
      neededBy: neededBy.map(pipelineName),
      reason: "a step needs it",
      source,
    })),
    groups: entries(short.groups).map(([pipeline, inputs]) => ({
      id: consumerGroupOf(pipelineName(pipeline)),
      pipeline: pipelineName(pipeline),
      inputs: entries(inputs).map(([topic, start]) => ({
        topic: topicName(topic),
        start:
          start === "earliest" || start === "latest" ? { kind: start } : { kind: "from-group", group: groupId(start) },
      })),
      source,
    })),
    ...(short.subjects === undefined ? {} : { subjects: entries(short.subjects).flatMap(desiredSubjects) }),
    ...(short.forbidden === undefined ? {} : { forbidden: short.forbidden.map((rule) => ({ ...rule, source })) }),
    ...(short.operatorGroups === undefined
      ? {}
      : {
          operatorGroups: entries(short.operatorGroups).map(([text, pipeline]) => {
            const [group = "", topic = ""] = text.split(" ");
            return { group: groupId(group), topic: topicName(topic), pipeline: pipelineName(pipeline), source };
          }),
        }),
    ...(short.management === undefined ? {} : { management: short.management }),
    pipelines: entries(short.pipelines).map(([name, digit]) => ({
      name: pipelineName(name),
      principal: principal(`User:${name}`),
      bundle: { digest: digest(digit), bytes: new Uint8Array() },
      modules: [],
      source,
    })),
  };
}

const desiredSubjects = ([subject, schemas]: readonly [
  string,
  Readonly<Record<string, string>>,
]): readonly DesiredSubject[] =>
  entries(schemas).map(([neededBy, schema]) => ({
    subject,
    type: "JSON",
    schema,
    neededBy: neededBy.split(", ").map(pipelineName),
    reason: "a step writes it",
    source,
  }));

/** The observed state that a short one stands for. */
export function observedState(short: ShortObserved): Observed {
  return {
    clusterId: "test-cluster",
    brokers: short.brokers ?? 3,
    topics: entries(short.topics).map(([name, { partitions = 1, replicationFactor = 1, configs = {} }]) => ({
      name: topicName(name),
      id: `id-of-${name}`,
      partitions,
      replicationFactor,
      configs,
    })),
    acls: short.acls === null ? undefined : (short.acls ?? []).map(binding),
    groupInputs: entries(short.offsets).map(([text, committedPartitions]) => {
      const [group = "", topic = ""] = text.split(" ");
      return { group: groupId(group), topic: topicName(topic), committedPartitions };
    }),
    quarantines: entries(short.quarantines).map(([topic, topicId]) => {
      return { topic: topicName(topic), topicId, sinceMs: 0, holdMs: 0, ends: [], by: "ada" };
    }),
    foreignGroups: entries(short.foreignGroups).map(([text, seen]) => {
      const [group = "", topic = ""] = text.split(" ");
      const nothing = { state: "Empty", members: [], committedPartitions: [] };
      return { ...nothing, ...seen, group: groupId(group), topic: topicName(topic) };
    }),
    published: Object.fromEntries(entries(short.published).map(([name, digit]) => [name, digest(digit)])),
    ...(short.subjects === undefined
      ? {}
      : {
          subjects: entries(short.subjects).map(([subject, state]) => ({
            subject,
            isRegistered: false,
            conflicts: [],
            ...state,
          })),
        }),
  };
}
