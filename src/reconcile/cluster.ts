import type { ClaimStore } from "../claims/store.ts";
import type { Kafka } from "../kafka/kafka.ts";
import type { Clock } from "../model/clock.ts";

/** The servers that a revision is reconciled with: one Kafka cluster, as its administrator, and its claims store. */
export interface Cluster {
  readonly kafka: Kafka;
  readonly store: ClaimStore;
  readonly clock: Clock;
}
