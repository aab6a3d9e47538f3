import { describe, expect, test } from "vitest";
import type { TopicName } from "../../src/model/names.ts";
import type { ClusterAdmin } from "../../src/kafka/admin.ts";
import { KafkaError } from "../../src/kafka/errors.ts";
import type { Cluster } from "../../src/reconcile/cluster.ts";
import { ReconcileWorld, groupOf, inputOf, root, topic } from "./reconcile-world.ts";

const two = root({ search: { ingest: {} }, other: { ingest: {} } });

/** The world's cluster with some of the administration replaced. */
function withAdmin(world: ReconcileWorld, admin: Partial<ClusterAdmin>): Cluster {
  return { ...world.cluster, kafka: { ...world.kafka, admin: { ...world.kafka.admin, ...admin } } };
}

describe("a failure stops dependants only", () => {
  test("a topic that the broker refuses leaves the others, and only its pipeline unpublished", async () => {
    const world = new ReconcileWorld();
    // Kafka refuses names that differ from an existing one only in "." and "_".
    await world.kafka.admin.createTopics([
      { name: topic("pipeline_search_step_ingest_input"), partitions: 1, replicationFactor: 1, configs: {} },
    ]);
    world.commit(two);
    const applied = await world.apply();
    expect(applied.isApplied).toBe(false);
    expect(applied.diagnostics.map(({ code, span }) => [code, span?.file])).toEqual([
      ["SLW3001", "search.yaml"],
      ["SLW3002", "search.yaml"],
      ["SLW3002", "search.yaml"],
      ["SLW3002", "search.yaml"],
    ]);
    expect(applied.diagnostics[0]?.message).toMatch(
      /^create topic pipeline\.search\.step\.ingest\.input failed: .*collides/,
    );
    expect(applied.outcomes.filter(({ kind }) => kind === "skipped").map(({ step }) => step.id)).toEqual([
      expect.stringContaining("grant-acl"),
      expect.stringContaining("start-group"),
      "publish-bundle/search",
    ]);
    expect(Object.keys(await world.published())).toEqual(["other"]);
    expect(await world.offsets(groupOf("other"), inputOf("other", "ingest"))).toEqual([0n, 0n]);

    world.kafka.control.deleteTopic(topic("pipeline_search_step_ingest_input"));
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });

  test("an ACL that the broker refuses leaves the others", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const cluster = withAdmin(world, {
      createAcls: async (acls) => {
        const outcomes = await admin.createAcls(acls.filter(({ principal }) => principal !== "User:other"));
        const error = new KafkaError("not-authorized", "the administrator may not alter the cluster");
        const refused = acls.filter(({ principal }) => principal === "User:other");
        return [...outcomes, ...refused.map((element) => ({ element, ok: false, error }) as const)];
      },
    });
    const applied = await world.apply({}, cluster);
    expect(new Set(applied.diagnostics.map(({ code }) => code))).toEqual(new Set(["SLW3001", "SLW3002"]));
    expect(Object.keys(await world.published())).toEqual(["search"]);
  });

  test("a whole request that is refused fails its plan steps", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const refuse = (): Promise<never> => Promise.reject(new KafkaError("not-authorized", "no right to create topics"));
    const applied = await world.apply({}, withAdmin(world, { createTopics: refuse }));
    const failed = applied.outcomes.filter(({ kind }) => kind === "failed");
    expect(failed.map((outcome) => ("reason" in outcome ? outcome.reason : ""))).toEqual(
      failed.map(() => "no right to create topics"),
    );
    expect(failed.map(({ step }) => step.change.kind)).toEqual(failed.map(() => "create-topic"));
    expect(await world.published()).toEqual({});
  });
});

describe("topics", () => {
  test("that somebody else created alike meanwhile count as created", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const cluster = withAdmin(world, {
      createTopics: async (topics, option) => {
        if (option?.validateOnly === true) return admin.createTopics(topics, option);
        await admin.createTopics(topics);
        return admin.createTopics(topics);
      },
    });
    expect(await world.apply({}, cluster)).toMatchObject({ isApplied: true });
  });

  test("that somebody else created otherwise meanwhile are a failure that says how", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const name = inputOf("search", "ingest");
    const cluster = withAdmin(world, {
      createTopics: async (topics, option) => {
        if (option?.validateOnly === true) return admin.createTopics(topics, option);
        await admin.createTopics([{ name, partitions: 5, replicationFactor: 1, configs: {} }]);
        return admin.createTopics(topics);
      },
    });
    const applied = await world.apply({}, cluster);
    expect(applied.diagnostics[0]?.message).toBe(
      `create topic ${name} failed: somebody else created it meanwhile, with 5 partitions and replication factor 1`,
    );
  });

  test("are waited for as long as the brokers show more of them", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const cluster = withAdmin(world, {
      describeTopicDetails: async (names) =>
        (await admin.describeTopicDetails(names)).slice(0, world.clock.nowMs / 800),
    });
    const applied = await world.apply({ limits: { visibleMs: 1_000 } }, cluster);
    expect(applied).toMatchObject({ isApplied: true, diagnostics: [] });
    expect(world.clock.nowMs).toBeGreaterThan(3_000);
  });

  test("are waited for until the brokers show them, and not for ever", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const shownAfter = (shownMs: number): Cluster => {
      const isShown = ({ name }: { readonly name: TopicName }): boolean =>
        world.clock.nowMs >= shownMs || name !== inputOf("search", "ingest");
      return withAdmin(world, {
        survey: async () => {
          const survey = await admin.survey();
          return { ...survey, topics: survey.topics.filter(isShown) };
        },
        describeTopicDetails: async (names) => (await admin.describeTopicDetails(names)).filter(isShown),
      });
    };
    const late = await world.apply({ limits: { visibleMs: 1_000 } }, shownAfter(5_000));
    expect(late.diagnostics[0]?.message).toContain("the brokers don't show it within 1000 ms");
    expect(world.clock.nowMs).toBeLessThan(1_500);
    expect(await world.apply({ limits: { visibleMs: 10_000 } }, shownAfter(5_000))).toMatchObject({ isApplied: true });
    expect(world.clock.nowMs).toBeGreaterThanOrEqual(5_000);
  });
});

