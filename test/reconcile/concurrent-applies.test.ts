import { describe, expect, test } from "vitest";
import { StoreError } from "../../src/claims/store.ts";
import { applyRevision } from "../../src/reconcile/reconcile.ts";
import { storeWith } from "../../src/claims/store.ts";
import { ReconcileWorld, root } from "./reconcile-world.ts";

const search = root({ search: { a: {}, b: {} } });
const both = root({ search: { a: {}, b: {} }, extra: { a: {}, b: {} } });
const other = root({ search: { a: {}, b: {} }, other: { a: {}, b: {} } });

/** Runs `meanwhile` when the revision's apply is about to change the manifest. */
async function overtaken(world: ReconcileWorld, meanwhile: () => Promise<unknown>): ReturnType<typeof applyRevision> {
  const planned = await world.plan();
  let isOvertaken = false;
  const store = storeWith(world.store, async (operations) => {
    if (!isOvertaken && operations.some(({ key }) => key === "manifest")) {
      isOvertaken = true;
      await meanwhile();
    }
    return world.store.transact(operations);
  });
  return applyRevision(planned, { ...world.cluster, store });
}

describe("an apply that another one overtakes", () => {
  test("isn't recorded as applied when the other revision has revoked what it granted", async () => {
    const world = new ReconcileWorld();
    world.commit(both);
    const applied = await overtaken(world, async () => {
      world.commit(search);
      expect(await world.apply()).toMatchObject({ isApplied: true });
    });
    expect(applied).toMatchObject({ isDone: true, isApplied: false });
    expect(applied.diagnostics.map(({ code }) => code)).toEqual(["SLW3005"]);

    world.commit(both);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.acls()).filter((acl) => acl.startsWith("User:extra "))).not.toEqual([]);
    expect((await world.plan()).plan.hasChanges).toBe(false);
  });

  test("doesn't make what the other granted forgotten", async () => {
    const world = new ReconcileWorld();
    world.commit(both);
    await overtaken(world, async () => {
      world.commit(other);
      expect(await world.apply()).toMatchObject({ isApplied: true });
    });
    world.commit(search);
    expect(await world.apply()).toMatchObject({ isApplied: true });
    expect((await world.acls()).filter((acl) => !acl.startsWith("User:search "))).toEqual([]);
  });

  test("of the same revision is recorded by both", async () => {
    const world = new ReconcileWorld();
    world.commit(both);
    const applied = await overtaken(world, () => world.apply());
    expect(applied).toMatchObject({ isApplied: true, diagnostics: [] });
    expect(await world.plan()).toMatchObject({ plan: { hasChanges: false }, log: { attempted: [] } });
  });

  test("counts an answer that was lost as recorded", async () => {
    const world = new ReconcileWorld();
    world.commit(search);
    let answersToLose = 1;
    const store = storeWith(world.store, async (operations) => {
      const result = await world.store.transact(operations);
      const records = operations.some(
        (operation) => operation.kind === "set" && Buffer.from(operation.value).toString().includes('"lastApplied"'),
      );
      if (!records || answersToLose === 0) return result;
      answersToLose -= 1;
      throw new StoreError("unreachable", "the answer was lost");
    });
    expect(await world.apply({}, { ...world.cluster, store })).toMatchObject({ isApplied: true, diagnostics: [] });
    expect(answersToLose).toBe(0);
  });
});
