import { describe, expect, test } from "vitest";
import { readQuarantines } from "../../../src/claims/quarantine-log.ts";
import type { Checked } from "../../../src/diagnostics/checked.ts";
import { KafkaError } from "../../../src/kafka/errors.ts";
import { parsed, parseDigest } from "../../../src/model/names.ts";
import { quarantineAcl } from "../../../src/model/quarantine.ts";
import type { CleanupRequest, CleanupResult } from "../../../src/operate/topics/cleanup.ts";
import { cleanUp } from "../../../src/operate/topics/cleanup.ts";
import { groupOf, ReconcileWorld, slot, topic } from "../../reconcile/reconcile-world.ts";

const name = topic("pipeline.search.step.old.input");
const [hourMs, dayMs] = [3_600_000, 86_400_000];

/** A topic with some records, of which the last is as old as is said. */
async function worldWith(options: { readonly ageMs?: number; readonly authorizer?: boolean } = {}) {
  const world = new ReconcileWorld(options);
  const { admin } = world.kafka;
  await admin.createTopics([{ name, partitions: 2, replicationFactor: 1, configs: {} }]);
  await world.write(name, 1, 3);
  world.clock.nowMs = Date.now() + (options.ageMs ?? 30 * dayMs);
  const run = async (given: Partial<CleanupRequest> = {}): Promise<Checked<CleanupResult>> => {
    const [found] = await admin.describeTopicDetails([name]);
    if (found === undefined) throw new Error("the topic is gone");
    return cleanUp(world.cluster, { topic: found, quietMs: dayMs, holdMs: dayMs, by: "ada", ...given });
  };
  const exists = async (): Promise<boolean> => (await admin.listTopics()).includes(name);
  const isDenied = async (): Promise<boolean> => (await world.acls()).includes(`User:* write topic ${name}`);
  return { world, run, exists, isDenied };
}

const codesOf = (result: Checked<CleanupResult>): readonly string[] =>
  result.ok ? [result.value.kind] : result.diagnostics.map(({ code }) => code);

