import type { KafkaErrorKind } from "./errors.ts";
import { KafkaError } from "./errors.ts";

interface CodeMeaning {
  readonly name: string;
  readonly kind: KafkaErrorKind;
  readonly retriable: boolean;
}

const final = (name: string, kind: KafkaErrorKind): CodeMeaning => ({ name, kind, retriable: false });
const passing = (name: string, kind: KafkaErrorKind): CodeMeaning => ({ name, kind, retriable: true });

/** The protocol's error codes that decide something for us (Apache Kafka protocol guide, "Error Codes"). */
const meanings: ReadonlyMap<number, CodeMeaning> = new Map([
  [1, final("OFFSET_OUT_OF_RANGE", "offset-out-of-range")],
  [2, final("CORRUPT_MESSAGE", "corrupt-data")],
  [3, final("UNKNOWN_TOPIC_OR_PARTITION", "unknown-topic-or-partition")],
  [5, passing("LEADER_NOT_AVAILABLE", "other")],
  [6, passing("NOT_LEADER_OR_FOLLOWER", "other")],
  [7, passing("REQUEST_TIMED_OUT", "other")],
  [8, passing("BROKER_NOT_AVAILABLE", "unreachable")],
  [9, passing("REPLICA_NOT_AVAILABLE", "other")],
  [10, final("MESSAGE_TOO_LARGE", "record-too-large")],
  [12, final("OFFSET_METADATA_TOO_LARGE", "other")],
  [13, passing("NETWORK_EXCEPTION", "unreachable")],
  [14, passing("COORDINATOR_LOAD_IN_PROGRESS", "other")],
  [15, passing("COORDINATOR_NOT_AVAILABLE", "other")],
  [16, passing("NOT_COORDINATOR", "other")],
  [17, final("INVALID_TOPIC_EXCEPTION", "invalid-topic")],
  [18, final("RECORD_LIST_TOO_LARGE", "record-too-large")],
  [19, passing("NOT_ENOUGH_REPLICAS", "other")],
  [20, passing("NOT_ENOUGH_REPLICAS_AFTER_APPEND", "other")],
  [25, final("UNKNOWN_MEMBER_ID", "group-has-members")],
  [27, passing("REBALANCE_IN_PROGRESS", "group-has-members")],
  [29, final("TOPIC_AUTHORIZATION_FAILED", "not-authorized")],
  [30, final("GROUP_AUTHORIZATION_FAILED", "not-authorized")],
  [31, final("CLUSTER_AUTHORIZATION_FAILED", "not-authorized")],
  [33, final("UNSUPPORTED_SASL_MECHANISM", "authentication-failed")],
  [34, final("ILLEGAL_SASL_STATE", "authentication-failed")],
  [36, final("TOPIC_ALREADY_EXISTS", "topic-exists")],
  [37, final("INVALID_PARTITIONS", "invalid-partitions")],
  [38, final("INVALID_REPLICATION_FACTOR", "invalid-replication-factor")],
  [40, final("INVALID_CONFIG", "invalid-config")],
  [41, passing("NOT_CONTROLLER", "other")],
  [44, final("POLICY_VIOLATION", "policy-violation")],
  [53, final("TRANSACTIONAL_ID_AUTHORIZATION_FAILED", "not-authorized")],
  [54, final("SECURITY_DISABLED", "security-disabled")],
  [56, passing("KAFKA_STORAGE_ERROR", "other")],
  [58, final("SASL_AUTHENTICATION_FAILED", "authentication-failed")],
  [65, final("DELEGATION_TOKEN_AUTHORIZATION_FAILED", "not-authorized")],
  [68, final("NON_EMPTY_GROUP", "group-has-members")],
  [69, final("GROUP_ID_NOT_FOUND", "unknown-group")],
  [73, final("TOPIC_DELETION_DISABLED", "policy-violation")],
  [74, passing("FENCED_LEADER_EPOCH", "other")],
  [75, passing("UNKNOWN_LEADER_EPOCH", "other")],
  [78, passing("OFFSET_NOT_AVAILABLE", "other")],
  [86, final("GROUP_SUBSCRIBED_TO_TOPIC", "group-has-members")],
  [87, final("INVALID_RECORD", "other")],
  [88, passing("UNSTABLE_OFFSET_COMMIT", "other")],
  [89, passing("THROTTLING_QUOTA_EXCEEDED", "other")],
  [100, final("UNKNOWN_TOPIC_ID", "unknown-topic-or-partition")],
]);

/** Operations of Kafka's ACLs, as its tools write them. */
type AclRight = "READ" | "DESCRIBE";

/** What a code says that rights are missing on. */
const refusedResources: ReadonlyMap<number, string> = new Map([
  [29, "topic"],
  [30, "group"],
  [31, "cluster"],
  [53, "transactional id"],
]);

/**
 * The error that a broker's code means. `detail` is a sentence that names the element; it must not carry secrets.
 * `right` is the operation that the request needs, and said where it was refused. A code that isn't in the table becomes
 * `other`, not retriable.
 */
export function errorOfCode(
  code: number,
  detail: string,
  options: { readonly retriable?: boolean; readonly cause?: unknown; readonly right?: AclRight } = {},
): KafkaError {
  const meaning = meanings.get(code) ?? final(`error ${code}`, "other");
  const resource = options.right === undefined ? undefined : refusedResources.get(code);
  const missing = resource === undefined ? "" : `: needs ${options.right} on the ${resource}`;
  return new KafkaError(meaning.kind, `${detail}${missing} (${meaning.name})`, {
    brokerCode: code,
    retriable: options.retriable ?? meaning.retriable,
    cause: options.cause,
  });
}
