/** One healthy instance of a service. */
export interface ServiceInstance {
  readonly host: string;
  readonly port: number;
}

/** Where services are found by name: Consul's catalogue, or its peer in memory. */
export interface ServiceDirectory {
  /** The instances whose checks pass, in no particular order; none where the service isn't known. Rejects with a `StoreError`. */
  instances(service: string): Promise<readonly ServiceInstance[]>;
  close(): Promise<void>;
}
