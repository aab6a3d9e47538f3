import { expect, test } from "vitest";
import type { MeasuredTopic } from "../../src/plan/footprint.ts";
import type { FootprintScope } from "../../src/reconcile/read-capacity.ts";
import { readCapacity } from "../../src/reconcile/read-capacity.ts";
import { ReconcileWorld, inputOf, root } from "./reconcile-world.ts";

const dayMs = 24 * 60 * 60 * 1_000;
const input = inputOf("search", "ingest");

/** A pipeline that is applied, with records in its input, and what is measured of that topic. */
async function worldWithRecords(): Promise<{
  readonly world: ReconcileWorld;
  readonly measure: (scope: FootprintScope) => Promise<MeasuredTopic | undefined>;
}> {
  const world = new ReconcileWorld();
  world.commit(root({ search: { ingest: {} } }));
  await world.apply();
  await world.write(input, 0, 30);
  await world.write(input, 1, 10);
  const measure = async (scope: FootprintScope): Promise<MeasuredTopic | undefined> => {
    const { plan, desired, observed } = await world.plan();
    const survey = await world.kafka.admin.survey();
    const asked = { plan, desired, observed, survey, scope, replicasPerBroker: 4_000 };
    return (await readCapacity(asked, world.cluster)).measured.get(input);
  };
  return { world, measure };
}

const sizeOf = async ({ kafka }: ReconcileWorld): Promise<number> => {
  const sizes = await kafka.admin.describeLogBytes([0, 1].map((partition) => ({ topic: input, partition })));
  return [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
};

test("a topic's rate is what came in within a day, at the size in which it is stored", async () => {
  const { world, measure } = await worldWithRecords();
  world.clock.nowMs = Date.now() + 60_000;
  const bytes = await sizeOf(world);
  expect(bytes).toBeGreaterThan(0);
  expect(await measure("all")).toMatchObject({ bytesPerDay: bytes, partitions: 2, replicationFactor: 1 });
  world.clock.nowMs = Date.now() + dayMs + 60_000;
  expect((await measure("all"))?.bytesPerDay).toBe(0);
});

test("records that are gone already don't count", async () => {
  const { world, measure } = await worldWithRecords();
  world.clock.nowMs = Date.now() + 60_000;
  const before = (await measure("all"))?.bytesPerDay ?? 0;
  world.kafka.control.deleteRecords(input, 0, 20n);
  const after = (await measure("all"))?.bytesPerDay ?? 0;
  expect(after).toBeGreaterThan(0);
  expect(after).toBeLessThan(before);
});

test("unless all are asked for, only what the plan changes is measured, and nothing is asked for nothing", async () => {
  const { world, measure } = await worldWithRecords();
  expect(await measure("changes")).toBeUndefined();
  const cluster = [
    "clusterName: test",
    "management: { topics: { onMismatch: alter } }",
    "topicDefaults: { partitions: 3, replicationFactor: 1 }",
    'naming: { prefix: "" }',
    "",
  ].join("\n");
  world.commit({ ...root({ search: { ingest: {} } }), "cluster.yaml": cluster });
  expect(await measure("changes")).toMatchObject({ partitions: 2 });
  const { footprint } = (await world.plan()).plan;
  expect(footprint).toMatchObject({ partitions: 3, disk: { measured: 3 } });
});
