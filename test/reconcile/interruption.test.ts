import { expect, test } from "vitest";
import { KafkaError } from "../../src/kafka/errors.ts";
import type { Kafka } from "../../src/kafka/kafka.ts";
import type { Cluster } from "../../src/reconcile/cluster.ts";
import { ReconcileWorld, groupOf, inputOf, root } from "./reconcile-world.ts";
import { storeWith } from "../../src/claims/store.ts";

const before = root({ search: { ingest: {}, chunk: {}, old: {} }, gone: { ingest: {} } });
const after = root({ search: { ingest: {}, chunk: {}, index: { start: "latest" } }, fresh: { ingest: {} } });

/** The process ends at its n-th write: before it reaches the server, or before its answer is heard. */
interface Death {
  readonly atWrite: number;
  readonly isWritten: boolean;
}

class Killed extends Error {}

/** A cluster whose servers hear nothing more after the death. */
function dying(world: ReconcileWorld, { atWrite, isWritten }: Death): Cluster & { readonly writes: () => number } {
  let writes = 0;
  const write = async <T>(act: () => Promise<T>): Promise<T> => {
    writes += 1;
    if (writes > atWrite) throw new Killed("already dead");
    if (writes < atWrite) return act();
    if (isWritten) await act();
    throw new Killed("the process ends");
  };
  const { admin } = world.kafka;
  const kafka: Kafka = {
    ...world.kafka,
    admin: {
      ...admin,
      createPartitions: (increases) => write(() => admin.createPartitions(increases)),
      alterTopicConfigs: (changes) => write(() => admin.alterTopicConfigs(changes)),
      createTopics: (topics, option) =>
        option?.validateOnly === true ? admin.createTopics(topics, option) : write(() => admin.createTopics(topics)),
      createAcls: (acls) => write(() => admin.createAcls(acls)),
      deleteAcls: (acls) => write(() => admin.deleteAcls(acls)),
    },
    client: () => {
      const client = world.kafka.client();
      const commit: typeof client.offsets.commit = (group, offsets) =>
        write(() => client.offsets.commit(group, offsets));
      return { ...client, offsets: { ...client.offsets, commit } };
    },
  };
  const store = storeWith(world.store, (operations) => write(() => world.store.transact(operations)));
  return { kafka, store, clock: world.clock, writes: () => writes };
}

/** A cluster on which the first revision runs and somebody else's things are. */
async function running(): Promise<ReconcileWorld> {
  const world = new ReconcileWorld();
  await world.kafka.admin.createAcls([
    {
      principal: "User:somebody",
      host: "*",
      permission: "allow",
      operation: "read",
      resourceType: "topic",
      resourceName: "theirs",
      patternType: "literal",
    },
  ]);
  world.commit(before);
  await world.apply();
  world.commit(after);
  return world;
}

async function stateOf(world: ReconcileWorld): Promise<unknown> {
  const { revision, plan } = await world.plan();
  const log = await world.log();
  return {
    topics: (await world.kafka.admin.listTopics()).toSorted(),
    acls: await world.acls(),
    published: await world.published(),
    log: { ...log, isApplied: log.lastApplied === revision },
    offsets: [
      await world.offsets(groupOf("search"), inputOf("search", "index")),
      await world.offsets(groupOf("fresh"), inputOf("fresh", "ingest")),
    ],
    hasChanges: plan.hasChanges,
  };
}

async function writesOfAnApply(): Promise<number> {
  const world = await running();
  const cluster = dying(world, { atWrite: Infinity, isWritten: true });
  expect(await world.apply({}, cluster)).toMatchObject({ isApplied: true });
  return cluster.writes();
}

test("an apply that is killed at any write is completed by the next, to the same state", async () => {
  const whole = await running();
  await whole.apply();
  const expected = await stateOf(whole);
  expect(expected).toMatchObject({ hasChanges: false, log: { isApplied: true, attempted: [] } });
  const writes = await writesOfAnApply();
  expect(writes).toBeGreaterThan(10);
  for (let atWrite = 1; atWrite <= writes; atWrite += 1)
    for (const isWritten of [false, true]) {
      const world = await running();
      const cluster = dying(world, { atWrite, isWritten });
      await expect(world.apply({}, cluster)).rejects.toThrow(Killed);
      expect(await world.apply()).toMatchObject({ isDone: true, isApplied: true });
      expect(await stateOf(world), `killed at write ${atWrite}, written: ${isWritten}`).toEqual(expected);
    }
});

test("what a killed apply has granted is revoked by a revision that goes back", async () => {
  const untouched = await running();
  const expected = (await untouched.acls()).toSorted();
  const writes = await writesOfAnApply();
  for (let atWrite = 2; atWrite <= writes; atWrite += 1) {
    const world = await running();
    await expect(world.apply({}, dying(world, { atWrite, isWritten: true }))).rejects.toThrow(Killed);
    world.commit({ ...before, "README.md": "reverted" });
    expect(await world.apply()).toMatchObject({ isDone: true, isApplied: true });
    expect(await world.acls(), `killed at write ${atWrite}`).toEqual(expected);
  }
});

test("a connection that is closed in the middle ends the apply with its error", async () => {
  const world = await running();
  const createAcls = (): Promise<never> => Promise.reject(new KafkaError("closed", "the client is closed"));
  const kafka = { ...world.kafka, admin: { ...world.kafka.admin, createAcls } };
  await expect(world.apply({}, { ...world.cluster, kafka })).rejects.toMatchObject({ kind: "closed" });
});
