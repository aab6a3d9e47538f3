import { expect, inject, test } from "vitest";
import { createEmbeddedRegistry } from "../../src/embedded/registry.ts";
import { connectRegistry } from "../../src/registry/confluent/confluent-registry.ts";
import { schemaConflict } from "../support/schema-conflict.ts";
import { registryContract } from "./registry.contract.ts";

registryContract("embedded", {
  open: () => createEmbeddedRegistry({ conflictOf: schemaConflict }),
  requireCompatible: () => Promise.resolve(),
});
registryContract("Confluent API", {
  open: () => connectRegistry({ url: inject("servers").registry.url }),
  requireCompatible: async (subject) => {
    const response = await fetch(`${inject("servers").registry.url}/config/${encodeURIComponent(subject)}`, {
      method: "PUT",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ compatibility: "BACKWARD" }),
    });
    expect(response.status).toBe(200);
  },
});

test("a subject of the level NONE takes whatever comes", async () => {
  const registry = connectRegistry({ url: inject("servers").registry.url });
  const subject = `none-${process.pid}-${Date.now()}-value`;
  await registry.register(subject, { type: "AVRO", schema: '"string"' });
  const other = { type: "AVRO", schema: '"int"' } as const;
  expect(await registry.conflicts(subject, other)).toEqual([]);
  await registry.register(subject, other);
  expect((await registry.latest(subject))?.version).toBe(2);
});

test("a registry that nobody answers for is unreachable, and that is retriable", async () => {
  const registry = connectRegistry({ url: "http://127.0.0.1:9" });
  await expect(registry.register("s", { type: "JSON", schema: "{}" })).rejects.toMatchObject({
    kind: "unreachable",
    retriable: true,
  });
});
