import type { PipelineName, StepName, TopicName } from "../../../model/names.ts";
import type { FailureClass } from "../../failures/failure-class.ts";
import type { EngineLogger } from "../../options.ts";
import type { PackedRecords } from "./packed-records.ts";

/** What a module's thread is made with. */
export interface ThreadData {
  /** The module's file. */
  readonly url: string;
  readonly config: unknown;
  readonly pipeline: PipelineName;
  readonly step: StepName;
  readonly dataDirectory: string;
}

/** The thread's own part of it: 4 bytes that both threads see, the id of the record that was begun last. */
export interface ThreadStart extends ThreadData {
  readonly begun: SharedArrayBuffer;
}

/** One record to process. */
interface ProcessMessage {
  readonly kind: "process";
  readonly id: number;
  readonly topic: TopicName;
  readonly partition: number;
  readonly offset: bigint;
  readonly timestampMs: number;
  readonly packed: PackedRecords;
  /** By the wall clock, which both threads share. */
  readonly sentMs: number;
}

export type ToThread =
  | ProcessMessage
  /** The attempt's time is over, or its slot stops: its signal is aborted, and its result isn't wanted any more. */
  | { readonly kind: "abort"; readonly id: number; readonly reason: string }
  /** Answered at once by a thread that isn't stuck. */
  | { readonly kind: "ping"; readonly id: number };

/** An error on its way between two threads. */
export interface SentError {
  readonly name: string;
  readonly message: string;
  readonly stack: string;
  readonly failureClass: FailureClass;
}

export type FromThread =
  | { readonly kind: "ready" }
  | { readonly kind: "unloadable"; readonly message: string }
  /** The record had to wait for its turn: its time begins now. */
  | { readonly kind: "begun"; readonly id: number }
  | { readonly kind: "done"; readonly id: number; readonly packed: PackedRecords }
  | { readonly kind: "failed"; readonly id: number; readonly error: SentError }
  | { readonly kind: "pong"; readonly id: number }
  | {
      readonly kind: "log";
      readonly level: keyof EngineLogger;
      readonly fields: Readonly<Record<string, unknown>>;
      readonly message: string;
    };

/** A wait for its turn that is worth a message. */
export const longWaitMs = 20;
