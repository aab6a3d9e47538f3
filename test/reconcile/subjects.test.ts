import { describe, expect, test } from "vitest";
import { createEmbeddedRegistry } from "../../src/embedded/registry.ts";
import type { SchemaRegistry } from "../../src/registry/registry.ts";
import { RegistryError } from "../../src/registry/registry.ts";
import { LockLostError, guardedCluster } from "../../src/reconcile/guarded-cluster.ts";
import type { Files } from "../compile/compile-text.ts";
import { schemaConflict } from "../support/schema-conflict.ts";
import { ReconcileWorld, inputOf } from "./reconcile-world.ts";

const record = (...fields: readonly object[]): string =>
  JSON.stringify({ type: "record", name: "Order", fields: [{ name: "id", type: "string" }, ...fields] });
const added = { name: "count", type: "int" };

/** One pipeline that writes its end's input, with a schema of its own; another one without any. */
function rootOf(schema: string, declared = "subject: orders-value"): Files {
  const pipeline = (name: string, output = ""): string =>
    `pipelineName: ${name}\nsteps:\n  - { stepName: entry, stepType: INITIAL_PIPELINE, outputs: [{ targetStep: end${output} }] }\n  - { stepName: end, stepType: SINK }\n`;
  return {
    "cluster.yaml":
      'clusterName: test\ntopicDefaults: { partitions: 2, replicationFactor: 1 }\nnaming: { prefix: "" }\n',
    "orders.yaml": pipeline("orders", `, schema: { type: AVRO, file: order.avsc, ${declared} }`),
    "plain.yaml": pipeline("plain"),
    "order.avsc": schema,
  };
}

function worldWith(registry: SchemaRegistry | undefined, files: Files): ReconcileWorld {
  const world = new ReconcileWorld();
  world.registry = registry;
  world.commit(files);
  return world;
}

const strict = (): SchemaRegistry => createEmbeddedRegistry({ conflictOf: schemaConflict });
const registrations = async (world: ReconcileWorld): Promise<readonly string[]> =>
  (await world.plan()).plan.steps.map(({ id }) => id).filter((id) => id.startsWith("register-schema/"));

