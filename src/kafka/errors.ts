/** What went wrong, in the terms that decide what to do next. */
export type KafkaErrorKind =
  /** No broker answers (connection refused, timed out, name not resolved). */
  | "unreachable"
  /** The principal lacks a permission, or its credentials are refused. */
  | "not-authorized"
  | "authentication-failed"
  | "unknown-topic-or-partition"
  | "topic-exists"
  | "invalid-topic"
  | "invalid-partitions"
  | "invalid-replication-factor"
  | "invalid-config"
  | "policy-violation"
  /** The broker has no authorizer, so ACLs can be neither read nor written. */
  | "security-disabled"
  | "offset-out-of-range"
  /** The group has live members, which a simple consumer's commit must not overrule (UNKNOWN_MEMBER_ID). */
  | "group-has-members"
  | "unknown-group"
  | "record-too-large"
  | "corrupt-data"
  /** The caller's guard said no, so the request never left the client. */
  | "guard-refused"
  /** The client was closed while the request was under way. */
  | "closed"
  | "other";

/** The kinds of which a later identical request may succeed by itself. */
const retriableByDefault: ReadonlySet<KafkaErrorKind> = new Set(["unreachable"]);

/**
 * The error of every Kafka interface. Whether a retry can help is a property of the error, decided where it arises.
 * `brokerCode` is the protocol's numeric error code where a broker answered with one.
 */
export class KafkaError extends Error {
  readonly kind: KafkaErrorKind;
  readonly retriable: boolean;
  readonly brokerCode: number | undefined;

  constructor(
    kind: KafkaErrorKind,
    message: string,
    options: { readonly cause?: unknown; readonly retriable?: boolean; readonly brokerCode?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "KafkaError";
    this.kind = kind;
    this.retriable = options.retriable ?? retriableByDefault.has(kind);
    this.brokerCode = options.brokerCode;
  }
}

/** The outcome of one element of a batched request: finished, or the error that concerns this element alone. */
export type ElementOutcome<T> =
  | { readonly element: T; readonly ok: true }
  | { readonly element: T; readonly ok: false; readonly error: KafkaError };
