import type { IncomingMessage } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { connectRegistry } from "../../src/registry/confluent/confluent-registry.ts";
import type { SchemaRegistry } from "../../src/registry/registry.ts";

const schema = { type: "AVRO", schema: '"string"' } as const;
const closing: (() => void)[] = [];
afterEach(() => closing.splice(0).forEach((close) => close()));

interface Answer {
  readonly status?: number;
  readonly body: unknown;
}

/** A registry that answers by method and path, and remembers what it was asked. */
async function registryAnswering(
  answers: Readonly<Record<string, Answer>>,
): Promise<{ readonly registry: SchemaRegistry; readonly asked: IncomingMessage[] }> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    const path = request.url?.replace(/\?.*/, "") ?? "";
    const { status = 200, body } = answers[`${request.method} ${path}`] ?? { status: 404, body: { error_code: 404 } };
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  closing.push(() => void server.close());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/base/`;
  return { registry: connectRegistry({ url, credentials: { username: "ada", password: "s3cret" } }), asked };
}

const compatibility = "POST /base/compatibility/subjects/a%2Fb/versions";

test("the registry's own reasons are handed on, and credentials are sent", async () => {
  const { registry, asked } = await registryAnswering({
    "GET /base/config/a%2Fb": { body: { compatibilityLevel: "FULL_TRANSITIVE" } },
    [compatibility]: { body: { is_compatible: false, messages: ["a field is missing", ""] } },
  });
  expect(await registry.conflicts("a/b", schema)).toEqual(["a field is missing"]);
  expect(asked.map(({ headers }) => headers.authorization)).toEqual(
    asked.map(() => `Basic ${Buffer.from("ada:s3cret").toString("base64")}`),
  );
});

test("without reasons the level is named", async () => {
  const { registry } = await registryAnswering({
    "GET /base/config/a%2Fb": { body: { compatibilityLevel: "FULL" } },
    [compatibility]: { body: { is_compatible: false } },
  });
  expect(await registry.conflicts("a/b", schema)).toEqual(["it isn't compatible (FULL)"]);
});

test("a subject of the level NONE isn't asked about", async () => {
  const { registry, asked } = await registryAnswering({
    "GET /base/config/a%2Fb": { body: { compatibilityLevel: "NONE" } },
    [compatibility]: { body: { is_compatible: false } },
  });
  expect(await registry.conflicts("a/b", schema)).toEqual([]);
  expect(asked).toHaveLength(1);
});

test("a refusal for want of rights is one, and nothing of the password is in it", async () => {
  const { registry } = await registryAnswering({
    "POST /base/subjects/a%2Fb": { status: 403, body: { error_code: 40301, message: "access denied" } },
  });
  const refused = registry.lookUp("a/b", schema);
  await expect(refused).rejects.toMatchObject({ kind: "other", retriable: false });
  await expect(refused).rejects.toThrow("the schema of subject a/b: access denied");
  await expect(refused).rejects.not.toThrow("s3cret");
});

test("an answer that isn't one is said, not believed", async () => {
  const { registry } = await registryAnswering({
    "POST /base/subjects/a%2Fb": { body: {} },
    "GET /base/subjects/a%2Fb/versions/latest": { body: { version: 1 } },
  });
  await expect(registry.lookUp("a/b", schema)).rejects.toMatchObject({ kind: "other" });
  await expect(registry.latest("a/b")).rejects.toMatchObject({ kind: "other" });
});
