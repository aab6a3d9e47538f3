/**
 * Registry: schemas by id (Confluent's API) and the codecs that use them.
 *
 * The interface is here, the driver in `confluent/`, the in-memory peer in `embedded/`. May be imported by reconcile,
 * engine, operate, embedded and app; the driver by app and tests alone.
 */

/** A schema to register: JSON Schema, whose text is JSON. Protobuf and Avro come with the engine's serialisation. */
export interface SchemaToRegister {
  readonly type: "JSON";
  readonly schema: string;
}

export interface DecodedValue {
  readonly schemaId: number;
  readonly value: unknown;
}

export type RegistryErrorKind =
  | "unreachable"
  | "unknown-schema"
  | "invalid-schema"
  /** The value doesn't fit its schema, or the bytes aren't framed in Confluent's wire format. */
  | "invalid-value"
  | "unsupported-type"
  | "other";

/** The error of every registry. Whether a retry can help is a property of the error. */
export class RegistryError extends Error {
  readonly kind: RegistryErrorKind;
  readonly retriable: boolean;

  constructor(kind: RegistryErrorKind, message: string, options: { readonly cause?: unknown } = {}) {
    super(message, { cause: options.cause });
    this.name = "RegistryError";
    this.kind = kind;
    this.retriable = kind === "unreachable";
  }
}

/**
 * A schema registry and its wire format: one zero byte, the schema's id in 4 bytes, big endian, then the data.
 * Methods reject with a `RegistryError`. Known ids are answered from memory, so they outlive the registry's absence.
 */
export interface SchemaRegistry {
  /** Registers a schema under a subject, or finds it there; resolves with its id. */
  register(subject: string, schema: SchemaToRegister): Promise<number>;
  /** The framed bytes of a value that fits the schema. */
  encode(schemaId: number, value: unknown): Promise<Buffer>;
  decode(bytes: Buffer): Promise<DecodedValue>;
}