describe("a declared payload schema with a subject", () => {
  test("is registered before its pipeline is published, once", async () => {
    const registry = strict();
    const world = worldWith(registry, rootOf(record()));
    const { steps } = (await world.plan()).plan;
    expect(steps.find(({ id }) => id === "publish-bundle/orders")?.dependsOn).toContain("register-schema/orders-value");
    expect(steps.find(({ id }) => id === "publish-bundle/plain")?.dependsOn).not.toContain(
      "register-schema/orders-value",
    );
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect(await registry.latest("orders-value")).toMatchObject({ version: 1, type: "AVRO", schema: record() });
    expect((await world.plan()).plan.hasChanges).toBe(false);
  });

  test("is named after its topic where that is wished", async () => {
    const world = worldWith(strict(), rootOf(record(), "subjectNameStrategy: TopicNameStrategy"));
    expect(await registrations(world)).toEqual([`register-schema/${inputOf("orders", "end")}-value`]);
  });

  test("that is only spelled otherwise, or was an earlier version, is no change", async () => {
    const registry = strict();
    await registry.register("orders-value", { type: "AVRO", schema: JSON.stringify(JSON.parse(record()), null, 4) });
    await registry.register("orders-value", { type: "AVRO", schema: record({ ...added, default: 0 }) });
    expect(await registrations(worldWith(registry, rootOf(record())))).toEqual([]);
  });

  test("that the registry finds by none of its own ways, but that means the same as the latest, is no change", async () => {
    const registry = strict();
    await registry.register("orders-value", { type: "AVRO", schema: record() });
    const literal = { ...registry, lookUp: () => Promise.resolve(undefined) };
    expect(await registrations(worldWith(literal, rootOf(JSON.stringify(JSON.parse(record()), null, 2))))).toEqual([]);
  });

  test("that is incompatible is an error of the plan, and holds its pipeline alone", async () => {
    const registry = strict();
    await registry.register("orders-value", { type: "AVRO", schema: record() });
    const world = worldWith(registry, rootOf(record(added)));
    const { plan } = await world.plan();
    expect(plan.diagnostics).toMatchObject([{ code: "SLW2057", span: { file: "orders.yaml" } }]);
    expect(plan.blocked.map(({ pipeline }) => pipeline)).toEqual(["orders"]);
    expect(await world.apply()).toMatchObject({ isApplied: false });
    expect(Object.keys(await world.published())).toEqual(["plain"]);
    expect((await registry.latest("orders-value"))?.version).toBe(1);
    world.commit(rootOf(record({ ...added, default: 0 })));
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await registry.latest("orders-value"))?.version).toBe(2);
  });

  test("that the registry refuses though it found nothing against it stops what depends on it alone", async () => {
    const registry = strict();
    await registry.register("orders-value", { type: "AVRO", schema: record() });
    const blind = { ...registry, conflicts: () => Promise.resolve([]) };
    const world = worldWith(blind, rootOf(record(added)));
    const applied = await world.apply();
    const outcomes = new Map(applied.outcomes.map((outcome) => [outcome.step.id, outcome.kind]));
    expect(outcomes.get("register-schema/orders-value")).toBe("failed");
    expect(outcomes.get("publish-bundle/orders")).toBe("skipped");
    expect(outcomes.get("publish-bundle/plain")).toBe("done");
  });

  test("is left alone without a registry, and that is said", async () => {
    const world = worldWith(undefined, rootOf(record()));
    const { plan } = await world.plan();
    expect(plan.diagnostics.map(({ code }) => code)).toEqual(["SLW2058"]);
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });

  test("of several files is left alone, and that is said", async () => {
    const files = rootOf('syntax = "proto3"; import "money.proto"; message Order { Money price = 1; }');
    const { "order.avsc": text = "", ...others } = files;
    const yaml = others["orders.yaml"]?.replace("type: AVRO, file: order.avsc", "type: PROTOBUF, file: order.proto");
    const money = 'syntax = "proto3"; message Money { int64 cents = 1; }';
    const world = worldWith(strict(), {
      ...others,
      "orders.yaml": yaml ?? "",
      "order.proto": text,
      "money.proto": money,
    });
    const { plan } = await world.plan();
    expect(plan.diagnostics).toMatchObject([{ code: "SLW2062", severity: "warning" }]);
    expect(plan.diagnostics[0]?.message).toContain("money.proto");
    expect(await registrations(world)).toEqual([]);
  });
});

describe("a registry that doesn't answer", () => {
  const down: SchemaRegistry = {
    ...strict(),
    lookUp: () => Promise.reject(new RegistryError("unreachable", "connection refused")),
  };

  test("ends a plan, before anything is written", async () => {
    const world = worldWith(down, rootOf(record()));
    await expect(world.apply()).rejects.toThrow("connection refused");
    expect(await world.kafka.admin.listTopics()).toEqual([]);
  });

  test("isn't asked where nothing is declared for it", async () => {
    const { "orders.yaml": _, ...plain } = rootOf(record());
    expect(await worldWith(down, plain).apply()).toMatchObject({ isApplied: true });
  });

  test("in the middle of an apply is tried again, and then ends it; the next one goes on", async () => {
    const registry = strict();
    let left = 2;
    const register: SchemaRegistry["register"] = (...schema) =>
      (left -= 1) >= 0 ? Promise.reject(new RegistryError("unreachable", "gone")) : registry.register(...schema);
    const world = worldWith({ ...registry, register }, rootOf(record()));
    expect(await world.apply()).toMatchObject({ isApplied: true });
    left = 10;
    world.commit(rootOf(record({ ...added, default: 0 })));
    await expect(world.apply()).rejects.toThrow("gone");
    world.registry = registry;
    expect(await world.apply()).toMatchObject({ isApplied: true });
  });
});

test("once the lock is lost no schema is registered any more, and reads go on", async () => {
  const registry = strict();
  const world = worldWith(registry, rootOf(record()));
  const guarded = guardedCluster(world.cluster, () => false).registry;
  await expect(guarded?.register("a-value", { type: "AVRO", schema: record() })).rejects.toThrow(LockLostError);
  expect(await guarded?.lookUp("a-value", { type: "AVRO", schema: record() })).toBeUndefined();
  expect(await registry.latest("a-value")).toBeUndefined();
});
