import { afterAll, inject } from "vitest";
import { connectConsul } from "../../src/app/claims.ts";
import type { ClaimStore } from "../../src/claims/store.ts";
import { claimStoreContract } from "./claim-store.contract.ts";

const { consul } = inject("servers");
const opened: ClaimStore[] = [];

function open(address: string, keyPrefix: string): ClaimStore {
  const store = connectConsul({ address, keyPrefix: `sluiceway-test/${keyPrefix}` });
  opened.push(store);
  return store;
}

afterAll(() => Promise.all(opened.map((store) => store.close())));

claimStoreContract("Consul", () => ({
  open: (keyPrefix) => open(consul.url, keyPrefix),
  // Port 1 is reserved and nothing listens there.
  openUnreachable: () => open("127.0.0.1:1", ""),
}));
