import type { IncomingMessage, Server, ServerResponse } from "node:http";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmbeddedServices } from "../../../../src/embedded/services.ts";
import type { Engine } from "../../../../src/engine/engine.ts";
import type { EngineOptions } from "../../../../src/engine/options.ts";
import type { BundleProcessor } from "../../../../src/model/bundle.ts";
import { eventually } from "../../../support/eventually.ts";
import { EngineWorld, deadLetters, errors, headersOf, input, output, stepOf } from "../../engine-world.ts";

interface Call {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly socket: unknown;
}

let world: EngineWorld;
let server: Server;
let calls: Call[];
/** What the service does with a call. */
let answer: (call: Call, response: ServerResponse) => void;

beforeEach(async () => {
  world = await EngineWorld.create({ partitions: 2 });
  calls = [];
  answer = (call, response) => response.end(call.body.toUpperCase());
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const { method, url, headers, socket } = request;
      const call = { method, url, headers, body: Buffer.concat(parts).toString(), socket };
      calls.push(call);
      answer(call, response);
    });
  });
  await listen(0);
});
afterEach(async () => {
  await world.close();
  server.closeAllConnections();
  server.close();
});

const listen = (port: number) => new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
const portOf = () => (server.address() as AddressInfo).port;
const http = (changes: object = {}): BundleProcessor => ({
  kind: "http",
  url: `http://127.0.0.1:${portOf()}/analyse?v=1`,
  batch: 1,
  config: {},
  ...changes,
});
const quickBreaker = { windowMs: 60_000, minAttempts: 4, ratio: 0.5, firstProbeMs: 50, maxProbeMs: 100 };
function run(
  processor: BundleProcessor,
  changes: Parameters<typeof stepOf>[1] = {},
  options: Partial<EngineOptions> = {},
): Engine {
  const engine = world.engine({ breakerLimits: quickBreaker, ...options });
  const digest = world.bundle(stepOf(processor, changes));
  engine.acquired(world.hold(digest, 0));
  engine.acquired(world.hold(digest, 1));
  return engine;
}
const committedAt = (offset: bigint, partition = 0) =>
  eventually(async () => expect((await world.committed(partition)).offset).toBe(offset));
const reports = async () =>
  (await world.values(errors)).map((text) => JSON.parse(text ?? "") as Record<string, unknown>);
const waits = (engine: Engine): readonly string[] =>
  engine.stats().slots.flatMap(({ waiting }) => waiting.map(({ reason }) => reason));

