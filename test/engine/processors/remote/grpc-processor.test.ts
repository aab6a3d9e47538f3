import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { sendUnaryData, ServerDuplexStream, ServerUnaryCall, UntypedServiceImplementation } from "@grpc/grpc-js";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createEmbeddedServices } from "../../../../src/embedded/services.ts";
import type { Engine } from "../../../../src/engine/engine.ts";
import type { EngineOptions } from "../../../../src/engine/options.ts";
import type { BundleProcessor } from "../../../../src/model/bundle.ts";
import { eventually } from "../../../support/eventually.ts";
import { EngineWorld, deadLetters, errors, headersOf, input, output, stepOf } from "../../engine-world.ts";

/** The service is built of the documented file, as anybody would build one. */
const { root } = protobuf.parse(readFileSync(join(import.meta.dirname, "../../../../schemas/processor.proto"), "utf8"));
const requestType = root.lookupType("sluiceway.processor.v1.ProcessRequest");
const responseType = root.lookupType("sluiceway.processor.v1.ProcessResponse");

interface Request {
  readonly sequence: number;
  readonly pipeline: string;
  readonly step: string;
  readonly record: {
    readonly id: string;
    readonly value?: Uint8Array;
    readonly key?: Uint8Array;
    readonly offset: unknown;
  };
}
type Answer = object | { readonly code: status; readonly details: string } | "hang";

const codecOf = (name: string, path: string, stream: boolean) => ({
  [name]: {
    path,
    requestStream: stream,
    responseStream: stream,
    requestSerialize: (value: object) => Buffer.from(requestType.encode(requestType.fromObject(value)).finish()),
    requestDeserialize: (bytes: Buffer) => requestType.decode(bytes) as unknown as Request,
    responseSerialize: (value: object) => Buffer.from(responseType.encode(responseType.fromObject(value)).finish()),
    responseDeserialize: (bytes: Buffer) => responseType.decode(bytes),
  },
});
const service = {
  ...codecOf("Process", "/sluiceway.processor.v1.Processor/Process", false),
  ...codecOf("ProcessStream", "/sluiceway.processor.v1.Processor/ProcessStream", true),
};
/** grpc.health.v1: field 1 of the answer, 1 for SERVING and 2 for NOT_SERVING. */
const healthService = {
  Check: {
    path: "/grpc.health.v1.Health/Check",
    requestStream: false,
    responseStream: false,
    requestSerialize: (value: Buffer) => value,
    requestDeserialize: (value: Buffer) => value,
    responseSerialize: (value: Buffer) => value,
    responseDeserialize: (value: Buffer) => value,
  },
};

let world: EngineWorld;
let server: Server;
let port: number;
let requests: Request[];
let metadata: string[];
let health: number;
let answer: (value: string, request: Request) => Answer;

