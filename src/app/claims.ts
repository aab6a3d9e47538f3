import type { ClaimStore } from "../claims/store.ts";
import { createConsulClaimStore } from "../claims/consul/consul-store.ts";
import type { ConsulStoreOptions } from "../claims/consul/consul-store.ts";

/** Opens the claims store in Consul. Nothing is sent yet, so an unreachable Consul shows at the first request. */
export function connectConsul(options: ConsulStoreOptions): ClaimStore {
  return createConsulClaimStore(options);
}
