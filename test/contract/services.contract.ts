import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ServiceDirectory, ServiceInstance } from "../../src/claims/services.ts";
import { eventually } from "../support/eventually.ts";

export interface ServicesSubject {
  open(): ServiceDirectory;
  openUnreachable(): ServiceDirectory;
  /** Replaces a service's instances. */
  register(service: string, instances: readonly (ServiceInstance & { readonly passing: boolean })[]): Promise<void>;
}

/** What every directory of services keeps. */
export function servicesContract(name: string, subject: () => ServicesSubject): void {
  describe(`services: ${name}`, () => {
    const service = `sluiceway-test-${process.pid}-${Date.now()}`;
    let directory: ServiceDirectory;
    beforeEach(() => {
      directory = subject().open();
    });
    afterEach(async () => {
      await subject().register(service, []);
      await directory.close();
    });

    test("a service that nobody registered has no instances", async () => {
      expect(await directory.instances(`${service}-unknown`)).toEqual([]);
    });

    test("exactly the instances whose checks pass are told", async () => {
      await subject().register(service, [
        { host: "127.0.0.1", port: 4001, passing: true },
        { host: "127.0.0.2", port: 4002, passing: true },
        { host: "127.0.0.3", port: 4003, passing: false },
      ]);
      await eventually(async () =>
        expect((await directory.instances(service)).toSorted((a, b) => a.port - b.port)).toEqual([
          { host: "127.0.0.1", port: 4001 },
          { host: "127.0.0.2", port: 4002 },
        ]),
      );
    });

    test("a directory that can't be reached says so", async () => {
      const unreachable = subject().openUnreachable();
      await expect(unreachable.instances(service)).rejects.toMatchObject({ kind: "unreachable", retriable: true });
      await unreachable.close();
    });
  });
}