async function listen(at: number, withHealth = true): Promise<void> {
  server = new Server();
  const implementation: UntypedServiceImplementation = {
    Process: (call: ServerUnaryCall<Request, object>, respond: sendUnaryData<object>) => {
      requests.push(call.request);
      metadata.push(...call.metadata.get("traceparent").map(String));
      const given = answer(Buffer.from(call.request.record.value ?? []).toString(), call.request);
      if (given === "hang") return;
      if ("code" in given) respond({ code: given.code, details: given.details });
      else respond(null, given);
    },
    ProcessStream: (call: ServerDuplexStream<Request, object>) => {
      call.on("data", (request: Request) => {
        requests.push(request);
        const given = answer(Buffer.from(request.record.value ?? []).toString(), request);
        if (given === "hang") return;
        if ("code" in given) call.emit("error", given);
        // Later ones are answered first: the sequence says which is meant.
        else setTimeout(() => call.write({ ...given, sequence: request.sequence }), requests.length % 2 === 0 ? 1 : 10);
      });
      call.on("end", () => call.end());
    },
  };
  server.addService(service, implementation);
  if (withHealth)
    server.addService(healthService, {
      Check: (_call: unknown, respond: sendUnaryData<Buffer>) => respond(null, Buffer.from([8, health])),
    });
  port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(`127.0.0.1:${at}`, ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
}

beforeEach(async () => {
  world = await EngineWorld.create();
  [requests, metadata, health] = [[], [], 1];
  answer = (value) => ({ emissions: [{ value: Buffer.from(value.toUpperCase()) }] });
  await listen(0);
});
afterEach(async () => {
  await world.close();
  server.forceShutdown();
});

const grpc = (changes: object = {}): BundleProcessor => ({
  kind: "grpc",
  service: "upper",
  address: `127.0.0.1:${port}`,
  tls: false,
  mode: "unary",
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
  engine.acquired(world.hold(world.bundle(stepOf(processor, changes))));
  return engine;
}
const committedAt = (offset: bigint) => eventually(async () => expect((await world.committed()).offset).toBe(offset));
const reports = async () =>
  (await world.values(errors)).map((text) => JSON.parse(text ?? "") as Record<string, unknown>);

describe("a call for each record", () => {
  test("carries what the record is, and writes what comes back", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    const headers = [
      { key: Buffer.from("traceparent"), value: Buffer.from(traceparent) },
      { key: Buffer.from("old"), value: Buffer.from("1") },
    ];
    answer = (value) => ({
      emissions: [
        {
          value: Buffer.from(`${value}!`),
          headers: [{ name: "new", value: Buffer.from("2") }],
          removedHeaders: ["old"],
        },
        { noKey: true, tombstone: true },
        { key: Buffer.from("other"), output: "main" },
      ],
    });
    await world.write(input, [{ key: "k", value: "hello", headers }, { key: "gone" }]);
    run(grpc({ config: { settings: { model: "größe" } } }));
    await committedAt(2n);
    const found = await world.read(output);
    expect(found.map(({ key, value }) => [key?.toString(), value?.toString()])).toEqual([
      ["k", "hello!"],
      [undefined, undefined],
      ["other", "hello"],
      ["gone", undefined],
    ]);
    expect(headersOf(found[0]!)).toEqual({ traceparent, new: "2", "sluiceway-id": "in/0/0/work/0" });
    expect(metadata).toEqual([traceparent]);
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      pipeline: "search",
      step: "work",
      record: { id: "in/0/0" },
      settingsJson: '{"model":"größe"}',
    });
  });

  test.each([
    ["POISON", { failure: { class: 1, message: "never" } }, 1, "never"],
    ["RETRIABLE", { failure: { class: 0, message: "not now" } }, 3, "not now"],
    ["an unknown output", { emissions: [{ output: "nowhere" }] }, 1, "nowhere"],
    ["INVALID_ARGUMENT", { code: status.INVALID_ARGUMENT, details: "bad" }, 1, "INVALID_ARGUMENT: bad"],
    ["INTERNAL", { code: status.INTERNAL, details: "bug" }, 3, "INTERNAL: bug"],
  ])("%s: the dead letters", async (...row) => {
    const [, given, attempts, message] = row;
    answer = () => given;
    await world.write(input, [{ value: "a" }]);
    run(grpc());
    await committedAt(1n);
    expect(requests).toHaveLength(attempts);
    expect(await reports()).toMatchObject([{ attempts, message: expect.stringContaining(message) }]);
    expect(await world.values(deadLetters)).toEqual(["a"]);
  });

  test("a service that hangs is left after the step's timeout", async () => {
    answer = (value) => (value === "hang" ? "hang" : { emissions: [{}] });
    await world.write(input, [{ value: "hang" }, { value: "fine" }]);
    run(grpc(), { timeoutMs: 80, retry: { maxAttempts: 2, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 } });
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["fine"]);
    expect(await reports()).toMatchObject([{ attempts: 2 }]);
  });

  test.each([
    ["FATAL", { failure: { class: 2, message: "model not loaded" } }],
    ["UNAVAILABLE", { code: status.UNAVAILABLE, details: "shutting down" }],
    ["UNAUTHENTICATED", { code: status.UNAUTHENTICATED, details: "who are you" }],
  ])("%s: the record waits, no attempt counts, and the health service is asked first", async (_what, given) => {
    answer = () => given;
    health = 2;
    await world.write(input, [{ value: "a" }]);
    const engine = run(grpc());
    await eventually(async () => expect(engine.stats().breakers[0]?.opened).toBeGreaterThan(1));
    expect(requests).toHaveLength(1);
    answer = (value) => ({ emissions: [{ value: Buffer.from(value.toUpperCase()) }] });
    health = 1;
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["A"]);
    expect(await reports()).toEqual([]);
  });

  test("a service that is away and comes back, without a health service: nothing is lost", async () => {
    server.forceShutdown();
    await world.write(input, [{ value: "a" }, { value: "b" }]);
    const engine = run(grpc());
    await eventually(async () => expect(engine.stats().breakers[0]?.opened).toBeGreaterThan(0));
    await listen(port, false);
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["A", "B"]);
    expect(await world.read(deadLetters)).toEqual([]);
  });

  test("is found by its name in the catalogue", async () => {
    const services = createEmbeddedServices();
    services.register("upper", [{ host: "127.0.0.1", port }]);
    await world.write(input, [{ value: "a" }]);
    run({ kind: "grpc", service: "upper", tls: false, mode: "unary", config: {} }, {}, { services });
    await committedAt(1n);
    expect(await world.values(output)).toEqual(["A"]);
  });
});

describe("one call for many records", () => {
  test("answers belong to requests by their sequence, in whatever order they come", async () => {
    await world.write(
      input,
      Array.from({ length: 10 }, (_, index) => ({ value: `v${index}` })),
    );
    run(grpc({ mode: "stream" }), { ordering: "none", concurrency: 4 });
    await committedAt(10n);
    const found = await world.read(output);
    expect(new Set(found.map((record) => `${record.value?.toString()} ${headersOf(record)["sluiceway-id"]}`))).toEqual(
      new Set(Array.from({ length: 10 }, (_, index) => `V${index} in/0/${index}/work/0`)),
    );
  });

  test("one that ends with an error is a failed attempt of what was under way, and another call follows", async () => {
    let failures = 0;
    answer = (value) => {
      if (value === "v1" && failures++ === 0) return { code: status.INTERNAL, details: "bug" };
      return { emissions: [{ value: Buffer.from(value.toUpperCase()) }] };
    };
    await world.write(
      input,
      ["v0", "v1", "v2"].map((value) => ({ value })),
    );
    const engine = run(grpc({ mode: "stream" }));
    await committedAt(3n);
    expect(await world.values(output)).toEqual(["V0", "V1", "V2"]);
    expect(engine.stats()).toMatchObject({ retries: 1, errors: 0 });
  });

  test("one that answers nothing is left after the step's timeout", async () => {
    answer = (value) => (value === "hang" ? "hang" : { emissions: [{}] });
    await world.write(input, [{ value: "hang" }, { value: "fine" }]);
    run(grpc({ mode: "stream" }), {
      timeoutMs: 80,
      retry: { maxAttempts: 1, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1 },
    });
    await committedAt(2n);
    expect(await world.values(output)).toEqual(["fine"]);
    expect(await reports()).toMatchObject([{ errorClass: "ProcessorTimeoutError" }]);
  });
});
