import { afterAll, expect, inject, test } from "vitest";
import { connectMembership } from "../../src/app/claims.ts";
import type { Membership } from "../../src/claims/coordination/membership.ts";
import { membershipContract } from "./membership.contract.ts";

const { consul } = inject("servers");
const opened: Membership[] = [];

function open(address: string, keyPrefix: string): Membership {
  const membership = connectMembership({ address, keyPrefix });
  opened.push(membership);
  return membership;
}

afterAll(() => Promise.all(opened.map((membership) => membership.close())));

membershipContract("Consul", () => ({
  open: (keyPrefix) => open(consul.url, keyPrefix),
  // Port 1 is reserved and nothing listens there.
  openUnreachable: () => open("127.0.0.1:1", "x/"),
}));

test("two clusters in one Consul don't see each other's engines, even where their services share a name", async () => {
  const id = `${process.pid}-${Date.now()}`;
  const [a, b] = [open(consul.url, `two/${id}/`), open(consul.url, `two-${id}/`)];
  await a.join({ engine: `two-${id}`, label: "a", modules: false, incarnation: 0 });
  expect((await b.watch({ sinceVersion: 0, waitMs: 10 })).members).toEqual([]);
  expect((await a.watch({ sinceVersion: 0, waitMs: 10 })).members).toHaveLength(1);
  await a.leave(`two-${id}`);
});
