/** The driver for registries that speak Confluent's API, over @kafkajs/confluent-schema-registry. */
import { SchemaRegistry as Client, SchemaType } from "@kafkajs/confluent-schema-registry";
import type { DecodedValue, SchemaRegistry, SchemaToRegister } from "../registry.ts";
import { RegistryError } from "../registry.ts";
import { parseFrame } from "../wire-format.ts";

export interface ConfluentRegistryOptions {
  /** Base URL of the API, for example `http://127.0.0.1:8081`. */
  readonly url: string;
  readonly credentials?: { readonly username: string; readonly password: string };
}

/** A registry behind an HTTP address. Nothing is sent before the first call. */
export function connectRegistry(options: ConfluentRegistryOptions): SchemaRegistry {
  const client = new Client({
    host: options.url,
    retry: { retries: 1, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 },
    ...(options.credentials === undefined ? {} : { auth: options.credentials }),
  });
  return {
    register: (subject, schema) => register(client, subject, schema),
    encode: (schemaId, value) => encode(client, schemaId, value),
    decode: (bytes) => decode(client, bytes),
  };
}

async function register(client: Client, subject: string, { schema }: SchemaToRegister): Promise<number> {
  try {
    const { id } = await client.register({ type: SchemaType.JSON, schema }, { subject });
    return id;
  } catch (error) {
    throw toRegistryError(error, "invalid-schema", `the schema of subject ${subject}`);
  }
}

async function encode(client: Client, schemaId: number, value: unknown): Promise<Buffer> {
  await requireJson(client, schemaId);
  try {
    return await client.encode(schemaId, value);
  } catch (error) {
    throw toRegistryError(error, "invalid-value", `a value of schema ${schemaId}`);
  }
}

async function decode(client: Client, bytes: Buffer): Promise<DecodedValue> {
  const frame = parseFrame(bytes);
  if (frame === undefined) throw new RegistryError("invalid-value", "the bytes aren't in Confluent's wire format");
  await requireJson(client, frame.schemaId);
  try {
    return { schemaId: frame.schemaId, value: await client.decode(bytes) };
  } catch (error) {
    throw toRegistryError(error, "invalid-value", `a value of schema ${frame.schemaId}`);
  }
}

/** Loads a schema (once: the client caches it) and refuses the types whose wire format the client doesn't keep. */
async function requireJson(client: Client, schemaId: number): Promise<void> {
  try {
    await client.getSchema(schemaId);
  } catch (error) {
    throw toRegistryError(error, "unknown-schema", `schema ${schemaId}`);
  }
  const type = client.cache.getSchema(schemaId)?.type;
  if (type !== SchemaType.JSON)
    throw new RegistryError("unsupported-type", `schema ${schemaId} has the type ${type ?? "unknown"}`);
}

const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH"]);

function toRegistryError(error: unknown, otherwise: RegistryError["kind"], what: string): RegistryError {
  if (error instanceof RegistryError) return error;
  const { status, message } = describe(error);
  const kind = isUnreachable(status, message) ? "unreachable" : otherwise;
  return new RegistryError(kind, `${what}: ${message}`, { cause: error });
}

/** The library reports a failed connection as a response with a status below 100 or of a gateway, or as text. */
function isUnreachable(status: number | undefined, message: string): boolean {
  if (status !== undefined && (status < 100 || status >= 500)) return true;
  return [...networkCodes].some((code) => message.includes(code));
}

function describe(error: unknown): { readonly status: number | undefined; readonly message: string } {
  if (!(error instanceof Error)) return { status: undefined, message: String(error) };
  const { status } = error as { status?: unknown };
  return { status: typeof status === "number" ? status : undefined, message: error.message };
}
