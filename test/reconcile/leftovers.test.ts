import { describe, expect, test } from "vitest";
import { recordQuarantine } from "../../src/claims/quarantine-log.ts";
import { readLeftovers } from "../../src/claims/leftover-log.ts";
import { KafkaError } from "../../src/kafka/errors.ts";
import { quarantineAcl } from "../../src/model/quarantine.ts";
import { groupOf, inputOf, ReconcileWorld, root, topic } from "./reconcile-world.ts";

const long = root({ search: { ingest: {}, index: {} } });
const short = root({ search: { ingest: {} } });
const indexInput = inputOf("search", "index");
const offer = `delete-offsets/search-consumer-group/${indexInput}`;
const orphansOf = async (world: ReconcileWorld): Promise<readonly string[]> =>
  (await world.plan()).plan.diagnostics.filter(({ code }) => code === "SLW2003").map(({ message }) => message);

async function shortened(): Promise<ReconcileWorld> {
  const world = new ReconcileWorld();
  world.commit(long);
  await world.apply();
  world.commit(short);
  return world;
}

describe("offsets of an input that is gone", () => {
  test("are offered, hold nothing up, and stay offered when earlier revisions are forgotten", async () => {
    const world = await shortened();
    expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: true });
    expect(await world.offsets(groupOf("search"), indexInput)).toEqual([0n, 0n]);
    expect((await world.log()).attempted).toEqual([]);
    for (const _again of [1, 2]) {
      const { plan } = await world.plan();
      expect(plan.hasChanges).toBe(false);
      expect(plan.steps.map(({ id, isOffered }) => [id, isOffered])).toEqual([[offer, true]]);
      expect(await world.apply({ approvals: [] })).toMatchObject({ isApplied: true, outcomes: [] });
    }
  });

  test("are deleted once that is approved, and nothing else is", async () => {
    const world = await shortened();
    await world.apply({ approvals: [] });
    const [step] = (await world.plan()).plan.steps;
    const approvals = [{ step: offer, digest: step!.digest, by: "ada" }];
    const applied = await world.apply({ approvals });
    expect(applied.outcomes.map(({ kind, step: { id } }) => `${kind} ${id}`)).toEqual([`done ${offer}`]);
    expect(await world.offsets(groupOf("search"), indexInput)).toEqual([undefined, undefined]);
    expect(await world.offsets(groupOf("search"), inputOf("search", "ingest"))).toEqual([0n, 0n]);
    expect((await world.plan()).plan.steps).toEqual([]);
  });

  test("are kept while a member of the group reads the topic", async () => {
    const world = await shortened();
    await world.apply({ approvals: [] });
    world.kafka.control.addGroupMember(groupOf("search"), { clientId: "c", host: "h", topics: [indexInput] });
    const applied = await world.apply();
    expect(applied.outcomes).toMatchObject([{ kind: "failed" }]);
    expect(await world.offsets(groupOf("search"), indexInput)).toEqual([0n, 0n]);
  });

  test("are there for a revert, which goes on where the group was", async () => {
    const world = await shortened();
    await world.write(indexInput, 0, 5);
    await world.apply({ approvals: [] });
    world.commit(long);
    await world.apply();
    expect(await world.offsets(groupOf("search"), indexInput)).toEqual([0n, 0n]);
    expect((await world.plan()).plan.steps).toEqual([]);
  });

  test("of a group that may not be seen hold no plan up", async () => {
    const world = await shortened();
    await world.apply({ approvals: [] });
    world.kafka.control.failNext("committed", new KafkaError("not-authorized", "no DESCRIBE"));
    expect((await world.plan()).plan.steps).toEqual([]);
  });
});

describe("orphaned topics", () => {
  test("are said for as long as they exist, also those of a pipeline that is gone and custom ones", async () => {
    const world = new ReconcileWorld();
    const cluster = JSON.stringify({
      clusterName: "test",
      topicDefaults: { partitions: 1, replicationFactor: 1 },
      naming: { prefix: "" },
    });
    const custom = JSON.stringify({
      ...(JSON.parse(cluster) as object),
      allowedKafkaTopics: ["clicks"],
      topics: [{ name: "clicks" }],
    });
    const both = root({ search: { ingest: {} }, other: { ingest: {} } });
    world.commit({ ...both, "cluster.yaml": custom });
    await world.apply();
    world.commit({ ...root({ search: { ingest: {} } }), "cluster.yaml": cluster });
    await world.apply();
    const names = ["clicks", ...["dead-letter", "error", "input"].map((role) => `pipeline.other.step.ingest.${role}`)];
    for (const _again of [1, 2]) {
      const said = await orphansOf(world);
      expect(said).toHaveLength(names.length);
      for (const name of names) expect(said.some((message) => message.includes(`"${name}"`))).toBe(true);
      await world.apply();
    }
    world.kafka.control.deleteTopic(topic("clicks"));
    expect(await orphansOf(world)).toHaveLength(3);
    expect((await readLeftovers(world.store)).topics).toContain("clicks");
  });
});

describe("a topic in quarantine that the revision asks for again", () => {
  test("may be written again, before anything is published that writes it", async () => {
    const world = await shortened();
    await world.apply();
    const [details] = await world.kafka.admin.describeTopicDetails([indexInput]);
    const quarantine = {
      topic: indexInput,
      topicId: details?.id ?? "",
      sinceMs: 0,
      holdMs: 1,
      ends: ["0", "0"],
      by: "ada",
    };
    await recordQuarantine(world.store, quarantine);
    await world.kafka.admin.createAcls([quarantineAcl(indexInput)]);
    expect((await world.plan()).plan.steps).toEqual([]);
    world.commit(long);
    const { plan } = await world.plan();
    expect(plan.diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
    const publication = plan.steps.find(({ id }) => id === "publish-bundle/search");
    expect(publication?.dependsOn).toContain(`end-quarantine/${indexInput}`);
    expect(plan.access).toContainEqual(
      expect.objectContaining({
        principal: "User:search",
        operation: "write",
        resourceName: indexInput,
        effect: "gains",
      }),
    );
    expect((await world.apply()).isApplied).toBe(true);
    expect(await world.acls()).not.toContain(`User:* write topic ${indexInput}`);
    expect((await world.plan()).plan.steps).toEqual([]);
  });
});
