import { AuthenticationError, ERROR_PREFIX, NetworkError, TimeoutError } from "@platformatic/kafka";
import { KafkaError } from "../errors.ts";

function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let current = error; current instanceof Error && chain.length < 10; current = current.cause) chain.push(current);
  return chain;
}

/** The name that the operating system or OpenSSL has for a connection's failure, for example ECONNREFUSED. */
function systemCode(chain: readonly Error[]): string | undefined {
  for (const link of chain) {
    const code = "code" in link && typeof link.code === "string" ? link.code : "";
    if (/^[A-Z]\w+$/.test(code) && !code.startsWith(ERROR_PREFIX)) return code;
  }
  return undefined;
}

/**
 * What a failure below the protocol means: no connection, no answer in time, refused credentials. Causes aren't kept,
 * because they may hold the connection's options; `what` names the broker.
 */
export function connectionError(error: unknown, what: string): KafkaError {
  if (error instanceof KafkaError) return error;
  const chain = causes(error);
  if (chain.some((link) => link instanceof AuthenticationError))
    return new KafkaError("authentication-failed", `${what} refused the credentials`);
  if (chain.some((link) => link instanceof TimeoutError))
    return new KafkaError("unreachable", `${what} didn't answer in time`);
  if (chain.some((link) => link instanceof NetworkError)) {
    return new KafkaError("unreachable", `${what} can't be reached (${systemCode(chain) ?? "connection closed"})`);
  }
  return new KafkaError("other", `a request to ${what} failed: ${chain[0]?.message ?? "unknown error"}`);
}
