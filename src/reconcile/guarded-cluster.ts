import { storeWith } from "../claims/store.ts";
import type { ClusterAdmin, ValidateOption } from "../kafka/admin.ts";
import type { Guard } from "../kafka/guard.ts";
import type { Kafka } from "../kafka/kafka.ts";
import type { SchemaRegistry } from "../registry/registry.ts";
import type { Cluster } from "./cluster.ts";

/** The lock is lost, so that somebody else may be applying: nothing more is sent. */
export class LockLostError extends Error {
  constructor() {
    super("the lock of the apply is lost");
    this.name = "LockLostError";
  }
}

/** The same servers, with the guard asked before each request that changes something (design, section 6, "Guard"). */
export function guardedCluster({ kafka, store, clock, registry }: Cluster, guard: Guard): Cluster {
  const guarded =
    <A extends readonly unknown[], R>(act: (...parameters: A) => Promise<R>) =>
    (...parameters: A): Promise<R> =>
      guard() ? act(...parameters) : Promise.reject(new LockLostError());
  const transact = guarded(store.transact.bind(store));
  return {
    kafka: guardedKafka(kafka, guarded),
    store: storeWith(store, transact),
    clock,
    registry: registry && guardedRegistry(registry, guarded),
  };
}

type Guarded = <A extends readonly unknown[], R>(
  act: (...parameters: A) => Promise<R>,
) => (...parameters: A) => Promise<R>;

function guardedKafka(kafka: Kafka, guarded: Guarded): Kafka {
  return {
    admin: guardedAdmin(kafka.admin, guarded),
    client: (principal) => {
      const client = kafka.client(principal);
      const { offsets } = client;
      const guardedOffsets = {
        committed: offsets.committed.bind(offsets),
        logOffsets: offsets.logOffsets.bind(offsets),
        commit: guarded(offsets.commit.bind(offsets)),
      };
      return {
        offsets: guardedOffsets,
        reader: () => client.reader(),
        producer: (profile) => client.producer(profile),
        close: () => client.close(),
      };
    },
    close: () => kafka.close(),
  };
}

function guardedRegistry(registry: SchemaRegistry, guarded: Guarded): SchemaRegistry {
  return {
    register: guarded(registry.register.bind(registry)),
    lookUp: registry.lookUp.bind(registry),
    latest: registry.latest.bind(registry),
    conflicts: registry.conflicts.bind(registry),
    encode: registry.encode.bind(registry),
    decode: registry.decode.bind(registry),
  };
}

/** Reads pass through whatever they are called, so that a new one needn't be named here. */
function guardedAdmin(admin: ClusterAdmin, guarded: Guarded): ClusterAdmin {
  /** A request that only asks changes nothing. */
  const changing = <E, R>(act: (elements: E, option?: ValidateOption) => Promise<R>): typeof act => {
    const change = guarded(act);
    return (elements, option) => (option?.validateOnly === true ? act(elements, option) : change(elements, option));
  };
  const writes = {
    createTopics: changing(admin.createTopics.bind(admin)),
    createPartitions: changing(admin.createPartitions.bind(admin)),
    alterTopicConfigs: changing(admin.alterTopicConfigs.bind(admin)),
    deleteTopics: guarded(admin.deleteTopics.bind(admin)),
    deleteGroupOffsets: guarded(admin.deleteGroupOffsets.bind(admin)),
    createAcls: guarded(admin.createAcls.bind(admin)),
    deleteAcls: guarded(admin.deleteAcls.bind(admin)),
  };
  return new Proxy(admin, {
    get: (target, name) => {
      if (Object.hasOwn(writes, name)) return writes[name as keyof typeof writes];
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === "function" ? (member.bind(target) as unknown) : member;
    },
  });
}
