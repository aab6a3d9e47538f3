import { errorOfCode } from "../../kafka/error-codes.ts";
import type { ElementOutcome } from "../../kafka/errors.ts";
import { KafkaError } from "../../kafka/errors.ts";
import type { GroupOffsets, LogOffset, OffsetToCommit } from "../../kafka/offsets.ts";
import type { GroupId } from "../../model/names.ts";
import { throwFault } from "./broker.ts";
import type { EmbeddedConnection } from "./connection.ts";
import { assertOpen } from "./connection.ts";

function commitOne(connection: EmbeddedConnection, group: GroupId, offset: OffsetToCommit): KafkaError | undefined {
  const refused = connection.permissions.group("read", group) ?? connection.permissions.topic("read", offset.topic);
  if (refused !== undefined) return refused;
  if (connection.broker.topics.log(offset.topic, offset.partition) === undefined)
    return errorOfCode(3, `${offset.topic}/${offset.partition} doesn't exist`);
  return connection.broker.groups.commit(group, offset);
}

/** `GroupOffsets` over the embedded broker. */
export function embeddedOffsets(connection: EmbeddedConnection): GroupOffsets {
  const { broker, permissions } = connection;
  return {
    async committed(group, partitions) {
      assertOpen(connection);
      throwFault(broker, "committed");
      const refused =
        permissions.group("describe", group) ??
        partitions.map(({ topic }) => permissions.topic("describe", topic)).find((error) => error !== undefined);
      if (refused !== undefined) throw refused;
      return partitions.map(({ topic, partition }) => {
        const found = broker.groups.committed(group, { topic, partition });
        return { topic, partition, offset: found?.offset, metadata: found?.metadata ?? "" };
      });
    },

    async commit(group, offsets, guard) {
      assertOpen(connection);
      throwFault(broker, "commit");
      if (offsets.length === 0) return [];
      if (guard?.() === false) {
        const error = new KafkaError("guard-refused", "the guard refused to commit offsets");
        return offsets.map((element) => ({ element, ok: false, error }));
      }
      return offsets.map((element): ElementOutcome<OffsetToCommit> => {
        const error = commitOne(connection, group, element);
        return error === undefined ? { element, ok: true } : { element, ok: false, error };
      });
    },

    async logOffsets(partitions, at) {
      assertOpen(connection);
      return partitions.map(({ topic, partition }): LogOffset => {
        const refused = permissions.topic("describe", topic);
        if (refused !== undefined) return { topic, partition, ok: false, error: refused };
        const log = broker.topics.log(topic, partition);
        return log === undefined
          ? { topic, partition, ok: false, error: errorOfCode(3, `${topic}/${partition} doesn't exist`) }
          : { topic, partition, ok: true, offset: log.offsetAt(at) };
      });
    },
  };
}
