import type avro from "avsc";
import type { SchemaProblem } from "./protobuf-schema.ts";

/** What an Avro schema stands for, or what is wrong with it: types that aren't there, defaults that don't fit. */
export function readAvro(value: unknown, library: typeof avro): avro.Type | SchemaProblem {
  try {
    return library.Type.forSchema(value as avro.Schema);
  } catch (error) {
    return { problem: `isn't valid: ${messageOf(error)}` };
  }
}

/**
 * Why some value that `written` encodes can't be read as `read` by Avro's schema resolution (Avro's specification,
 * "Schema Resolution"); undefined where each can. Full names aren't compared: implementations differ in whether a
 * namespace has to agree.
 */
export function avroConflict(written: avro.Type, read: avro.Type): string | undefined {
  try {
    read.createResolver(written);
    return undefined;
  } catch (error) {
    const message = messageOf(error);
    return message.startsWith("no alias found") ? undefined : message;
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "it can't be read");
