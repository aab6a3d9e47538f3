import fc from "fast-check";
import { expect, test } from "vitest";
import type { AclBinding } from "../../src/model/acl.ts";
import { aclKey } from "../../src/model/acl.ts";
import type { Files } from "../compile/compile-text.ts";
import type { PlannedRevision } from "../../src/reconcile/reconcile.ts";
import { ReconcileWorld, groupOf, inputOf, topic } from "./reconcile-world.ts";

/**
 * Histories of one cluster: revisions that are applied, and what others do in between. Whatever a revision asks for and
 * the cluster has, an apply through the public surfaces is followed by a plan without plan steps, and what isn't this
 * repository's is as it was.
 */

const pipelineNames = ["search", "other"] as const;
const stepNames = ["a", "b", "c"] as const;
const custom = topic("shared.events");
/** What no revision names. */
const foreignTopics = ["theirs", "pipeline.somebody.step.a.input"].map(topic);
const ourTopics = [custom, ...pipelineNames.flatMap((name) => stepNames.map((step) => inputOf(name, step)))];
const foreignGroup = "their-group" as ReturnType<typeof groupOf>;

const size = fc.integer({ min: 1, max: 3 });
const pipeline = fc.record({
  steps: fc.subarray([...stepNames], { minLength: 1 }),
  partitions: size,
  delivery: fc.constantFrom("at-least-once", "exactly-once"),
});
const revision = fc.record({
  kind: fc.constant("revision" as const),
  pipelines: fc.dictionary(fc.constantFrom(...pipelineNames), pipeline),
  custom: fc.option(fc.record({ partitions: size, retention: fc.constantFrom("1h", "3d") })),
  onMismatch: fc.constantFrom("warn", "alter"),
  acls: fc.constantFrom("shared", "exclusive"),
  aclPattern: fc.constantFrom("literal", "prefixed"),
});
type Revision = typeof revision extends fc.Arbitrary<infer T> ? T : never;

function filesOf({ pipelines, custom: shared, onMismatch, acls, aclPattern }: Revision): Files {
  const documents = Object.entries(pipelines).map(([name, { steps, partitions, delivery }]): [string, string] => {
    const lowered = steps.map((step, index) => ({
      stepName: step,
      stepType: index === 0 ? "INITIAL_PIPELINE" : index === steps.length - 1 ? "SINK" : "PIPELINE",
      delivery,
      topics: { input: { partitions } },
      ...(index === steps.length - 1 ? {} : { outputs: [{ targetStep: steps[index + 1] }] }),
    }));
    return [`${name}.yaml`, JSON.stringify({ pipelineName: name, producers: ["User:source"], steps: lowered })];
  });
  const cluster = {
    clusterName: "test",
    topicDefaults: { replicationFactor: 1 },
    naming: { prefix: "" },
    management: { topics: { onMismatch }, acls, aclPattern },
    ...(shared === null ? {} : { allowedKafkaTopics: [custom], topics: [{ name: custom, ...shared }] }),
  };
  return { "cluster.yaml": JSON.stringify(cluster), ...Object.fromEntries(documents) };
}

const binding: fc.Arbitrary<AclBinding> = fc.record({
  principal: fc.constantFrom("User:search", "User:other", "User:source", "User:somebody", "User:*"),
  host: fc.constant("*"),
  permission: fc.constantFrom("allow" as const, "allow" as const, "allow" as const, "deny" as const),
  operation: fc.constantFrom("read" as const, "write" as const, "all" as const),
  resourceType: fc.constant("topic" as const),
  resourceName: fc.constantFrom<string>(...ourTopics, ...foreignTopics, "pipeline.search."),
  patternType: fc.constantFrom("literal" as const, "prefixed" as const),
});
const anyTopic = fc.constantFrom(...ourTopics, ...foreignTopics);
const settings = fc.dictionary(
  fc.constantFrom("retention.ms", "max.message.bytes", "cleanup.policy"),
  fc.constantFrom("1000", "2000"),
  { maxKeys: 2 },
);
const valid = (given: Readonly<Record<string, string>>): Record<string, string> => ({
  ...given,
  ...("cleanup.policy" in given ? { "cleanup.policy": "compact" } : {}),
});

/** What somebody else does. */
const disturbance = fc.oneof(
  fc.record({ kind: fc.constant("create" as const), name: anyTopic, partitions: size, configs: settings.map(valid) }),
  fc.record({ kind: fc.constant("alter" as const), topic: anyTopic, set: settings.map(valid) }),
  fc.record({ kind: fc.constant("delete" as const), name: anyTopic }),
  fc.record({ kind: fc.constant("grant" as const), acl: binding }),
  fc.record({ kind: fc.constant("revoke" as const), acl: binding }),
  fc.record({ kind: fc.constant("commit" as const), topic: anyTopic, offset: fc.bigInt(0n, 9n) }),
);
type Disturbance = typeof disturbance extends fc.Arbitrary<infer T> ? T : never;

