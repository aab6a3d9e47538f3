import { errorOfCode } from "../error-codes.ts";
import { KafkaError } from "../errors.ts";

/** What a broker that can't be reached looks like in kafkajs. */
const connectionErrorNames: ReadonlySet<string> = new Set([
  "KafkaJSConnectionError",
  "KafkaJSConnectionClosedError",
  "KafkaJSRequestTimeoutError",
  "KafkaJSBrokerNotFound",
  "KafkaJSLockTimeout",
  "KafkaJSTimeout",
]);

/** kafkajs throws a plain error with this sentence where the connection went away under a request. */
const lostConnection = "Broker not connected";

function isConnectionLoss(link: Error): boolean {
  return connectionErrorNames.has(link.name) || link.message === lostConnection;
}

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 10; current = current.cause) chain.push(current);
  return chain;
}

/** The protocol's error code in a kafkajs error or one of its causes. */
function brokerCodeOf(chain: readonly Error[]): number | undefined {
  for (const link of chain) if ("code" in link && typeof link.code === "number") return link.code;
  return undefined;
}

/** The name that the operating system or OpenSSL has for a connection's failure, for example ECONNREFUSED. */
function systemCodeOf(chain: readonly Error[]): string | undefined {
  for (const link of chain) if ("code" in link && typeof link.code === "string") return link.code;
  return undefined;
}

/**
 * A kafkajs error in our terms: by the protocol's code where a broker answered, else by the kind of its connection's
 * failure. Causes aren't kept, because they may hold the connection's options.
 */
export function toKafkaError(error: unknown, what: string): KafkaError {
  if (error instanceof KafkaError) return error;
  const chain = causes(error);
  if (chain.some((link) => link.name === "KafkaJSSASLAuthenticationError"))
    return new KafkaError("authentication-failed", `${what}: the broker refused the credentials`);
  const code = brokerCodeOf(chain);
  if (code !== undefined) return errorOfCode(code, what);
  if (chain.some(isConnectionLoss)) {
    const reason = systemCodeOf(chain);
    return new KafkaError(
      "unreachable",
      `${what}: no broker can be reached${reason === undefined ? "" : ` (${reason})`}`,
    );
  }
  return new KafkaError("other", `${what}: ${chain[0]?.message ?? "unknown error"}`);
}
