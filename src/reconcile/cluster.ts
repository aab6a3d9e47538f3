import type { ClaimStore } from "../claims/store.ts";
import type { Kafka } from "../kafka/kafka.ts";
import type { Clock } from "../model/clock.ts";
import type { SchemaRegistry } from "../registry/registry.ts";

/** The servers that a revision is reconciled with: one Kafka cluster, as its administrator, and its claims store. */
export interface Cluster {
  readonly kafka: Kafka;
  readonly store: ClaimStore;
  readonly clock: Clock;
  /** Where payload schemas are registered; undefined where the settings name none. */
  readonly registry?: SchemaRegistry | undefined;
}
