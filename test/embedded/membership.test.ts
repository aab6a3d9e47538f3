import { expect, test } from "vitest";
import { memberTtlMs } from "../../src/claims/coordination/membership.ts";
import { createEmbeddedMembership } from "../../src/embedded/membership.ts";
import { membershipContract } from "../contract/membership.contract.ts";
import { VirtualClock } from "../support/virtual-clock.ts";

membershipContract("the catalogue in memory", () => ({
  // Every test has engines of its own, and a catalogue for itself.
  open: () => createEmbeddedMembership(),
  openUnreachable: () => {
    const client = createEmbeddedMembership();
    client.faults.reachable = false;
    return client;
  },
}));

test("an engine that does not beat is a member for as long as its check allows", async () => {
  const clock = new VirtualClock();
  const membership = createEmbeddedMembership(clock);
  await membership.join({ engine: "a", label: "a", modules: false, incarnation: 0 });
  await clock.advance(memberTtlMs - 1);
  expect((await membership.watch({ sinceVersion: 0, waitMs: 0 })).members).toHaveLength(1);
  await clock.advance(2);
  expect((await membership.watch({ sinceVersion: 0, waitMs: 0 })).members).toEqual([]);
});
