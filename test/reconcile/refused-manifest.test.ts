import { expect, test } from "vitest";
import { StoreError } from "../../src/claims/store.ts";
import { ReconcileWorld, root } from "./reconcile-world.ts";
import { storeWith } from "../../src/claims/store.ts";

test("a manifest that the store refuses is a failure with the store's reason, not somebody else's change", async () => {
  const world = new ReconcileWorld();
  world.commit(root({ search: { entry: {} } }));
  const store = storeWith(world.store, (operations) =>
    operations.some(({ key }) => key === "manifest")
      ? Promise.reject(new StoreError("denied", 'the token lacks key:write on "manifest"'))
      : world.store.transact(operations),
  );
  const applied = await world.apply({}, { ...world.cluster, store });
  const [failure] = applied.outcomes.filter(({ kind }) => kind !== "done");
  expect(failure).toMatchObject({ kind: "failed", reason: 'the token lacks key:write on "manifest"' });
  expect(applied).toMatchObject({ isApplied: false, diagnostics: [{ code: "SLW3001" }] });
  expect(await world.apply()).toMatchObject({ isApplied: true });
});