async function disturb({ kafka }: ReconcileWorld, act: Disturbance): Promise<void> {
  const { admin } = kafka;
  if (act.kind === "create") await admin.createTopics([{ ...act, replicationFactor: 1 }]);
  else if (act.kind === "alter") await admin.alterTopicConfigs([act]);
  else if (act.kind === "delete") kafka.control.deleteTopic(act.name);
  else if (act.kind === "grant") await admin.createAcls([act.acl]);
  else if (act.kind === "revoke") await admin.deleteAcls([act.acl]);
  else {
    const client = kafka.client();
    for (const group of [foreignGroup, groupOf("search")])
      await client.offsets.commit(group, [{ topic: act.topic, partition: 0, offset: act.offset, metadata: "" }]);
    await client.close();
  }
}

/** Everything that there is, and what of it no revision up to now may have asked for. */
async function stateOf(world: ReconcileWorld) {
  const { admin } = world.kafka;
  const names = await admin.listTopics();
  const client = world.kafka.client();
  const offsetsOf = async (group: ReturnType<typeof groupOf>) => {
    const partitions = [...ourTopics, ...foreignTopics].map((name) => ({ topic: name, partition: 0 }));
    const committed = await client.offsets.committed(group, partitions);
    return committed.filter(({ offset }) => offset !== undefined);
  };
  const state = {
    topics: await admin.describeTopics(names),
    acls: (await admin.describeAcls()) ?? [],
    offsets: { theirs: await offsetsOf(foreignGroup), search: await offsetsOf(groupOf("search")) },
  };
  await client.close();
  return state;
}
type State = Awaited<ReturnType<typeof stateOf>>;

/** Whose ACLs a revision may take away: those that one has granted, and of its principals where they are exclusive. */
function mayRevoke(acl: AclBinding, wanted: ReadonlySet<string>, now: Revision): boolean {
  const isExclusive = now.acls === "exclusive" && Object.hasOwn(now.pipelines, acl.principal.slice("User:".length));
  return wanted.has(aclKey(acl)) || isExclusive;
}

interface Asked {
  readonly now: Revision;
  readonly wanted: ReadonlySet<string>;
  /** Topics of which the group's offsets were offered to be deleted, which was approved. */
  readonly forgotten: ReadonlySet<string>;
}

function expectUntouched(before: State, after: State, { now, wanted, forgotten }: Asked) {
  const topics = new Map(after.topics.map((one) => [one.name, one]));
  for (const was of before.topics) {
    const is = topics.get(was.name);
    expect(is?.id, `${was.name} is the topic that it was`).toBe(was.id);
    const isForeign = foreignTopics.includes(was.name) || now.onMismatch === "warn";
    if (isForeign) expect(is).toEqual(was);
    else {
      expect(is!.partitions).toBeGreaterThanOrEqual(was.partitions);
      const kept = Object.entries(was.configs).filter(([key]) => key !== "retention.ms" && key !== "cleanup.policy");
      expect(is!.configs).toMatchObject(Object.fromEntries(kept));
    }
  }
  const left = new Set(after.acls.map(aclKey));
  for (const acl of before.acls) if (!mayRevoke(acl, wanted, now)) expect(left).toContain(aclKey(acl));
  expect(after.offsets.theirs).toEqual(before.offsets.theirs);
  expect(after.offsets.search).toEqual(
    expect.arrayContaining(before.offsets.search.filter((one) => !forgotten.has(one.topic))),
  );
}

/** What an approval of everything lets be deleted: offsets in topics that this revision doesn't read. */
function forgottenBy({ plan, desired }: PlannedRevision): ReadonlySet<string> {
  const read = new Set(desired.groups.flatMap(({ inputs }) => inputs.map(({ topic: name }) => name)));
  const topics = plan.steps.flatMap(({ change }) => (change.kind === "delete-offsets" ? [change.topic] : []));
  for (const name of topics) expect(read).not.toContain(name);
  return new Set(topics);
}

test("any history: after an apply there is nothing left to do, and what isn't ours is as it was", async () => {
  let steps = 0;
  const history = fc.array(fc.tuple(fc.array(disturbance, { maxLength: 6 }), revision), { minLength: 1, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(history, async (rounds) => {
      const world = new ReconcileWorld();
      const wanted = new Set<string>();
      for (const [acts, now] of rounds) {
        for (const act of acts) await disturb(world, act);
        world.commit(filesOf(now));
        const before = await stateOf(world);
        const planned = await world.plan();
        for (const { binding: own } of planned.desired.acls) wanted.add(aclKey(own));
        // A revision that asks for nothing, or much less, has to be approved as a whole.
        const approvals = [...planned.plan.steps.map(({ id }) => id), "guard/shrunken-state"];
        const applied = await world.apply({ approvals: approvals.map((step) => ({ step, by: "a test" })) });
        steps += applied.outcomes.length;
        expect(applied.outcomes.filter(({ kind }) => kind !== "done")).toEqual([]);
        expectUntouched(before, await stateOf(world), { now, wanted, forgotten: forgottenBy(planned) });
        const { plan } = await world.plan();
        expect(plan.steps).toEqual([]);
        // What can't be done without somebody's help (a topic that has vanished, a denial of others) is said.
        const isHeldUp = planned.plan.diagnostics.some(({ severity }) => severity === "error");
        expect(applied.isApplied).toBe(!isHeldUp);
      }
    }),
    { numRuns: 50 },
  );
  expect(steps).toBeGreaterThan(400);
});
