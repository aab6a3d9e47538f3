import protobuf from "protobufjs";
import protojson from "protobufjs/ext/protojson.js";
import { RegistryError } from "../registry.ts";
import type { EncodeOptions, SchemaCodec, SchemaText } from "./codec.ts";
import type { MessageIndexes } from "./message-indexes.ts";
import { formatMessageIndexes, parseMessageIndexes } from "./message-indexes.ts";
import type { OutlinedMessage } from "./protobuf-outline.ts";
import type { ProtobufSchema } from "./protobuf-schema.ts";
import { loadProtobuf } from "./protobuf-schema.ts";

interface Message {
  readonly type: protobuf.Type;
  readonly path: MessageIndexes;
}

/**
 * Protobuf by a `.proto` text (or a base64 descriptor, as Confluent's Python serialiser registers it). Values are in
 * Protobuf's JSON form: 64-bit numbers as strings, bytes in base64, enums by name. Throws a `RegistryError` of kind
 * `invalid-schema` where the schema can't be read.
 */
export function protobufCodec(text: SchemaText): SchemaCodec {
  const messages = messagesOf(loadProtobuf(text));
  const byName = new Map(messages.map((message) => [message.type.fullName.replace(/^\./, ""), message]));
  const byPath = new Map(messages.map((message) => [message.path.join("."), message]));
  const [first] = messages;
  if (first === undefined) throw new RegistryError("invalid-schema", "the Protobuf schema has no message");
  return {
    encode(value, options) {
      const { type, path } = chosen(byName, options) ?? first;
      return Buffer.concat([formatMessageIndexes(path), encodeMessage(type, value)]);
    },
    decode(bytes) {
      const parsed = parseMessageIndexes(bytes);
      const message = byPath.get(parsed?.path.join(".") ?? "");
      if (parsed === undefined || message === undefined)
        throw new RegistryError("invalid-value", "the data names no message of its Protobuf schema");
      return decodeMessage(message.type, parsed.data);
    },
  };
}

function chosen(byName: ReadonlyMap<string, Message>, options: EncodeOptions | undefined): Message | undefined {
  if (options?.message === undefined) return undefined;
  const found = byName.get(options.message);
  if (found === undefined)
    throw new RegistryError("invalid-value", `the Protobuf schema has no message ${options.message}`);
  return found;
}

/** All messages of the file itself, outer ones first, with their places. */
function messagesOf({ root, packageName, messages }: ProtobufSchema): readonly Message[] {
  const found: Message[] = [];
  const visit = (outlined: readonly OutlinedMessage[], names: readonly string[], path: MessageIndexes): void => {
    for (const [index, { name, nested }] of outlined.entries()) {
      const type = root.lookup([...names, name], protobuf.Type);
      // A map's message has no type of its own.
      if (type instanceof protobuf.Type) found.push({ type, path: [...path, index] });
      visit(nested, [...names, name], [...path, index]);
    }
  };
  visit(messages, packageName === "" ? [""] : ["", ...packageName.split(".")], []);
  return found;
}

function encodeMessage(type: protobuf.Type, value: unknown): Uint8Array {
  try {
    return type.encode(protojson.fromJson(type, value)).finish();
  } catch (cause) {
    throw new RegistryError("invalid-value", `the value doesn't fit the message ${type.name}: ${reasonOf(cause)}`, {
      cause,
    });
  }
}

function decodeMessage(type: protobuf.Type, data: Buffer): unknown {
  try {
    return protojson.toJson(type, type.decode(data));
  } catch (cause) {
    throw new RegistryError("invalid-value", `the data isn't a message ${type.name}: ${reasonOf(cause)}`, { cause });
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
