import type { KafkaError } from "../../kafka/errors.ts";
import type { RecordToSend } from "../../kafka/producer.ts";
import type { ProcessingFailure } from "../failures/processing-failure.ts";
import type { Ticket } from "../slots/offset-tracker.ts";

/** What a record is written for. */
export type OutboxPurpose = "output" | "retry" | "dead-letter" | "error";

/** A record that waits for its acknowledgement, and what waits for it. */
export interface OutboxEntry extends RecordToSend {
  readonly purpose: OutboxPurpose;
  readonly ticket: Ticket;
  readonly owner: OutboxOwner;
  /** What it tells of, where it tells of a failure. */
  readonly failure?: ProcessingFailure;
  /** The tier that it goes to (`purpose: "retry"`), from 0. */
  readonly tier?: number;
  /** It stands for one that was too large. */
  readonly isReduced?: boolean;
  /** About what it takes in a request. */
  readonly sizeBytes: number;
}

/** A slot, as the outbox knows it. */
export interface OutboxOwner {
  /** Whether anything may be written for it: asked as the guard of each request. Once false it stays false. */
  mayWrite(): boolean;
  /** The brokers have the entry (`acks: all`). */
  acknowledged(entry: OutboxEntry): void;
  /** Called once after the acknowledgements of one answer. */
  progressed(): void;
  /** The topic will never take this entry. True: settled otherwise; false: it has to be tried again. */
  refused(entry: OutboxEntry, error: KafkaError): boolean;
  /** Writes to a partition fail and are tried again, until `unblocked` names the same partition. */
  blocked(partition: string, error: KafkaError): void;
  unblocked(partition: string): void;
}
