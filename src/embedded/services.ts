import type { ServiceDirectory, ServiceInstance } from "../claims/services.ts";
import { StoreError } from "../claims/store.ts";

/** The in-memory peer of Consul's catalogue of services. */
export interface EmbeddedServices extends ServiceDirectory {
  readonly faults: { reachable: boolean };
  /** Replaces the instances of a service; those that don't pass their checks are never told. */
  register(service: string, instances: readonly (ServiceInstance & { readonly passing?: boolean })[]): void;
}

/** A directory without services. */
export function createEmbeddedServices(): EmbeddedServices {
  const services = new Map<string, readonly ServiceInstance[]>();
  const faults = { reachable: true };
  return {
    faults,
    register(service, instances) {
      const passing = instances.filter((instance) => instance.passing !== false);
      services.set(
        service,
        passing.map(({ host, port }) => ({ host, port })),
      );
    },
    instances(service) {
      if (!faults.reachable) return Promise.reject(new StoreError("unreachable", "the embedded catalogue is cut off"));
      return Promise.resolve(services.get(service) ?? []);
    },
    close: () => Promise.resolve(),
  };
}