describe("one record a call", () => {
  test("the value is the body; the answer is the new value; what the record is stands in headers", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const headers = [
      { key: Buffer.from("Content-Type"), value: Buffer.from("text/plain") },
      { key: Buffer.from("traceparent"), value: Buffer.from(traceparent) },
      { key: Buffer.from("own"), value: Buffer.from([0xff]) },
    ];
    answer = (call, response) => response.setHeader("content-type", "application/json").end(`"${call.body}"`);
    await world.write(input, [{ key: "k\né%", value: "hello", headers, timestampMs: 5_000 }]);
    run(http({ config: { headers: { "x-team": "search" }, settings: { model: "größe" } } }));
    await committedAt(1n);
    const [found] = await world.read(output);
    expect([found?.key?.toString(), found?.value?.toString(), found?.timestampMs]).toEqual(["k\né%", `"hello"`, 5_000]);
    expect(headersOf(found!)).toMatchObject({
      traceparent,
      "content-type": "application/json",
      "sluiceway-id": "in/0/0/work/0",
    });
    expect(found?.headers.find(({ key }) => key.toString() === "own")?.value).toEqual(Buffer.from([0xff]));
    expect(calls).toMatchObject([
      {
        method: "POST",
        url: "/analyse?v=1",
        body: "hello",
        headers: {
          "content-type": "text/plain",
          traceparent,
          "x-team": "search",
          "sluiceway-settings": '{"model":"gr%C3%B6%C3%9Fe"}',
          "sluiceway-id": "in/0/0",
          "sluiceway-key": "k%0A%C3%A9%25",
          "sluiceway-pipeline": "search",
          "sluiceway-step": "work",
          "sluiceway-topic": "in",
          "sluiceway-partition": "0",
          "sluiceway-offset": "0",
          "sluiceway-timestamp": "5000",
        },
      },
    ]);
  });

  test("connections are kept, 204 writes nothing, tombstones aren't sent, an empty value is", async () => {
    answer = (call, response) => {
      response.statusCode = call.body === "drop" ? 204 : 200;
      response.end(call.body);
    };
    await world.write(input, [{ value: "a" }, { value: "drop" }, { key: "gone" }, { value: "" }]);
    run(http());
    await committedAt(4n);
    expect(new Set((await world.read(output)).map(({ value }) => value?.toString()))).toEqual(
      new Set(["a", undefined, ""]),
    );
    expect(calls.map(({ body }) => body)).toEqual(["a", "drop", ""]);
    expect(new Set(calls.map(({ socket }) => socket)).size).toBe(1);
  });

  test.each([
    [422, 1],
    [404, 1],
    [500, 3],
    [502, 3],
    [408, 3],
  ])("status %i: a dead letter after %i attempts, with what the service said", async (status, attempts) => {
    answer = (_call, response) => {
      response.statusCode = status;
      response.setHeader("content-type", "text/plain").end("no such language");
    };
    await world.write(input, [{ value: "a" }]);
    run(http());
    await committedAt(1n);
    expect(calls).toHaveLength(attempts);
    expect(await reports()).toMatchObject([
      { attempts, errorClass: "TargetError", message: expect.stringContaining("no such language") },
    ]);
    expect(await world.values(deadLetters)).toEqual(["a"]);
  });

  test("a service that hangs is left after the step's timeout; one that breaks off has made an attempt", async () => {
    answer = ({ body }, response) => {
      if (body === "break") response.socket?.destroy();
      else if (body !== "hang") response.end(body);
    };
    await world.write(input, [{ value: "hang" }, { value: "break" }, { value: "fine" }]);
    run(
      http(),
      { timeoutMs: 60, retry: { maxAttempts: 2, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 } },
      {
        breakerLimits: { ...quickBreaker, minAttempts: 100 },
      },
    );
    await committedAt(3n);
    expect(await world.values(output)).toEqual(["fine"]);
    expect(await reports()).toMatchObject([
      { errorClass: "ProcessorTimeoutError", attempts: 2 },
      { errorClass: "TargetError", attempts: 2 },
    ]);
  });

  test.each([401, 403, 429, 503, 302])(
    "status %i says nothing of the record: it waits, and no attempt counts",
    async (status) => {
      answer = (_call, response) => {
        response.statusCode = status;
        response.end();
      };
      await world.write(input, [{ value: "a" }, { value: "b" }]);
      const engine = run(http());
      await eventually(async () => expect(calls.length).toBeGreaterThan(4));
      await eventually(async () => expect(waits(engine)).toContain("circuit-open"));
      answer = (call, response) => response.end(call.body);
      await committedAt(2n);
      expect(await world.values(output)).toEqual(["a", "b"]);
      expect(await world.read(errors)).toEqual([]);
      await eventually(async () => expect(waits(engine)).toEqual([]));
      expect(engine.stats().breakers).toMatchObject([
        { pipeline: "search", step: "work", target: `127.0.0.1:${portOf()}`, state: "closed" },
      ]);
    },
  );

  test("a service that is away: nothing is lost and nothing is a dead letter, and it goes on when it is back", async () => {
    const port = portOf();
    const processor = http();
    await new Promise((resolve) => server.close(resolve));
    await world.write(
      input,
      Array.from({ length: 20 }, (_, index) => ({ value: `v${index}`, partition: index % 2 })),
    );
    const engine = run(processor);
    await eventually(async () => expect(engine.stats().breakers[0]?.opened).toBeGreaterThan(1));
    expect(world.eventsOf("slot-waiting").map(({ reason }) => reason)).toContain("circuit-open");
    expect((await world.committed()).offset).toBe(0n);
    await listen(port);
    await Promise.all([committedAt(10n, 0), committedAt(10n, 1)]);
    const written = await world.values(output);
    expect(written).toHaveLength(20);
    expect(new Set(written)).toEqual(new Set(Array.from({ length: 20 }, (_, index) => `V${index}`)));
    expect(await world.read(deadLetters)).toEqual([]);
    expect(engine.stats()).toMatchObject({ retries: 0, errors: 0 });
  });

  test("no more calls than maxConcurrent are under way", async () => {
    let [running, most] = [0, 0];
    answer = (call, response) => {
      running += 1;
      most = Math.max(most, running);
      setTimeout(() => {
        running -= 1;
        response.end(call.body);
      }, 20);
    };
    await world.write(
      input,
      Array.from({ length: 12 }, (_, index) => ({ value: `v${index}` })),
    );
    run(http({ config: { maxConcurrent: 3 } }), { ordering: "none", concurrency: 8 });
    await committedAt(12n);
    expect(most).toBe(3);
  });
});

