/**
 * Registry: schemas by id (Confluent's API) and the codecs that use them.
 *
 * The interface is here, the driver in `confluent/`, the in-memory peer in `embedded/`. May be imported by reconcile,
 * engine, operate, embedded and app; the driver by app and tests alone.
 */
import type { EncodeOptions } from "./codecs/codec.ts";

export type SchemaType = "JSON" | "PROTOBUF" | "AVRO";

/** A schema to register: a JSON Schema, a `.proto` file, or an Avro schema, as text. */
export interface SchemaToRegister {
  readonly type: SchemaType;
  readonly schema: string;
}

/** A version of a subject. */
export interface SubjectVersion extends SchemaToRegister {
  readonly version: number;
}

export interface DecodedValue {
  readonly schemaId: number;
  readonly value: unknown;
}

export type RegistryErrorKind =
  | "unreachable"
  | "unknown-schema"
  | "invalid-schema"
  /** Its subject's compatibility level doesn't let the schema follow the versions before. */
  | "incompatible-schema"
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
 * A schema registry and its wire format: one zero byte, the schema's id in 4 bytes, big endian, for Protobuf the message's
 * indexes, then the data.
 * Methods reject with a `RegistryError`. Known ids are answered from memory, so they outlive the registry's absence.
 */
export interface SchemaRegistry {
  /** Registers a schema under a subject, or finds it there; resolves with its id. */
  register(subject: string, schema: SchemaToRegister): Promise<number>;
  /** The version under which a subject has a schema, by the registry's own idea of what is the same. */
  lookUp(subject: string, schema: SchemaToRegister): Promise<number | undefined>;
  /** A subject's latest version; undefined where there is no such subject. */
  latest(subject: string): Promise<SubjectVersion | undefined>;
  /**
   * Why the registry would refuse a schema as the next version, by the subject's compatibility level; empty where it
   * wouldn't. Changes nothing.
   */
  conflicts(subject: string, schema: SchemaToRegister): Promise<readonly string[]>;
  /** The framed bytes of a value that fits the schema. Values are what JSON can say, Protobuf's in its JSON form. */
  encode(schemaId: number, value: unknown, options?: EncodeOptions): Promise<Buffer>;
  decode(bytes: Buffer): Promise<DecodedValue>;
}