describe("ACLs", () => {
  test("are waited for in both directions: the broker's reads lag its writes", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    let shown = await admin.describeAcls();
    let lateBy = 3;
    const cluster = withAdmin(world, {
      describeAcls: async () => {
        if ((lateBy -= 1) < 0) shown = await admin.describeAcls();
        return shown;
      },
    });
    expect(await world.apply({}, cluster)).toMatchObject({ isApplied: true });
    expect(lateBy).toBeLessThan(0);
    world.commit(root({ search: { ingest: {} } }));
    lateBy = 3;
    expect(await world.apply({}, cluster)).toMatchObject({ isApplied: true });
    expect((await world.plan(cluster)).plan.hasChanges).toBe(false);
  });

  test("that never show are a failure", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const applied = await world.apply(
      { limits: { visibleMs: 1_000 } },
      withAdmin(world, { describeAcls: () => Promise.resolve([]) }),
    );
    expect(applied.diagnostics[0]?.message).toMatch(/failed: the brokers don't show it after 1000 ms$/);
    expect(await world.published()).toEqual({});
  });
});

describe("retries", () => {
  test("only what can help is repeated, and only the elements that failed", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const { admin } = world.kafka;
    const requests: number[] = [];
    const cluster = withAdmin(world, {
      createTopics: async (topics, option) => {
        if (option?.validateOnly === true) return admin.createTopics(topics, option);
        requests.push(topics.length);
        const [first, ...others] = topics;
        if (requests.length > 2 || first === undefined) return admin.createTopics(topics);
        const error = new KafkaError("other", "not the controller", { retriable: true });
        return [{ element: first, ok: false, error }, ...(await admin.createTopics(others))];
      },
    });
    expect(await world.apply({}, cluster)).toMatchObject({ isApplied: true });
    expect(requests).toEqual([6, 1, 1]);
    expect(world.clock.nowMs).toBe(300);
  });

  test("a broker that stays away ends the apply with its own error, and the next one goes on", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    let attempts = 0;
    const away = (): Promise<never> => {
      attempts += 1;
      return Promise.reject(new KafkaError("unreachable", "no broker answers"));
    };
    await expect(world.apply({}, withAdmin(world, { createAcls: away }))).rejects.toMatchObject({
      kind: "unreachable",
    });
    expect(attempts).toBe(5);
    expect(world.clock.nowMs).toBe(1_500);
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });

  test("an abort ends a wait at once", async () => {
    const world = new ReconcileWorld();
    world.commit(two);
    const stop = new AbortController();
    const away = (): Promise<never> => {
      stop.abort(new Error("ctrl-c"));
      return Promise.reject(new KafkaError("unreachable", "no broker answers"));
    };
    await expect(world.apply({ signal: stop.signal }, withAdmin(world, { createAcls: away }))).rejects.toThrow(
      "ctrl-c",
    );
    expect(world.clock.nowMs).toBe(0);
  });
});

test("nothing is called per topic, ACL or partition", async () => {
  const world = new ReconcileWorld();
  const steps = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`step-${index}`, {}]));
  world.commit(root({ search: steps }));
  const calls: string[] = [];
  const counted = <T extends object>(what: T, prefix: string): T =>
    Object.fromEntries(
      Object.entries(what).map(([name, method]) => [
        name,
        (...args: unknown[]): unknown => {
          calls.push(`${prefix}${name}`);
          return (method as (...args: unknown[]) => unknown)(...args);
        },
      ]),
    ) as T;
  const kafka = {
    ...world.kafka,
    admin: counted(world.kafka.admin, ""),
    client: (...args: Parameters<typeof world.kafka.client>) => {
      const client = world.kafka.client(...args);
      return { ...client, offsets: counted(client.offsets, "offsets.") };
    },
  };
  const applied = await world.apply({}, { ...world.cluster, kafka });
  expect(applied.isApplied).toBe(true);
  expect(applied.outcomes.length).toBeGreaterThan(200);
  // The broker is asked whether it would create them, too.
  const observing = ["createTopics", "survey", "describeAcls", "describeTopicConfigs"];
  const applying = ["createTopics", "describeTopicDetails", "createAcls", "describeAcls"];
  const starting = ["offsets.logOffsets", "offsets.committed", "offsets.commit"];
  expect(calls.toSorted()).toEqual([...observing, ...applying, ...starting].toSorted());
});
