import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assignSlots as assign } from "../../src/claims/assign-slots.ts";
import type { AssignableEngine, AssignableSlot, AssignmentInput } from "../../src/claims/assign-slots.ts";

const slot = (key: string, weight = 1): AssignableSlot => ({ key, group: "g", weight, needsModules: false });
const engine = (id: string, more: Partial<AssignableEngine> = {}): AssignableEngine => ({ id, modules: true, ...more });

/** Equal slots on equal engines. */
const assignSlots = (
  slots: readonly string[],
  engines: readonly string[],
  current: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> =>
  assign({ slots: slots.map((key) => slot(key)), engines: engines.map((id) => engine(id)), current });

const names = (prefix: string, max: number): fc.Arbitrary<string[]> =>
  fc.uniqueArray(fc.nat({ max: 60 }), { maxLength: max }).map((numbers) => numbers.map((n) => `${prefix}${n}`));

/** Slots, engines, and who owns what now: some of them are owned by engines that are gone. */
const situation = fc
  .record({
    slots: names("s", 40),
    engines: names("e", 12),
    gone: names("gone", 3),
    seed: fc.array(fc.nat(), { minLength: 40, maxLength: 40 }),
  })
  .map(({ slots, engines, gone, seed }) => {
    const owners = [undefined, ...engines, ...gone];
    const current = new Map<string, string>();
    for (const [at, slot] of slots.entries()) {
      const owner = owners[(seed[at] ?? 0) % owners.length];
      if (owner !== undefined) current.set(slot, owner);
    }
    return { slots, engines, current };
  });

function shares(assigned: ReadonlyMap<string, string>, engines: readonly string[]): number[] {
  return engines.map((engine) => [...assigned.values()].filter((owner) => owner === engine).length);
}

/** The fewest moves by trying every choice of who gets the greater share. */
function fewestMoves(
  slots: readonly string[],
  engines: readonly string[],
  current: ReadonlyMap<string, string>,
): number {
  const owned = engines.map((engine) => slots.filter((slot) => current.get(slot) === engine).length);
  const share = Math.floor(slots.length / engines.length);
  const greater = slots.length % engines.length;
  let most = -1;
  for (let choice = 0; choice < 2 ** engines.length; choice += 1) {
    const extra = engines.map((_, at) => (choice >> at) & 1);
    if (extra.reduce((sum, one) => sum + one, 0) !== greater) continue;
    most = Math.max(
      most,
      owned.reduce((sum, has, at) => sum + Math.min(has, share + (extra[at] ?? 0)), 0),
    );
  }
  return slots.length - most;
}

test("every slot has one owner among the engines, and shares differ by one at most", () => {
  fc.assert(
    fc.property(situation, ({ slots, engines, current }) => {
      const assigned = assignSlots(slots, engines, current);
      if (engines.length === 0) {
        expect(assigned.size).toBe(0);
        return;
      }
      expect([...assigned.keys()].toSorted()).toEqual(slots.toSorted());
      for (const owner of assigned.values()) expect(engines).toContain(owner);
      const counts = shares(assigned, engines);
      expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    }),
  );
});

test("moves as few slots as a balanced assignment allows", () => {
  fc.assert(
    fc.property(situation, ({ slots, engines: all, current }) => {
      const engines = all.slice(0, 8);
      if (engines.length === 0) return;
      const assigned = assignSlots(slots, engines, current);
      const moves = slots.filter((slot) => assigned.get(slot) !== current.get(slot)).length;
      expect(moves).toBe(fewestMoves(slots, engines, current));
    }),
  );
});

test("is the same in any order, and what it assigned stays", () => {
  fc.assert(
    fc.property(situation, ({ slots, engines, current }) => {
      const assigned = assignSlots(slots, engines, current);
      const reversed = assignSlots(slots.toReversed(), engines.toReversed(), new Map([...current].toReversed()));
      expect(Object.fromEntries(reversed)).toEqual(Object.fromEntries(assigned));
      expect(Object.fromEntries(assignSlots(slots, engines, assigned))).toEqual(Object.fromEntries(assigned));
    }),
  );
});

test("spreads neighbouring partitions over the engines", () => {
  const assigned = assignSlots(["a/0", "a/1", "a/2", "a/3"], ["x", "y"], new Map());
  expect([...assigned.values()].toSorted()).toEqual(["x", "x", "y", "y"]);
  expect(assigned.get("a/0")).not.toBe(assigned.get("a/1"));
});

/** Slots of different weight on engines with everything that can be asked of them. */
const mixed: fc.Arbitrary<AssignmentInput> = situation.chain(({ slots, engines, current }) =>
  fc
    .record({
      weights: fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 40, maxLength: 40 }),
      flags: fc.array(fc.record({ drained: fc.boolean(), relieve: fc.boolean(), modules: fc.boolean() }), {
        minLength: 12,
        maxLength: 12,
      }),
      needs: fc.array(fc.boolean(), { minLength: 40, maxLength: 40 }),
      mayMove: fc.oneof(fc.constant(Infinity), fc.nat({ max: 5 })),
      hysteresis: fc.nat({ max: 4 }),
      spread: fc.option(fc.integer({ min: 1, max: 4 }), { nil: undefined }),
    })
    .map(({ weights, flags, needs, mayMove, hysteresis, spread }) => ({
      slots: slots.map((key, at) => ({ key, group: "g", weight: weights[at] ?? 1, needsModules: needs[at] ?? false })),
      engines: engines.map((id, at) => ({ ...engine(id), ...flags[at] })),
      current,
      mayMove,
      hysteresis,
      ...(spread === undefined ? {} : { spread: new Map([["g", spread]]) }),
    })),
);

