/**
 * The driver for registries that speak Confluent's API. JSON and Avro data are @kafkajs/confluent-schema-registry's work;
 * Protobuf's are ours, because the library leaves out the message indexes that every other client reads and writes.
 */
import { SchemaRegistry as Client } from "@kafkajs/confluent-schema-registry";
import type { SchemaCodec } from "../codecs/codec.ts";
import { protobufCodec } from "../codecs/protobuf-codec.ts";
import type { DecodedValue, SchemaRegistry, SchemaToRegister, SubjectVersion } from "../registry.ts";
import { RegistryError } from "../registry.ts";
import { formatFrame, parseFrame } from "../wire-format.ts";
import type { ConfluentRegistryOptions } from "./api.ts";
import { readSchema } from "./stored-schema.ts";
import { conflictsOf, latestVersion, lookUpSchema, registerSchema } from "./subjects.ts";

/** A registry behind an HTTP address. Nothing is sent before the first call. */
export function connectRegistry(options: ConfluentRegistryOptions): SchemaRegistry {
  return new ConfluentRegistry(options);
}

class ConfluentRegistry implements SchemaRegistry {
  readonly #options: ConfluentRegistryOptions;
  readonly #client: Client;
  /** For ids of Protobuf schemas our codec, for others nothing: those are the library's. */
  readonly #codecs = new Map<number, Promise<SchemaCodec | undefined>>();

  constructor(options: ConfluentRegistryOptions) {
    this.#options = options;
    this.#client = new Client({
      host: options.url,
      retry: { retries: 1, initialRetryTimeInSecs: 0.1, maxRetryTimeInSecs: 1 },
      ...(options.credentials === undefined ? {} : { auth: options.credentials }),
    });
  }

  register(subject: string, schema: SchemaToRegister): Promise<number> {
    return registerSchema(this.#options, subject, schema);
  }

  lookUp(subject: string, schema: SchemaToRegister): Promise<number | undefined> {
    return lookUpSchema(this.#options, subject, schema);
  }

  latest(subject: string): Promise<SubjectVersion | undefined> {
    return latestVersion(this.#options, subject);
  }

  conflicts(subject: string, schema: SchemaToRegister): Promise<readonly string[]> {
    return conflictsOf(this.#options, subject, schema);
  }

  async encode(...[schemaId, value, options]: Parameters<SchemaRegistry["encode"]>): Promise<Buffer> {
    const codec = await this.#codecOf(schemaId);
    if (codec !== undefined) return formatFrame({ schemaId, data: codec.encode(value, options) });
    try {
      return await this.#client.encode(schemaId, value);
    } catch (error) {
      throw toRegistryError(error, `a value of schema ${schemaId}`);
    }
  }

  async decode(bytes: Buffer): Promise<DecodedValue> {
    const frame = parseFrame(bytes);
    if (frame === undefined) throw new RegistryError("invalid-value", "the bytes aren't in Confluent's wire format");
    const { schemaId, data } = frame;
    const codec = await this.#codecOf(schemaId);
    if (codec !== undefined) return { schemaId, value: codec.decode(data) };
    try {
      return { schemaId, value: await this.#client.decode(bytes) };
    } catch (error) {
      throw toRegistryError(error, `a value of schema ${schemaId}`);
    }
  }

  #codecOf(schemaId: number): Promise<SchemaCodec | undefined> {
    const known = this.#codecs.get(schemaId);
    if (known !== undefined) return known;
    const loading = this.#load(schemaId);
    this.#codecs.set(schemaId, loading);
    // What failed is tried again; what is known outlives the registry's absence.
    loading.catch(() => this.#codecs.delete(schemaId));
    return loading;
  }

  async #load(schemaId: number): Promise<SchemaCodec | undefined> {
    const stored = await readSchema(this.#options, schemaId);
    if (stored.type === "PROTOBUF") return protobufCodec(stored);
    try {
      await this.#client.getSchema(schemaId);
    } catch (error) {
      throw toRegistryError(error, `schema ${schemaId}`, "invalid-schema");
    }
    return undefined;
  }
}

const networkCodes = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "EPIPE", "EHOSTUNREACH"]);

function toRegistryError(
  error: unknown,
  what: string,
  otherwise: RegistryError["kind"] = "invalid-value",
): RegistryError {
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
