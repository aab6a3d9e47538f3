import { StoreError } from "../store.ts";

/** What a request was about, for the message of its failure. `rule` is the policy that it needs of Consul's ACLs. */
export interface Attempt {
  readonly doing: string;
  readonly keyPrefix: string;
  readonly policy: "read" | "write";
  /** Where it is another rule than the one for the key prefix. */
  readonly rule?: string;
}

/** The parts of a failed request that matter; everything else, the token among it, is left behind. */
interface Failure {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly message: string;
  readonly body: string;
}

function member(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && name in value
    ? (value as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

function text(value: unknown): string {
  if (typeof value === "string") return value;
  if (Buffer.isBuffer(value)) return value.toString("utf8");
  return value === undefined ? "" : JSON.stringify(value);
}

function failureOf(error: unknown): Failure {
  const response = member(error, "response");
  const status = member(response, "statusCode");
  const code = member(error, "code");
  return {
    status: typeof status === "number" ? status : undefined,
    code: typeof code === "string" ? code : undefined,
    message: error instanceof Error ? error.message : String(error),
    body: text(member(response, "body")).slice(0, 300),
  };
}

/** Consul says so in answers with different statuses. */
const leaderless = /no cluster leader|leadership lost|not ready to serve consistent reads/i;
const refused = /permission denied|ACL not found|token does not exist|ACL support/i;

function denied(attempt: Attempt, failure: Failure): StoreError {
  const unknownToken = /ACL not found|token does not exist/i.test(failure.body);
  const rule = attempt.rule ?? `key_prefix "${attempt.keyPrefix}" { policy = "${attempt.policy}" }`;
  const hint = unknownToken
    ? `it does not know the token; it needs one whose policy has the rule ${rule}`
    : `the token's policy needs the rule ${rule}`;
  return new StoreError("denied", `Consul refused to ${attempt.doing}: ${hint}`);
}

/**
 * The error of a failed request. The client's own error is not kept as the cause, because it holds the request with its
 * token.
 */
export function storeErrorOf(error: unknown, attempt: Attempt): StoreError {
  const failure = failureOf(error);
  const said = failure.body === "" ? failure.message : `${failure.message}: ${failure.body}`;
  const cause = new Error(failure.code === undefined ? said : `${failure.code}: ${said}`);
  if (failure.status === 403 || refused.test(failure.body)) return denied(attempt, failure);
  if (failure.status === 413)
    return new StoreError("too-large", `Consul could not ${attempt.doing}: ${said}`, { cause });
  if (failure.status === 429)
    return new StoreError("unreachable", `Consul takes no more requests (http_max_conns_per_client): ${said}`, {
      cause,
    });
  if (failure.status === undefined || failure.status >= 500 || leaderless.test(failure.body))
    return new StoreError("unreachable", `Consul can't be reached to ${attempt.doing}: ${cause.message}`, { cause });
  return new StoreError("other", `Consul answered ${failure.status} when asked to ${attempt.doing}: ${said}`, {
    cause,
  });
}

/** One operation that a transaction failed on. */
export interface OperationError {
  readonly index: number;
  readonly what: string;
}

/** The operations that a refused transaction names, or `undefined` if the error is of another kind. */
export function operationErrorsOf(error: unknown): readonly OperationError[] | undefined {
  const response = member(error, "response");
  if (member(response, "statusCode") !== 409) return undefined;
  const errors = member(member(response, "body"), "Errors");
  if (!Array.isArray(errors)) return undefined;
  return errors.map((found) => ({ index: Number(member(found, "OpIndex")), what: text(member(found, "What")) }));
}

const versionMismatch = /index is stale|current modify index|doesn't exist|does not exist|" exists$/;

/** Whether an operation failed because its version did not match, and not for any other reason. */
export function isConflict(error: OperationError): boolean {
  return Number.isInteger(error.index) && versionMismatch.test(error.what);
}

export { member };