test("whatever is asked: one owner that can run the slot, none without one that could have one, few moves", () => {
  fc.assert(
    fc.property(mixed, (input) => {
      const owners = assign(input);
      const able = (one: AssignableSlot): readonly string[] =>
        input.engines.filter(({ modules }) => modules || !one.needsModules).map(({ id }) => id);
      for (const one of input.slots)
        if (able(one).length > 0) expect(able(one)).toContain(owners.get(one.key));
        else expect(owners.has(one.key)).toBe(false);
      const moved = input.slots.filter((one) => {
        const before = input.current.get(one.key) ?? "";
        return able(one).includes(before) && owners.get(one.key) !== before;
      });
      expect(moved.length).toBeLessThanOrEqual(input.mayMove ?? Infinity);
    }),
  );
});

test("round after round with few moves each ends where nothing moves any more", () => {
  fc.assert(
    fc.property(mixed, (input) => {
      let owners = assign({ ...input, mayMove: 2 });
      const engines = input.engines.map((one) => ({ ...one, relieve: false }));
      for (let round = 0; round < 60; round += 1) owners = assign({ ...input, engines, current: owners, mayMove: 2 });
      expect(assign({ ...input, engines, current: owners, mayMove: 2 })).toEqual(owners);
      const drained = new Set(engines.flatMap((one) => (one.drained ? [one.id] : [])));
      const takers = engines.filter((one) => !drained.has(one.id) && one.modules);
      if (takers.length > 0) for (const owner of owners.values()) expect(drained.has(owner)).toBe(false);
    }),
    { numRuns: 200 },
  );
});

test("a group on few engines doesn't keep a slot with a drained engine that those few can't replace", () => {
  const needy = { ...slot("needy"), needsModules: true };
  const owners = assign({
    slots: [slot("plain"), needy],
    engines: [engine("denies", { modules: false }), engine("drained", { drained: true }), engine("free")],
    current: new Map([
      ["plain", "denies"],
      ["needy", "drained"],
    ]),
    spread: new Map([["g", 1]]),
  });
  expect(Object.fromEntries(owners)).toEqual({ plain: "denies", needy: "free" });
});

test("loads are balanced by weight, heavy slots apart", () => {
  const slots = [slot("a", 6), slot("b", 6), slot("c", 2), slot("d", 2)];
  const owners = assign({ slots, engines: [engine("x"), engine("y")], current: new Map() });
  expect(owners.get("a")).not.toBe(owners.get("b"));
  expect(owners.get("c")).not.toBe(owners.get("d"));
});

test("a difference within the hysteresis is left alone", () => {
  const slots = ["a", "b", "c", "d"].map((key) => slot(key));
  const current = new Map(slots.map(({ key }, at) => [key, at < 3 ? "x" : "y"]));
  const input = { slots, engines: [engine("x"), engine("y")], current };
  expect(assign({ ...input, hysteresis: 2 })).toEqual(current);
  expect([...assign(input).values()].filter((owner) => owner === "y")).toHaveLength(2);
});

test("of equally loaded engines the one in the zone with less to do is chosen", () => {
  const engines = [engine("a", { zone: "1" }), engine("b", { zone: "1" }), engine("c", { zone: "2" })];
  const owners = assign({ slots: [slot("s"), slot("t")], engines, current: new Map() });
  expect(new Set(owners.values())).toContain("c");
});

test("an engine over its memory limit gives up one slot and gets none; a drained one gives up all", () => {
  const slots = ["a", "b", "c", "d"].map((key) => slot(key));
  const current = new Map(slots.map(({ key }) => [key, "x"]));
  const count = (more: Partial<AssignableEngine>): number => {
    const engines = [engine("x", more), engine("y", { relieve: false })];
    const owners = assign({ slots, engines, current, hysteresis: 9 });
    return [...owners.values()].filter((owner) => owner === "x").length;
  };
  expect([count({ relieve: true }), count({ drained: true }), count({})]).toEqual([3, 0, 4]);
});

test("a quiet group contracts to few engines, and one with lag spreads over more", () => {
  const slots = Array.from({ length: 6 }, (_, at) => slot(`s${at}`));
  const engines = ["x", "y", "z"].map((id) => engine(id));
  const spreadOver = (most: number, current: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
    assign({ slots, engines, current, spread: new Map([["g", most]]) });
  const wide = spreadOver(3, new Map());
  expect(new Set(wide.values()).size).toBe(3);
  const narrow = spreadOver(1, wide);
  expect(new Set(narrow.values()).size).toBe(1);
  expect(new Set(spreadOver(2, narrow).values()).size).toBe(2);
});

test("an operator's wish is followed, and stays as long as it is there", () => {
  const slots = ["a", "b"].map((key) => slot(key));
  const engines = ["x", "y"].map((id) => engine(id));
  const pinned = new Map([
    ["a", "x"],
    ["b", "x"],
  ]);
  expect([...assign({ slots, engines, current: new Map(), pinned }).values()]).toEqual(["x", "x"]);
});
