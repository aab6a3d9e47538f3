import type { DeadLetter } from "./dead-letter.ts";

/** Which dead letters are meant: those that meet everything that is asked. */
export interface DeadLetterFilter {
  /** First failed at or after, and before, in milliseconds since the epoch. */
  readonly sinceMs?: number | undefined;
  readonly untilMs?: number | undefined;
  readonly errorClass?: string | undefined;
  /** A part of the message, in any case. */
  readonly message?: string | undefined;
  readonly key?: string | undefined;
  /** Headers that are there and, where a value is given, have it. */
  readonly headers?: readonly HeaderFilter[] | undefined;
}

export interface HeaderFilter {
  readonly name: string;
  readonly value: string | undefined;
}

type Condition = (letter: DeadLetter) => boolean;

/** Whether a dead letter is meant. What is not asked costs nothing per record. */
export function matcherOf(filter: DeadLetterFilter): Condition {
  const conditions = [
    when(
      filter.sinceMs,
      (ms) =>
        ({ failure }) =>
          failure.failedMs >= ms,
    ),
    when(
      filter.untilMs,
      (ms) =>
        ({ failure }) =>
          failure.failedMs < ms,
    ),
    when(
      filter.errorClass,
      (name) =>
        ({ failure }) =>
          failure.errorClass === name,
    ),
    when(filter.message, partOfMessage),
    when(
      filter.key,
      (key) =>
        ({ record }) =>
          record.key?.toString("utf8") === key,
    ),
    when(filter.headers, (headers) => (letter) => headers.every((wanted) => hasHeader(letter, wanted))),
  ].flatMap((condition) => condition ?? []);
  return (letter) => conditions.every((isMet) => isMet(letter));
}

function when<T>(asked: T | undefined, condition: (asked: T) => Condition): Condition | undefined {
  return asked === undefined ? undefined : condition(asked);
}

function partOfMessage(part: string): Condition {
  const wanted = part.toLowerCase();
  return ({ failure }) => failure.message.toLowerCase().includes(wanted);
}

function hasHeader({ record }: DeadLetter, { name, value }: HeaderFilter): boolean {
  return record.headers.some(
    (header) => header.key.toString() === name && (value === undefined || header.value.toString("utf8") === value),
  );
}
