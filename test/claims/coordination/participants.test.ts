import { expect, test } from "vitest";
import { readParticipants } from "../../../src/claims/coordination/participants.ts";
import type { Participants } from "../../../src/claims/coordination/participants.ts";
import { readClaimStatus } from "../../../src/claims/status.ts";
import { StoreError } from "../../../src/claims/store.ts";
import { EngineWorld, leaseMs } from "../engine-world.ts";

const T = leaseMs;

async function participantsOf({ store, membership }: EngineWorld): Promise<Participants> {
  return readParticipants({ store, membership: membership! }, (await readClaimStatus(store)).engines);
}

test("names the coordinator, the candidates and standby engines, in the order of their labels", async () => {
  const world = new EngineWorld(2, 1, "coordinated");
  const engines = Array.from({ length: 12 }, (_, at) => world.join(`e${String(at).padStart(2, "0")}`));
  await world.advance(10 * T);
  const { coordinator, engines: shown, catalogueDenied } = await participantsOf(world);
  const chosen = engines.find(({ manager }) => manager.role() === "coordinator")!;
  expect(coordinator).toMatchObject({ engine: chosen.name, label: `label of ${chosen.name}`, token: 1 });
  expect(shown.map(({ engine }) => engine)).toEqual(engines.map(({ name }) => name));
  for (const one of shown) {
    const role = engines.find(({ name }) => name === one.engine)!.manager.role();
    // Whether it owns slots is another question.
    expect(one.role).toBe(role === "coordinator" || role === "candidate" ? role : "member");
    expect(one.modules).toBe(true);
    if (role === "standby") expect(one.lease).toBeUndefined();
    else expect(one.lease).toMatchObject({ id: `${one.engine}.1`, state: "active", leaseMs });
  }
  expect(shown.filter(({ role }) => role === "coordinator")).toHaveLength(1);
  expect(catalogueDenied).toBeUndefined();
});

test("a coordinator whose lease was revoked is none, and the next one is named with a greater token", async () => {
  const world = new EngineWorld(2, 1, "coordinated");
  const engines = Array.from({ length: 4 }, (_, at) => world.join(`e${at}`));
  await world.advance(5 * T);
  const first = engines.find(({ manager }) => manager.role() === "coordinator")!;
  first.kill();
  const seen = new Set<string | undefined>();
  for (let step = 0; step < 60; step += 1) {
    await world.advance(T / 10);
    seen.add((await participantsOf(world)).coordinator?.engine);
  }
  const { coordinator } = await participantsOf(world);
  expect(coordinator?.token).toBeGreaterThan(1);
  expect(coordinator?.engine).not.toBe(first.name);
  expect([...seen][0]).toBe(first.name);
});

test("without the right to read the catalogue those with a lease are shown, and the reason", async () => {
  const world = new EngineWorld(1, 1, "coordinated");
  world.join("a");
  await world.advance(5 * T);
  const membership = {
    ...world.membership!,
    watch: () => Promise.reject(new StoreError("denied", "the token lacks the rule")),
  };
  const { engines } = await readClaimStatus(world.store);
  const found = await readParticipants({ store: world.store, membership: membership as never }, engines);
  expect(found).toMatchObject({ coordinator: { engine: "a" }, catalogueDenied: "the token lacks the rule" });
  const lease = { id: "a.1", state: "active", leaseMs, sinceMs: expect.any(Number) as number };
  expect(found.engines).toEqual([{ engine: "a", label: "label of a", role: "coordinator", lease }]);
  const filtered = { ...membership, watch: () => Promise.resolve({ members: [], version: 7 }) };
  const silent = await readParticipants({ store: world.store, membership: filtered as never }, engines);
  expect(silent).toMatchObject({ engines: [{ engine: "a" }] });
  expect(silent.catalogueDenied).toContain("service_prefix and node_prefix");
  const broken = { ...membership, watch: () => Promise.reject(new StoreError("unreachable", "no answer")) };
  await expect(readParticipants({ store: world.store, membership: broken as never }, engines)).rejects.toThrow(
    "no answer",
  );
});
