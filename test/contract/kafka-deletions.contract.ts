import { describe, expect, test } from "vitest";
import type { ElementOutcome } from "../../src/kafka/errors.ts";
import { eventually } from "../support/eventually.ts";
import type { SubjectOf } from "./kafka-subject.ts";
import { createTopic, newTopic, uniqueGroup } from "./kafka-subject.ts";

const verdicts = (outcomes: readonly ElementOutcome<unknown>[]): string[] =>
  outcomes.map((outcome) => (outcome.ok ? "ok" : outcome.error.kind));

/** What takes something away for good. */
export function deletionsContract(subject: SubjectOf): void {
  describe("ClusterAdmin: deletions", () => {
    test("a topic is deleted by its id, and another one of its name is not", async () => {
      const { admin } = subject().kafka;
      const [name, other] = [await createTopic(admin, 2), await createTopic(admin)];
      const [first, kept] = await admin.describeTopicDetails([name, other]);
      const wrong = { name, id: "00000000-0000-4000-8000-000000000000" };
      const right = { name, id: first?.id ?? "" };
      expect(verdicts(await admin.deleteTopics([wrong, right]))).toEqual(["unknown-topic-or-partition", "ok"]);
      await eventually(async () => expect(await admin.describeTopicDetails([name])).toEqual([]));
      expect(await admin.describeTopicDetails([other])).toEqual([kept]);
      await eventually(async () => expect(verdicts(await admin.createTopics([newTopic(name)]))).toEqual(["ok"]));
      expect(verdicts(await admin.deleteTopics([right]))).toEqual(["unknown-topic-or-partition"]);
      expect(await admin.describeTopicDetails([name])).toHaveLength(1);
      expect(await admin.deleteTopics([])).toEqual([]);
    });

    test("a group's offsets are deleted for exactly the asked partitions, twice without harm", async () => {
      const { kafka } = subject();
      const topic = await createTopic(kafka.admin, 3);
      const [group, unknown] = [uniqueGroup(), uniqueGroup()];
      const client = kafka.client();
      const at = (partition: number) => ({ topic, partition });
      await client.offsets.commit(
        group,
        [0, 1, 2].map((partition) => ({ ...at(partition), offset: 7n, metadata: "" })),
      );
      expect(await kafka.admin.deleteGroupOffsets(group, [at(0), at(2)])).toEqual([
        { element: at(0), ok: true },
        { element: at(2), ok: true },
      ]);
      const left = await client.offsets.committed(group, [at(0), at(1), at(2)]);
      expect(left.map(({ offset }) => offset)).toEqual([undefined, 7n, undefined]);
      expect(verdicts(await kafka.admin.deleteGroupOffsets(group, [at(0)]))).toEqual(["ok"]);
      expect(verdicts(await kafka.admin.deleteGroupOffsets(unknown, [at(0)]))).toEqual(["ok"]);
      expect(await kafka.admin.deleteGroupOffsets(group, [])).toEqual([]);
      await client.close();
    });

    test("while a member is subscribed to the topic its offsets stay", async () => {
      const { kafka } = subject();
      const topic = await createTopic(kafka.admin);
      const group = uniqueGroup();
      const client = kafka.client();
      await client.offsets.commit(group, [{ topic, partition: 0, offset: 3n, metadata: "" }]);
      const leave = await subject().joinGroup(group, topic);
      const delete_ = () => kafka.admin.deleteGroupOffsets(group, [{ topic, partition: 0 }]);
      await eventually(async () => expect(verdicts(await delete_())).toEqual(["group-has-members"]));
      expect(await client.offsets.committed(group, [{ topic, partition: 0 }])).toMatchObject([{ offset: 3n }]);
      await leave();
      await eventually(async () => expect(verdicts(await delete_())).toEqual(["ok"]));
      await client.close();
    });
  });
}
