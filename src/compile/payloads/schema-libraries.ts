import type avro from "avsc";
import type protobuf from "protobufjs";

/**
 * What reads payload schemas, passed in by whoever compiles: loading it costs as much as compiling a small root does, so
 * that it is asked for only where a document declares such a schema.
 */
export interface SchemaLibraries {
  avro(): typeof avro;
  protobuf(): typeof protobuf;
}
