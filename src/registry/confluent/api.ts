import { RegistryError } from "../registry.ts";
import type { RegistryErrorKind } from "../registry.ts";

export interface ConfluentRegistryOptions {
  /** Base URL of the API, for example `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** One request that may find nothing: undefined then. */
export async function findInRegistry(options: ConfluentRegistryOptions, request: ApiRequest): Promise<unknown> {
  try {
    return await requestRegistry(options, request);
  } catch (error) {
    if (error instanceof RegistryError && error.kind === "unknown-schema") return undefined;
    throw error;
  }
}

export interface ApiRequest {
  /** Below the base URL, beginning with a slash. */
  readonly path: string;
  /** What is asked for, for errors: `schema 3`. */
  readonly what: string;
  /** Posted as JSON; without it the request is a GET. */
  readonly body?: unknown;
}

const timeoutMs = 10_000;
const mediaType = "application/vnd.schemaregistry.v1+json";

const kindsByStatus: Readonly<Record<number, RegistryErrorKind>> = {
  404: "unknown-schema",
  409: "incompatible-schema",
  422: "invalid-schema",
};

/**
 * One request to a registry's own API; resolves with its JSON, rejects with a `RegistryError`. What the client library
 * asks for by itself is too much or too little: its `register` also sets the subject's compatibility level.
 */
export async function requestRegistry(options: ConfluentRegistryOptions, request: ApiRequest): Promise<unknown> {
  const { path, what, body } = request;
  const response = await send(options, { path, what, body });
  const answer: unknown = await response.json().catch(() => undefined);
  if (response.ok) return answer;
  throw new RegistryError(kindOf(response.status), `${what}: ${sentenceOf(answer) ?? `status ${response.status}`}`);
}

async function send(options: ConfluentRegistryOptions, { path, what, body }: ApiRequest): Promise<Response> {
  try {
    return await fetch(`${options.url.replace(/\/+$/, "")}${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: { accept: mediaType, "content-type": mediaType, ...authorization(options) },
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  } catch (error) {
    // No cause: it may hold the request with its credentials.
    const reason = error instanceof Error && error.cause instanceof Error ? error.cause.message : "no answer";
    throw new RegistryError("unreachable", `${what}: the registry can't be reached (${reason})`);
  }
}

function authorization({ credentials }: ConfluentRegistryOptions): Readonly<Record<string, string>> {
  if (credentials === undefined) return {};
  const { username, password } = credentials;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString("base64")}` };
}

const kindOf = (status: number): RegistryErrorKind =>
  kindsByStatus[status] ?? (status >= 500 || status === 429 ? "unreachable" : "other");

function sentenceOf(answer: unknown): string | undefined {
  if (typeof answer !== "object" || answer === null || !("message" in answer)) return undefined;
  return typeof answer.message === "string" ? answer.message : undefined;
}
