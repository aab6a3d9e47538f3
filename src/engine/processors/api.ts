/**
 * What a `module:` processor is written against: a self-contained ES module (its only imports are `node:` ones) with
 * the named export `process`, a `ProcessFunction`.
 *
 * `process` is called for one record at a time, in the order of the partition. It may return nothing, a record, a list of
 * records, or a promise of these, and may emit records before it ends; what a failed attempt emitted is dropped. It must
 * give the same records for the same record, in the same order, so that a redelivery is recognised by its ids.
 */

/** A record as a module sees it. */
export interface ModuleRecord {
  /** Null where the record has no key. */
  readonly key: Buffer | null;
  /** Null for a tombstone: in compacted topics, "this key is deleted". */
  readonly value: Buffer | null;
  /** By name; of several headers of one name, the last. */
  readonly headers: ReadonlyMap<string, Buffer>;
  /** The record's id: the same at each delivery. Derived records get theirs from it. */
  readonly id: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  /** Milliseconds since the epoch. */
  readonly timestamp: number;
  /** The value as UTF-8. Throws an error that is not retried where it isn't; the empty text for a tombstone. */
  text(): string;
  /** The value as JSON. Throws an error that is not retried where it isn't; null for a tombstone. */
  json(): unknown;
}

/** A record to emit. What is left out is inherited from the record that is being processed. */
export interface EmittedRecord {
  readonly key?: Uint8Array | string | null;
  /** Texts are written as UTF-8; null writes a tombstone. */
  readonly value?: Uint8Array | string | null;
  /** Set over the inherited headers; null removes one. */
  readonly headers?: Readonly<Record<string, Uint8Array | string | null>>;
}

export interface ModuleLogger {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

/** What surrounds one attempt to process one record. */
export interface ProcessContext {
  /** The step's `processor.config`. */
  readonly config: unknown;
  /** Aborted when the attempt's time (`timeout` of the step) is over, or the slot stops. Hand it to whatever waits. */
  readonly signal: AbortSignal;
  readonly logger: ModuleLogger;
  readonly pipeline: string;
  readonly step: string;
  /** The partition that is being processed: one engine at a time works on it. */
  readonly partition: number;
  /** A folder on this machine for this step's own files; it exists. Another engine has another one. */
  readonly dataDirectory: string;
  /** Emits a record to the named output, or to every output of the step. */
  emit(record: EmittedRecord, output?: string): void;
}

type ProcessResult = EmittedRecord | readonly EmittedRecord[] | undefined | void;

/** An error with `retriable: false` is not retried: the record goes to the dead letters at once. */
export type ProcessFunction = (record: ModuleRecord, context: ProcessContext) => ProcessResult | Promise<ProcessResult>;
