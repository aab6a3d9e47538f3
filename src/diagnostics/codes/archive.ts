import { error, warning } from "./row.ts";

/** 2042–2049: archives of topics. */
export const archiveCodes = {
  SLW2042: error({
    message: (p: { reason: string }) => `No archive can be written into this folder: ${p.reason}`,
    hint: "Choose another one with --output.",
    explanation:
      "An archive has a folder of its own. One that was broken off is gone on with by the same command; anything else that is there is never overwritten.",
    example: [
      "error SLW2042 No archive can be written into this folder: it holds an archive already",
      "  hint: Choose another one with --output.",
    ],
  }),
  SLW2043: error({
    message: (p: { file: string; reason: string }) => `The archive is damaged or incomplete: ${p.file}: ${p.reason}`,
    hint: "Nothing was written. Get the file back from a copy, or archive again.",
    explanation:
      "Before anything is restored every file is read and compared with its checksum. One that differs or is missing would bring back something else than was archived.",
    example: [
      "error SLW2043 The archive is damaged or incomplete: partition-0/00000000000000000000.jsonl.gz: its checksum is another one",
      "  hint: Nothing was written. Get the file back from a copy, or archive again.",
    ],
  }),
  SLW2044: error({
    message: (p: { topic: string; reason: string }) => `The archive can't be restored into "${p.topic}": ${p.reason}`,
    hint: "Restore into another topic with --topic; one that doesn't exist is created. --append writes behind what is there.",
    explanation:
      "Records come back into the partitions that they were in, with their times. A topic with other partitions or times of its own can't take them, and one that holds records would mix them with what is restored.",
    example: [
      'error SLW2044 The archive can\'t be restored into "clicks": it holds 120 records',
      "  hint: Restore into another topic with --topic; one that doesn't exist is created. --append writes behind what is there.",
    ],
  }),
  SLW2045: warning({
    message: (p: { topic: string; oldest: string; kept: string }) =>
      `"${p.topic}" keeps records for ${p.kept}, and the archive's go back to ${p.oldest}: Kafka will drop those again`,
    hint: "Restore into a topic with a longer retention.ms (--topic), or copy what you need before they go.",
    explanation:
      "Records are restored with their own times, and retention goes by these. What is older than the topic keeps is dropped within minutes.",
    example: [
      'warning SLW2045 "clicks" keeps records for 7d, and the archive\'s go back to 2026-01-05T10:00:00.000Z: Kafka will drop those again',
      "  hint: Restore into a topic with a longer retention.ms (--topic), or copy what you need before they go.",
    ],
  }),
  SLW2046: error({
    message: (p: { topic: string; reason: string }) => `The archive of "${p.topic}" would have a gap: ${p.reason}`,
    hint: "Archive anew into another folder; a longer retention meanwhile keeps it from happening again.",
    explanation:
      "Retention has dropped records between those that are archived and those that are left. Such an archive would look complete and not be.",
    example: [
      'error SLW2046 The archive of "clicks" would have a gap: records were dropped before they were read',
      "  hint: Archive anew into another folder; a longer retention meanwhile keeps it from happening again.",
    ],
  }),
  SLW2047: error({
    message: (p: { topic: string }) => `The topic "${p.topic}" doesn't exist`,
    explanation: "There is nothing to archive: the cluster has no topic of this name, or the user may not describe it.",
    example: ['error SLW2047 The topic "clikcs" doesn\'t exist'],
  }),
  SLW2048: error({
    message: (p: { compression: string }) => `This Node.js can't do the compression ${p.compression}`,
    hint: "Use gzip, or Node.js 22.15 or newer.",
    explanation: "Zstandard came to Node.js with 22.15; gzip is in every version.",
    example: [
      "error SLW2048 This Node.js can't do the compression zstd",
      "  hint: Use gzip, or Node.js 22.15 or newer.",
    ],
  }),
  SLW2049: error({
    message: (p: { topic: string; reason: string }) => `"${p.topic}" isn't restored as it was: ${p.reason}`,
    hint: "Restore into a topic of its own, or delete this one and restore again.",
    explanation:
      "The restoration broke off in the middle, or the topic holds another number of records than were written. What is there is some of the archive's records, or some of them twice.",
    example: [
      'error SLW2049 "clicks" isn\'t restored as it was: 4000 of 120000 records are there: no broker can be reached',
      "  hint: Restore into a topic of its own, or delete this one and restore again.",
    ],
  }),
} as const;
