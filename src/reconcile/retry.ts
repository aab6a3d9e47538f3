import { StoreError } from "../claims/store.ts";
import type { ElementOutcome } from "../kafka/errors.ts";
import { KafkaError } from "../kafka/errors.ts";
import { RegistryError } from "../registry/registry.ts";
import type { Clock } from "../model/clock.ts";

/** What waits are measured with, and what ends them. */
export interface Pace {
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

const maxAttempts = 5;
const initialBackoffMs = 100;
const initialPauseMs = 10;

/**
 * Tries at most five times, as long as the error says that a repetition can help; the delays double. Rejects with the
 * last error, or with the signal's reason.
 */
export async function withRetries<T>({ clock, signal }: Pace, act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    signal?.throwIfAborted();
    try {
      return await act();
    } catch (error) {
      if (attempt === maxAttempts || !isRetriable(error)) throw error;
    }
    await clock.sleep(initialBackoffMs * 2 ** (attempt - 1), signal);
  }
}

function isRetriable(error: unknown): boolean {
  return isServersError(error) && error.retriable;
}

const isServersError = (error: unknown): error is KafkaError | StoreError | RegistryError =>
  error instanceof KafkaError || error instanceof StoreError || error instanceof RegistryError;

const fatalKinds: ReadonlySet<string> = new Set(["unreachable", "authentication-failed", "closed"]);

/**
 * The reason that a server gave for refusing one thing. An error after which nothing else can be done either (no server
 * answers) is thrown on, and so is our own.
 */
export function reasonOf(error: unknown): string {
  if (!isServersError(error) || fatalKinds.has(error.kind)) throw error;
  return error.message;
}

interface Batch<T> {
  readonly elements: readonly T[];
  readonly keyOf: (element: T) => string;
  readonly change: (elements: readonly T[]) => Promise<readonly ElementOutcome<T>[]>;
}

/**
 * Makes a change for all elements in one batched request, and again for those of which a repetition can help. Returns
 * the errors of the elements that failed, by key. Rejects where no server answers.
 */
export async function changeAll<T>(pace: Pace, batch: Batch<T>): Promise<ReadonlyMap<string, KafkaError>> {
  const failures = new Map<string, KafkaError>();
  let pending = batch.elements;
  const changePending = async (): Promise<void> => {
    const outcomes = await batch.change(pending);
    const failed = outcomes.flatMap((outcome) => (outcome.ok ? [] : [outcome]));
    for (const element of pending) failures.delete(batch.keyOf(element));
    for (const { element, error } of failed) failures.set(batch.keyOf(element), error);
    pending = failed.filter(({ error }) => error.retriable).map(({ element }) => element);
    const [first] = failed.filter(({ error }) => error.retriable);
    if (first !== undefined) throw first.error;
  };
  if (pending.length === 0) return failures;
  try {
    await withRetries(pace, changePending);
  } catch (error) {
    reasonOf(error);
    for (const element of pending) failures.set(batch.keyOf(element), error as KafkaError);
  }
  return failures;
}

interface Poll<T> {
  readonly read: () => Promise<T>;
  readonly isEnough: (value: T) => boolean;
  /** The longest pause between two reads; the first ones are shorter, since mostly little is missing. */
  readonly everyMs: number;
  readonly withinMs: number;
  /** What grows while the value comes nearer: with each growth the time begins anew. */
  readonly progressOf?: (value: T) => number;
}

/** Reads until the value is enough or the time is over; returns the last value. */
export async function poll<T>(pace: Pace, asked: Poll<T>): Promise<T> {
  const { read, isEnough, everyMs, withinMs, progressOf } = asked;
  const { clock, signal } = pace;
  let deadlineMs = clock.monotonicMs() + withinMs;
  let progress = Number.NEGATIVE_INFINITY;
  for (let pauseMs = initialPauseMs; ; pauseMs *= 2) {
    const value = await withRetries(pace, read);
    const reached = progressOf?.(value) ?? progress;
    if (reached > progress && Number.isFinite(progress)) deadlineMs = clock.monotonicMs() + withinMs;
    progress = reached;
    if (isEnough(value) || clock.monotonicMs() >= deadlineMs) return value;
    await clock.sleep(Math.min(pauseMs, everyMs), signal);
  }
}