describe("a cleanup", () => {
  test("first keeps everybody from writing, and deletes only after the time that was said then", async () => {
    const { world, run, exists, isDenied } = await worldWith();
    expect(codesOf(await run())).toEqual(["quarantined"]);
    expect(await isDenied()).toBe(true);
    world.clock.nowMs += dayMs - 1;
    // A shorter time now doesn't shorten what was said.
    expect(codesOf(await run({ holdMs: 0 }))).toEqual(["SLW2040"]);
    expect(await exists()).toBe(true);
    world.clock.nowMs += 1;
    expect(codesOf(await run())).toEqual(["deleted"]);
    expect([await exists(), await isDenied()]).toEqual([false, false]);
    expect(await readQuarantines(world.store)).toEqual([]);
  });

  test.each([hourMs, dayMs - 1])("is refused when something was written %i ms ago", async (ageMs) => {
    const { run, isDenied } = await worldWith({ ageMs });
    const refused = await run();
    expect(refused).toMatchObject({ ok: false, diagnostics: [{ code: "SLW2038" }] });
    expect(refused.ok ? "" : refused.diagnostics[0]?.message).toContain("3 records within the last 1d");
    expect(await isDenied()).toBe(false);
  });

  test("is refused when somebody writes old records under the quarantine", async () => {
    const { world, run, exists } = await worldWith();
    await run({ holdMs: 0 });
    await world.write(name, 0, 2);
    world.clock.nowMs += 60 * dayMs;
    const refused = await run();
    expect(refused.ok ? "" : refused.diagnostics[0]?.message).toMatch(/2 records since .*, when its quarantine began/);
    expect(await exists()).toBe(true);
  });

  test.each([
    ["subscribed to it", { topics: [name] }],
    ["of a protocol that doesn't say what it reads, with offsets in it", {}],
  ])("is refused, at both times, while a group has a member %s", async (_what, member) => {
    const { world, run, exists } = await worldWith();
    const client = world.kafka.client();
    await client.offsets.commit(groupOf("reports"), [{ topic: name, partition: 1, offset: 1n, metadata: "" }]);
    const join = () => world.kafka.control.addGroupMember(groupOf("reports"), { clientId: "c", host: "/h", ...member });
    const leave = join();
    const refused = await run();
    expect(refused.ok ? "" : refused.diagnostics[0]?.message).toContain("group reports-consumer-group (c at /h)");
    leave();
    expect(codesOf(await run({ holdMs: 0 }))).toEqual(["quarantined"]);
    join();
    expect(codesOf(await run())).toEqual(["SLW2037"]);
    expect(await exists()).toBe(true);
  });

  test("isn't hindered by members of groups that read something else", async () => {
    const { world, run } = await worldWith();
    const client = world.kafka.client();
    await client.offsets.commit(groupOf("other"), [{ topic: name, partition: 1, offset: 1n, metadata: "" }]);
    world.kafka.control.addGroupMember(groupOf("other"), { clientId: "c", host: "/h", topics: ["elsewhere"] });
    expect(codesOf(await run())).toEqual(["quarantined"]);
  });

  test("is refused while an engine holds a slot of the topic", async () => {
    const { world, run } = await worldWith();
    await world.claim(slot("search", name), parsed(parseDigest(`sha256:${"a".repeat(64)}`)));
    const refused = await run();
    expect(refused.ok ? "" : refused.diagnostics[0]?.message).toContain("engine e for pipeline search");
  });

  test("begins anew when somebody has taken the denial away", async () => {
    const { world, run, exists } = await worldWith();
    await run({ holdMs: 0 });
    await world.kafka.admin.deleteAcls([quarantineAcl(name)]);
    expect(codesOf(await run({ holdMs: 0 }))).toEqual(["quarantined"]);
    expect(await exists()).toBe(true);
    expect(codesOf(await run())).toEqual(["deleted"]);
  });

  test("begins anew for another topic of the same name", async () => {
    const { world, run, exists } = await worldWith();
    await run({ holdMs: 0 });
    world.kafka.control.deleteTopic(name);
    await world.kafka.admin.createTopics([{ name, partitions: 1, replicationFactor: 1, configs: {} }]);
    expect(codesOf(await run({ holdMs: 0 }))).toEqual(["quarantined"]);
    expect(await exists()).toBe(true);
  });

  test("goes on with what broke off in the middle", async () => {
    const { world, run } = await worldWith();
    const { admin } = world.kafka;
    const whole = { ...admin };
    Object.assign(admin, { createAcls: () => Promise.reject(new KafkaError("unreachable", "gone")) });
    await expect(run({ holdMs: 0 })).rejects.toThrow("gone");
    Object.assign(admin, whole);
    expect(codesOf(await run({ holdMs: 0 }))).toEqual(["quarantined"]);
    Object.assign(admin, { deleteAcls: () => Promise.reject(new KafkaError("unreachable", "gone")) });
    await expect(run()).rejects.toThrow("gone");
    Object.assign(admin, whole);
    // The topic is gone, its denial isn't: a plan takes it away.
    world.commit({ "cluster.yaml": "clusterName: test\n" });
    expect((await world.plan()).plan.steps.map(({ id }) => id)).toEqual([`end-quarantine/${name}`]);
    expect((await world.apply()).isApplied).toBe(true);
    expect([await world.acls(), await readQuarantines(world.store)]).toEqual([[], []]);
  });

  test("without an authorizer only waits, and says so", async () => {
    const { run } = await worldWith({ authorizer: false });
    const begun = await run({ holdMs: 0 });
    expect(begun).toMatchObject({ ok: true, value: { kind: "quarantined" }, warnings: [{ code: "SLW2041" }] });
    expect(codesOf(await run())).toEqual(["deleted"]);
  });
});
