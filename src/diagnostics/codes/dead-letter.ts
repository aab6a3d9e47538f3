import { error } from "./row.ts";

/** 60xx: what operators do with dead letters. */
export const deadLetterCodes = {
  SLW6001: error({
    message: (p: { expression: string; reason: string }) => `The expression ${p.expression} is invalid: ${p.reason}`,
    hint: "It is CEL over key, value, headers, topic, partition, offset, timestamp and error (class, message, engine, attempts, redrives).",
    explanation:
      "`--where` chooses dead letters by a CEL expression, as processors' expressions are. A record on which it can't be evaluated is not chosen; a text that is no expression chooses nothing at all, so it is refused.",
    example: [
      "error SLW6001 The expression value.size > is invalid: Unexpected token: EOF",
      "  hint: It is CEL over key, value, headers, topic, partition, offset, timestamp and error (class, message, engine, attempts, redrives).",
    ],
  }),
  SLW6002: error({
    message: (p: { place: string }) => `There is no dead letter at ${p.place}`,
    hint: "`sluiceway dead-letters list` prints the place of each: topic/partition@offset.",
    explanation:
      "The topic is no dead-letter topic of a published pipeline, or the record at that offset is gone: its retention has passed, or somebody deleted it.",
    example: [
      "error SLW6002 There is no dead letter at yappy.pipeline.search.step.chunker.dead-letter/0@17",
      "  hint: `sluiceway dead-letters list` prints the place of each: topic/partition@offset.",
    ],
  }),
  SLW6003: error({
    message: (p: { run: string }) => `The run ${p.run} was begun with another filter, target or step`,
    hint: "Continue it with the same, or begin another run with another name.",
    explanation:
      "A run of `sluiceway dead-letters reprocess` sends each record at most once, even when it is interrupted and continued. That holds only as long as it is asked for the same records and the same target.",
    example: [
      "error SLW6003 The run monday was begun with another filter, target or step",
      "  hint: Continue it with the same, or begin another run with another name.",
    ],
  }),
  SLW6004: error({
    message: (p: { run: string; holder: string; since: string }) =>
      `The run ${p.run} is worked on by ${p.holder} since ${p.since}`,
    hint: "Wait until it has ended. When its process has died, the lock ends by itself after some seconds.",
    explanation: "Two processes that work on one run of `sluiceway dead-letters reprocess` could send a record twice.",
    example: [
      "error SLW6004 The run monday is worked on by ada@ops-1 (process 4711) since 2026-01-05T03:12:00.000Z",
      "  hint: Wait until it has ended. When its process has died, the lock ends by itself after some seconds.",
    ],
  }),
} as const;
