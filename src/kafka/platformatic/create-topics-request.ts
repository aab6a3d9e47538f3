/**
 * The CreateTopics request with an answer that is read by ourselves. The library reads all settings of every new topic,
 * which takes longer than everything else of the request, and fails (`Out of bounds`) where the user may not describe
 * them: the answer then has a tagged field, which it doesn't read as the protocol says (KIP-482).
 */
import { createAPI, createTopicsV7 } from "@platformatic/kafka";
import type { Reader } from "@platformatic/kafka";

interface CreatedTopic {
  readonly name: string;
  readonly errorCode: number;
  readonly errorMessage: string | null;
}

export interface CreateTopicsAnswer {
  readonly topics: readonly CreatedTopic[];
}

function skipTaggedFields(reader: Reader): void {
  for (let count = reader.readUnsignedVarInt(); count > 0; count -= 1) {
    reader.readUnsignedVarInt();
    reader.skip(reader.readUnsignedVarInt());
  }
}

/** A compact string's length is one more than it is; 0 stands for none. */
function skipString(reader: Reader): void {
  reader.skip(Math.max(0, reader.readUnsignedVarInt() - 1));
}

/** Whether it is read-only, where it is set, and whether it is a secret. */
const bytesOfFlags = 3;

function skipConfig(reader: Reader): void {
  skipString(reader);
  skipString(reader);
  reader.skip(bytesOfFlags);
  skipTaggedFields(reader);
}

function readTopic(reader: Reader): CreatedTopic {
  const name = reader.readString();
  reader.readUUID();
  const [errorCode, errorMessage] = [reader.readInt16(), reader.readNullableString()];
  // Partitions and replicas, which are those that were asked for.
  reader.skip(6);
  reader.readNullableArray(skipConfig, true, false);
  skipTaggedFields(reader);
  return { name, errorCode, errorMessage };
}

function readAnswer(...[, , , reader]: Parameters<typeof createTopicsV7.parseResponse>): CreateTopicsAnswer {
  // How long the client should wait, which only quotas make more than nothing.
  reader.readInt32();
  return { topics: reader.readArray(readTopic, true, false) };
}

/** CreateTopics, version 7. Resolves to the answer also where it says that topics weren't created. */
export const createTopics = createAPI<Parameters<typeof createTopicsV7.createRequest>, CreateTopicsAnswer>(
  19,
  7,
  createTopicsV7.createRequest,
  readAnswer,
);
