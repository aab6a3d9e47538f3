import type { Approval } from "./approval.ts";
import type { AclBinding } from "./acl.ts";
import type { BundleFile } from "./bundle.ts";
import type { ClusterName, GroupId, PipelineName, Principal, TopicName } from "./names.ts";
import type { Span } from "./span.ts";
import type { StartPosition } from "./start-position.ts";

/** A topic that the configuration asks for. */
export interface DesiredTopic {
  readonly name: TopicName;
  /** `created`: ours, created when missing. `verified`: its operator's; it must exist and is never changed by us. */
  readonly management: "created" | "verified";
  /** Undefined where nothing is declared about a topic that is only verified. */
  readonly partitions?: number;
  readonly replicationFactor?: number;
  /** Only the keys that the configuration declares, under Kafka's own names, values as Kafka prints them. */
  readonly configs: Readonly<Record<string, string>>;
  /** The pipelines that need this topic; theirs is not published while it is missing. */
  readonly neededBy: readonly PipelineName[];
  /** Why it exists, for people: `input of step chunker`. */
  readonly reason: string;
  readonly source: Span;
}

/** An ACL that a pipeline's principal (or one of its outside producers) needs. */
export interface DesiredAcl {
  readonly binding: AclBinding;
  readonly neededBy: readonly PipelineName[];
  readonly reason: string;
  readonly source: Span;
}

/** A subject of the schema registry, and the schema that it should have among its versions. */
export interface DesiredSubject {
  readonly subject: string;
  readonly type: "PROTOBUF" | "JSON" | "AVRO";
  /** The file's text. */
  readonly schema: string;
  /** Other files of the root that it imports; undefined for none. */
  readonly imports?: readonly string[];
  readonly neededBy: readonly PipelineName[];
  readonly reason: string;
  readonly source: Span;
}

/** One topic that a pipeline's own group reads, with the position for partitions that have no offset. */
export interface GroupInput {
  readonly topic: TopicName;
  readonly start: StartPosition;
}

/** A pipeline's consumer group: ours to start. Operators' groups are never here. */
export interface DesiredGroup {
  readonly id: GroupId;
  readonly pipeline: PipelineName;
  readonly inputs: readonly GroupInput[];
  readonly source: Span;
}

/** An operator's group from which a pipeline reads a topic that isn't ours: checked, never created or moved. */
export interface DesiredOperatorGroup {
  readonly group: GroupId;
  readonly topic: TopicName;
  readonly pipeline: PipelineName;
  readonly source: Span;
}

/** One pipeline as it should run: its bundle and the files that the bundle names. */
export interface DesiredPipeline {
  readonly name: PipelineName;
  readonly principal: Principal;
  readonly bundle: BundleFile;
  /** Files that the bundle names: modules and payload schemas. */
  readonly modules: readonly BundleFile[];
  readonly source: Span;
}

/** Changes that a policy of the team forbids: those of which everything that is said here is true. */
export interface ForbiddenChange {
  readonly policy: string;
  /** `warning`: said, and nothing is held up. */
  readonly severity: "error" | "warning";
  readonly kinds?: readonly string[];
  readonly actions?: readonly string[];
  readonly risks?: readonly string[];
  /** A pattern (`name-pattern.ts`) of the names that a change is about. */
  readonly resources?: string;
  /** By the wall clock; without them it always holds. */
  readonly fromMs?: number;
  readonly untilMs?: number;
  /** What the policy says to whoever meets it. */
  readonly message?: string;
  readonly source: Span;
}

/** What can drift from what the last applied revision asks for. */
export type DriftKind = "topics" | "acls" | "groups" | "pipelines";
/** What the reconciler does about drift: says it; puts it right; or waits for somebody's word. */
export type DriftPolicy = "report" | "heal" | "hold";

/** What may be done about what exists (design, section 5). */
export interface DesiredManagement {
  /** Topics that differ from their declaration: said, or altered. */
  readonly topicMismatch: "warn" | "alter";
  /** ACLs of our principals that no revision knows: reported, or revoked (`exclusive`). */
  readonly acls: "shared" | "exclusive";
  /** What the reconciler does about drift; kinds that aren't named are healed. */
  readonly drift?: Readonly<Partial<Record<DriftKind, DriftPolicy>>>;
}

/** Everything that one revision asks of a cluster. Lists are sorted by name: equal input gives equal output. */
export interface Desired {
  readonly clusterName: ClusterName;
  readonly topics: readonly DesiredTopic[];
  readonly acls: readonly DesiredAcl[];
  readonly groups: readonly DesiredGroup[];
  /** Undefined where no pipeline reads from any. */
  readonly operatorGroups?: readonly DesiredOperatorGroup[];
  readonly pipelines: readonly DesiredPipeline[];
  /** Undefined means none. One subject stands here once for each schema that is declared for it. */
  readonly subjects?: readonly DesiredSubject[];
  /** Undefined means the specification's defaults: warn, and leave the ACLs of others alone. */
  readonly management?: DesiredManagement;
  /** What has been approved in documents of this revision. */
  readonly approvals?: readonly Approval[];
  /** What the team's policies don't allow a plan to do. */
  readonly forbidden?: readonly ForbiddenChange[];
}
