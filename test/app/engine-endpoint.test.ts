import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { EngineEndpoint } from "../../src/app/engine-endpoint.ts";
import { openEngineEndpoint, unreadiness } from "../../src/app/engine-endpoint.ts";
import { EngineMetrics } from "../../src/app/engine-metrics.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { EngineWorld, input, output, stepOf, topicOf } from "../engine/engine-world.ts";
import { eventually } from "../support/eventually.ts";

let world: EngineWorld;
let endpoint: EngineEndpoint;
let engine: Engine;
let isStopping = false;
beforeEach(async () => {
  world = await EngineWorld.create();
  await world.createTopic(topicOf("retry-1"), 1);
  const metrics = new EngineMetrics();
  engine = world.engine({
    observeTime: metrics.observe,
    breakerLimits: { windowMs: 60_000, minAttempts: 2, ratio: 0.5, firstProbeMs: 60_000, maxProbeMs: 60_000 },
  });
  metrics.follow(() => engine.stats());
  isStopping = false;
  const stats = () => engine.stats();
  endpoint = await openEngineEndpoint({ host: "127.0.0.1", port: 0, metrics, stats, isStopping: () => isStopping });
});
afterEach(async () => {
  await endpoint.close();
  await world.close();
});

const get = async (
  path: string,
): Promise<{ readonly status: number; readonly type: string | null; readonly text: string }> => {
  const answer = await fetch(`http://${endpoint.address}${path}`);
  return { status: answer.status, type: answer.headers.get("content-type"), text: await answer.text() };
};
const sample = (text: string, name: string): string | undefined =>
  text.split("\n").find((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`));

describe("the engine's endpoint", () => {
  test("tells records, dead letters, lag, retries, breakers and times in Prometheus' format", async () => {
    await world.write(input, [{ value: "fine" }, { value: "bad" }, { value: "bad" }, { value: "fine" }]);
    const module = world.module(`
      export const process = async (record) => {
        if (record.text() === "bad") throw new Error("not yet");
        return {};
      };
    `);
    const tiers = { order: "topic", topics: [{ topic: topicOf("retry-1"), delayMs: 600_000 }] } as const;
    const retry = { maxAttempts: 3, initialBackoffMs: 1, multiplier: 1, maxBackoffMs: 1, tiers };
    engine.acquired(world.hold(world.bundle(stepOf(module, { retry }))));
    await eventually(async () => expect((await get("/metrics")).text).toContain(`sluiceway_breaker_state{`));
    await eventually(async () => {
      const { text, status, type } = await get("/metrics");
      expect([status, type]).toEqual([200, "text/plain; version=0.0.4; charset=utf-8"]);
      expect(sample(text, "sluiceway_records_out_total")).toBe("sluiceway_records_out_total 1");
      expect(sample(text, "sluiceway_breaker_opened_total")).toBe(
        `sluiceway_breaker_opened_total{pipeline="search",step="work",target="the module"} 1`,
      );
      expect(text).toContain(
        `sluiceway_slot_waiting{pipeline="search",topic="in",partition="0",reason="circuit-open"} 1`,
      );
      expect(text).toContain(`sluiceway_slot_lag_records{pipeline="search",topic="in",partition="0",step="work"} 3`);
      expect(text).toContain(
        `sluiceway_slot_lag_seconds{pipeline="search",topic="retry-1",partition="0",step="work"} 0`,
      );
      expect(text).toContain(`sluiceway_slots{state="running"} 1`);
      for (const stage of ["process", "produce", "commit"])
        expect(text).toMatch(new RegExp(`sluiceway_stage_seconds_count\\{stage="${stage}"\\} [1-9]`));
      expect(sample(text, "nodejs_eventloop_lag_p99_seconds")).toBeDefined();
    });
    // What the step calls is away: the engine itself is well.
    expect(await get("/health/ready")).toMatchObject({ status: 200 });
    expect(await world.values(output)).toEqual(["fine"]);
  });

  test("is live, ready only while every held slot runs and is connected, and not while it hands over", async () => {
    expect(await get("/health/live")).toMatchObject({ status: 200 });
    expect(await get("/health/ready")).toMatchObject({ status: 200 });
    world.fail("fetch", 200);
    engine.acquired(world.hold(world.bundle(stepOf({ kind: "builtin", name: "passthrough", config: {} }))));
    await eventually(async () =>
      expect(await get("/health/ready")).toMatchObject({
        status: 503,
        text: expect.stringContaining("search in/0: fetch-failed"),
      }),
    );
    expect(unreadiness(engine.stats())).toEqual(["search in/0: fetch-failed"]);
    expect(await get("/health/live")).toMatchObject({ status: 200 });
    isStopping = true;
    expect(await get("/health/ready")).toMatchObject({
      status: 503,
      text: expect.stringContaining("hands its slots over"),
    });
  });

  test("other paths are none of it", async () => {
    expect(await get("/nothing")).toMatchObject({ status: 404, text: expect.stringContaining("/metrics") });
  });

  test("an address that something else has is an error", async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, "127.0.0.1", resolve));
    const { port } = other.address() as AddressInfo;
    const opening = openEngineEndpoint({
      host: "127.0.0.1",
      port,
      metrics: new EngineMetrics(),
      stats: () => engine.stats(),
      isStopping: () => false,
    });
    await expect(opening).rejects.toMatchObject({ code: "EADDRINUSE" });
    other.close();
  });
});
