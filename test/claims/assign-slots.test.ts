import * as fc from "fast-check";
import { expect, test } from "vitest";
import { assignSlots } from "../../src/claims/assign-slots.ts";

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
