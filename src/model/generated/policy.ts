/** Generated from schemas/ by `npm run generate`; do not edit. */

/**
 * What a team asks of its configuration beyond what the compiler does.
 */
export interface Policy {
  /**
   * The policy's name.
   */
  policy: string;
  /**
   * What the policy is for, for people.
   */
  description?: string;
  /**
   * Where it holds; without it in every environment, and without one.
   *
   * Items: An environment's name.
   */
  environments?: string[];
  /**
   * Whether what breaks the rule is an `error` (default) or a `warning`.
   */
  severity?: "error" | "warning";
  /**
   * What the policy asks; each rule asks one thing.
   */
  rules: PolicyRule[];
}
/**
 * One thing that is asked: exactly one of `names`, `topics`, `required` and `forbidden`.
 */
export interface PolicyRule {
  /**
   * What is said to whoever breaks the rule: why it exists, or what to do.
   */
  message?: string;
  /**
   * Whether what breaks the rule is an `error` (default) or a `warning`.
   */
  severity?: "error" | "warning";
  /**
   * Where it holds; without it in every environment, and without one.
   *
   * Items: An environment's name.
   */
  environments?: string[];
  names?: NamePatterns;
  topics?: TopicLimits;
  required?: KeysByLevel;
  forbidden?: KeysByLevel;
  forbiddenChanges?: ChangePattern;
}
/**
 * Patterns: letters, `.`, `[a-z]`, `\d`, `\w`, `( | )`, `*`, `+`, `?`, `{n,m}`; matched in linear time.
 */
export interface NamePatterns {
  /**
   * The pattern that names of pipelines match as a whole.
   */
  pipelines?: string;
  /**
   * The pattern that names of steps match as a whole.
   */
  steps?: string;
  /**
   * The pattern that names of custom topics match as a whole.
   */
  topics?: string;
}
/**
 * Which topics, and what their settings may be.
 */
export interface TopicLimits {
  /**
   * Which topics; default: all.
   *
   * Items: A role of a step's topics, or `custom`.
   */
  roles?: ("input" | "output" | "error" | "dead-letter" | "custom")[];
  partitions?: Range;
  replicationFactor?: Range;
  retention?: RetentionRange;
  /**
   * Limits of numeric keys under Kafka's own names; the key has to be declared.
   */
  config?: {
    [k: string]: Range;
  };
}
/**
 * The least and the greatest value that is allowed.
 */
export interface Range {
  /**
   * The least value.
   */
  min?: number;
  /**
   * The greatest value.
   */
  max?: number;
}
/**
 * The shortest and the longest retention that is allowed; -1 is for ever, and longer than all others.
 */
export interface RetentionRange {
  /**
   * The shortest retention.
   */
  min?: string | number;
  /**
   * The longest retention.
   */
  max?: string | number;
}
/**
 * Keys by the level that they are declared at.
 */
export interface KeysByLevel {
  /**
   * Keys of the cluster; a dot leads into a mapping.
   *
   * Items: A key, or several with dots between them.
   */
  cluster?: string[];
  /**
   * Keys of pipelines; a dot leads into a mapping.
   *
   * Items: A key, or several with dots between them.
   */
  pipeline?: string[];
  /**
   * Keys of steps; a dot leads into a mapping.
   *
   * Items: A key, or several with dots between them.
   */
  step?: string[];
}
/**
 * Which plan steps: those of which everything that is said here is true.
 */
export interface ChangePattern {
  /**
   * Kinds of plan steps; without it every kind.
   *
   * Items: A kind of plan step.
   */
  kinds?: (
    | "create-topic"
    | "increase-partitions"
    | "alter-config"
    | "end-quarantine"
    | "grant-acl"
    | "register-schema"
    | "start-group"
    | "publish-bundle"
    | "retire-bundle"
    | "revoke-acl"
    | "delete-offsets"
  )[];
  /**
   * What is done to the resource, as the plan's `+`, `~` and `-` say; without it everything.
   *
   * Items: Something is added, changed or removed.
   */
  actions?: ("add" | "change" | "remove")[];
  /**
   * Risks of plan steps; without it every risk.
   *
   * Items: A risk, as the plan shows it.
   */
  risks?: ("safe" | "caution" | "destructive")[];
  /**
   * A pattern that the name of a topic, group, subject, pipeline, or of an ACL's resource or principal, matches as a whole; without it every resource.
   */
  resources?: string;
  /**
   * The time (ISO 8601, with its zone; a date alone is midnight UTC) from which the rule holds; without it always.
   */
  from?: string;
  /**
   * The time from which it doesn't hold any more; without it for ever.
   */
  until?: string;
}
