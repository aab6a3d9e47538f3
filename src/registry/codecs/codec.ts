/** A schema as a registry keeps it, with the schemas that it imports. */
export interface SchemaText {
  readonly schema: string;
  /** Each under the name by which the schema imports it; all of them, also those that are imported by others. */
  readonly references: readonly { readonly name: string; readonly schema: string }[];
}

export interface EncodeOptions {
  /** The message of a Protobuf schema, by its full name. Default: the schema's first. */
  readonly message?: string;
}

/**
 * Values of one schema as the data of Confluent's wire format, without the frame's first five bytes. Values are what JSON
 * can say. Both methods throw a `RegistryError` of kind `invalid-value` for what doesn't fit the schema.
 */
export interface SchemaCodec {
  encode(value: unknown, options?: EncodeOptions): Buffer;
  decode(data: Buffer): unknown;
}
