import { createEmbeddedClaimStore } from "../../src/embedded/claim-store.ts";
import { claimStoreContract } from "../contract/claim-store.contract.ts";

const shared = createEmbeddedClaimStore();

claimStoreContract("the store in memory", () => ({
  open: (keyPrefix) => shared.client(keyPrefix),
  openUnreachable: () => {
    const client = shared.client();
    client.faults.reachable = false;
    return client;
  },
}));