describe("several records a call", () => {
  interface Request {
    readonly sequence?: number;
    readonly record: { readonly id: string; readonly value?: string; readonly offset?: string };
  }
  const base64 = (text: string): string => Buffer.from(text).toString("base64");
  const textOf = (request: Request): string => Buffer.from(request.record.value ?? "", "base64").toString();

  test("records that are under way together share a call, and each has its own end", async () => {
    answer = (call, response) => {
      const { requests } = JSON.parse(call.body) as { readonly requests: readonly Request[] };
      const responses = requests.map((request) => {
        const text = textOf(request);
        const sequence = request.sequence ?? 0;
        if (text === "poison") return { sequence, failure: { class: "POISON", message: "never" } };
        if (text === "two")
          return {
            sequence,
            emissions: [
              { value: base64("2a"), headers: [{ name: "n", value: base64("1") }] },
              { tombstone: true, noKey: true },
            ],
          };
        return { sequence, emissions: [{ value: base64(text.toUpperCase()) }] };
      });
      response.end(JSON.stringify({ responses: responses.toReversed() }));
    };
    await world.write(
      input,
      ["a", "poison", "two", "b", "c"].map((value) => ({ key: "k", value })),
    );
    run(http({ batch: 3 }), { ordering: "none", concurrency: 5 });
    await committedAt(5n);
    expect(calls.length).toBe(2);
    const found = await world.read(output);
    expect(new Set(found.map(({ key, value }) => `${key?.toString()} ${value?.toString()}`))).toEqual(
      new Set(["k A", "k 2a", "undefined undefined", "k B", "k C"]),
    );
    expect(found.map((record) => headersOf(record)["n"]).filter((value) => value === "1")).toHaveLength(1);
    expect(await reports()).toMatchObject([{ id: "in/0/1", attempts: 1, message: "never" }]);
  });

  test.each([
    ["is no JSON", "nonsense"],
    ["has no responses", "{}"],
    ["has one that is none", `{"responses":[7]}`],
    ["leaves the record out", `{"responses":[]}`],
  ])("an answer that %s is a failed attempt of each record", async (_what, text) => {
    answer = (_call, response) => response.end(text);
    await world.write(input, [{ value: "a" }]);
    run(http({ batch: 3 }));
    await committedAt(1n);
    expect(await reports()).toMatchObject([{ attempts: 3 }]);
  });
});

describe("a service by its name", () => {
  test("is called at the instances that the catalogue names, and waited for while there is none", async () => {
    const services = createEmbeddedServices();
    await world.write(input, [{ value: "a" }]);
    const engine = run({ kind: "http", service: "upper", path: "/go", batch: 1, config: {} }, {}, { services });
    await eventually(async () => expect(waits(engine).length).toBeGreaterThan(0));
    services.register("upper", [
      { host: "127.0.0.1", port: portOf() },
      { host: "127.0.0.1", port: 1, passing: false },
    ]);
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["A"]);
    expect(calls.at(-1)?.url).toBe("/go");
    expect(engine.stats().breakers).toMatchObject([{ target: "upper" }]);
  });
});
