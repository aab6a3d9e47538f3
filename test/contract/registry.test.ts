import { expect, inject, test } from "vitest";
import { createEmbeddedRegistry } from "../../src/embedded/registry.ts";
import { connectRegistry } from "../../src/registry/confluent/confluent-registry.ts";
import { registryContract } from "./registry.contract.ts";

registryContract("embedded", createEmbeddedRegistry);
registryContract("Confluent API", () => connectRegistry({ url: inject("servers").registry.url }));

test("a registry that nobody answers for is unreachable, and that is retriable", async () => {
  const registry = connectRegistry({ url: "http://127.0.0.1:9" });
  await expect(registry.register("s", { type: "JSON", schema: "{}" })).rejects.toMatchObject({
    kind: "unreachable",
    retriable: true,
  });
});
