import { createServer } from "node:http";
import type { Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { inspect } from "node:util";
import { afterEach, describe, expect, test } from "vitest";
import { connectConsul } from "../../../src/app/claims.ts";
import { StoreError } from "../../../src/claims/store.ts";
import type { ClaimStore, StoreOperation } from "../../../src/claims/store.ts";

const token = "a-token-that-nobody-may-see";
const write: StoreOperation = { kind: "set", key: "slots/a", value: new Uint8Array([1]), version: 5 };

/** What Consul answers, as seen from 1.8.7 with its ACLs on. */
interface Answer {
  readonly status: number;
  readonly body: string | object;
  readonly index?: number;
}

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

async function consulThat(respond: (url: string, response: ServerResponse) => void): Promise<ClaimStore> {
  const server: Server = createServer((request, response) => {
    request.resume();
    request.on("end", () => respond(request.url ?? "", response));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const address = `127.0.0.1:${port}`;
  const store = connectConsul({ address, token, keyPrefix: "sluiceway/", requestTimeoutMs: 200 });
  opened.push(async () => {
    await store.close();
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return store;
}

function answering(answerTo: (url: string) => Answer): Promise<ClaimStore> {
  return consulThat((url, response) => {
    const { status, body, index } = answerTo(url);
    const type = typeof body === "string" ? "text/plain" : "application/json";
    response.writeHead(status, { "content-type": type, "x-consul-index": String(index ?? 1) });
    response.end(typeof body === "string" ? body : JSON.stringify(body));
  });
}

async function failureOf(promise: Promise<unknown>): Promise<StoreError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StoreError)) throw new Error(`no StoreError but ${String(error)}`);
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(token);
  return error;
}

describe("what Consul refuses", () => {
  test("reading: the message names the rule", async () => {
    const store = await answering(() => ({ status: 403, body: "Permission denied" }));
    const error = await failureOf(store.get("slots/a"));
    expect([error.kind, error.retriable]).toEqual(["denied", false]);
    expect(error.message).toBe(
      'Consul refused to read "slots/a": the token\'s policy needs the rule key_prefix "sluiceway/" { policy = "read" }',
    );
  });

  test("writing, which a transaction answers as a conflict", async () => {
    const body = { Results: null, Errors: [{ OpIndex: 0, What: "Permission denied" }] };
    const error = await failureOf((await answering(() => ({ status: 409, body }))).transact([write]));
    expect([error.kind, error.message]).toEqual([
      "denied",
      'Consul refused to write "slots/a": the token\'s policy needs the rule key_prefix "sluiceway/" { policy = "write" }',
    ]);
  });

  test("a token that it does not know", async () => {
    const store = await answering(() => ({ status: 403, body: "ACL not found" }));
    const error = await failureOf(store.list("slots/"));
    expect(error.kind).toBe("denied");
    expect(error.message).toContain("it does not know the token");
  });

  test("listing: what may not be read is left out without a word, so an empty list is asked about", async () => {
    const store = await answering((url) =>
      url.includes("recurse") || url.includes("keys")
        ? { status: 404, body: "" }
        : { status: 403, body: "Permission denied" },
    );
    expect((await failureOf(store.list("slots/"))).kind).toBe("denied");
    expect((await failureOf(store.keys("slots/"))).kind).toBe("denied");
  });
});

describe("what fails", () => {
  test.each([
    [{ status: 500, body: "No cluster leader" }, "unreachable"],
    [{ status: 500, body: "rpc error making call: EOF" }, "unreachable"],
    [{ status: 503, body: "" }, "unreachable"],
    [{ status: 429, body: "Your IP is issuing too many concurrent connections" }, "unreachable"],
    [{ status: 413, body: "Request body(524289 bytes) too large" }, "too-large"],
    [{ status: 400, body: "Bad request" }, "other"],
    [{ status: 200, body: "no json" }, "other"],
    [{ status: 200, body: { Results: null, Errors: null } }, "other"],
    [{ status: 409, body: { Results: null, Errors: [{ OpIndex: 0, What: "something else" }] } }, "other"],
  ] as const)("a transaction answered with %j is %s", async (answer, kind) => {
    const error = await failureOf((await answering(() => answer)).transact([write]));
    expect([error.kind, error.retriable]).toEqual([kind, kind === "unreachable"]);
  });

  test("too many connections: the message names the limit", async () => {
    const store = await answering(() => ({ status: 429, body: "too many concurrent connections" }));
    expect((await failureOf(store.get("a"))).message).toContain("http_max_conns_per_client");
  });

  test.each([
    'failed to set key "x", index is stale',
    'key "x" exists',
    'failed to check index, key "x" doesn\'t exist',
  ])("%j is a conflict", async (What) => {
    const store = await answering(() => ({ status: 409, body: { Results: null, Errors: [{ OpIndex: 0, What }] } }));
    expect(await store.transact([write])).toEqual({ ok: false, conflicts: [0] });
  });

  test("no answer in time, and a connection that breaks", async () => {
    const silent = await consulThat(() => undefined);
    expect((await failureOf(silent.get("a"))).kind).toBe("unreachable");
    expect((await failureOf(silent.transact([write]))).kind).toBe("unreachable");
    const breaking = await consulThat((_, response) => response.destroy());
    expect((await failureOf(breaking.transact([write]))).kind).toBe("unreachable");
  });

  test("a list without an index is not understood", async () => {
    const store = await consulThat((_, response) =>
      response.writeHead(200, { "content-type": "application/json" }).end("[]"),
    );
    expect((await failureOf(store.list("slots/"))).kind).toBe("other");
  });
});
