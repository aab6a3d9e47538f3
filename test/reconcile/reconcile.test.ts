import { describe, expect, test } from "vitest";
import { ReconcileWorld, inputOf, root } from "./reconcile-world.ts";

const search = { search: { ingest: {}, chunk: {} } };
const longer = { search: { ingest: {}, chunk: {}, index: {} } };

describe("a revision", () => {
  test("is applied whole, and planning it again finds nothing to do", async () => {
    const world = new ReconcileWorld();
    world.commit(root(search));
    const applied = await world.apply();
    expect(applied.diagnostics).toEqual([]);
    expect(applied).toMatchObject({ isDone: true, isApplied: true });
    const { plan, revision } = await world.plan();
    expect([plan.steps, plan.hasChanges]).toEqual([[], false]);
    expect(await world.log()).toEqual({ lastApplied: revision, attempted: [] });
    expect(Object.keys(await world.published())).toEqual(["search"]);
  });
});
