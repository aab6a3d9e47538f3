import type { Membership } from "../claims/coordination/membership.ts";
import type { ClaimStore } from "../claims/store.ts";
import { createConsulMembership } from "../claims/consul/consul-membership.ts";
import { createConsulClaimStore } from "../claims/consul/consul-store.ts";
import { createConsulServices } from "../claims/consul/consul-services.ts";
import type { ServiceDirectory } from "../claims/services.ts";
import type { ConsulStoreOptions } from "../claims/consul/consul-requests.ts";

/** Opens the claims store in Consul. Nothing is sent yet, so an unreachable Consul shows at the first request. */
export function connectConsul(options: ConsulStoreOptions): ClaimStore {
  return createConsulClaimStore(options);
}

/** Opens the engines' part of Consul's catalogue. Nothing is sent yet. */
export function connectMembership(options: ConsulStoreOptions): Membership {
  return createConsulMembership(options);
}

/** Opens Consul's catalogue of services. Nothing is sent yet. */
export function connectServices(options: ConsulStoreOptions): ServiceDirectory {
  return createConsulServices(options);
}
