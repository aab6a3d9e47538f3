import { error, warning } from "./row.ts";

/** 61xx: what operators do to running pipelines. */
export const controlCodes = {
  SLW6101: error({
    message: (p: { group: string; known: string }) =>
      `No published pipeline reads with the group "${p.group}"; groups: ${p.known}`,
    hint: "`sluiceway apply` publishes the pipelines of a root; other groups are not Sluiceway's to pause or move.",
    explanation:
      "Groups are paused and their offsets moved together with the slots that engines hold for them, so only groups of published pipelines can be.",
    example: [
      'error SLW6101 No published pipeline reads with the group "serach-consumer-group"; groups: search-consumer-group',
      "  hint: `sluiceway apply` publishes the pipelines of a root; other groups are not Sluiceway's to pause or move.",
    ],
  }),
  SLW6102: warning({
    message: (p: { thing: string; confirmed: number; slots: number }) =>
      `${p.thing} is paused, but only ${p.confirmed} of ${p.slots} slots have confirmed it so far`,
    hint: "Look again with `sluiceway slots`: a slot finishes what is in flight first, and a dead engine's is confirmed when its lease has run out.",
    explanation:
      "A pause is in force as soon as it is written into Consul: no engine takes such a slot without standing still. A slot that was running confirms when its engine has finished what was in flight.",
    example: [
      "warning SLW6102 The group search-consumer-group is paused, but only 3 of 4 slots have confirmed it so far",
      "  hint: Look again with `sluiceway slots`: a slot finishes what is in flight first, and a dead engine's is confirmed when its lease has run out.",
    ],
  }),
  SLW6103: error({
    message: (p: { group: string; topics: string }) =>
      `The group "${p.group}" belongs to the operator of ${p.topics}, not to this repository`,
    hint: "Agree with them, and say --force.",
    explanation:
      "An input from a topic that this repository doesn't own is read under a group that its operator has made. Moving its offsets moves what was agreed with them.",
    example: [
      'error SLW6103 The group "partners" belongs to the operator of partner.events, not to this repository',
      "  hint: Agree with them, and say --force.",
    ],
  }),
  SLW6104: error({
    message: (p: { slots: string; waitedMs: number }) =>
      `Nothing was changed: ${p.slots} were not let go of within ${p.waitedMs} ms`,
    hint: "`sluiceway slots` says who holds them. Try again with a longer --wait.",
    explanation:
      "Offsets are moved only while nobody reads: engines are asked to finish what is in flight and let go of the slots, and those of dead engines are taken when their leases have run out. Until all are in hand nothing is written.",
    example: [
      "error SLW6104 Nothing was changed: pipeline.search.step.chunker.input/1 were not let go of within 30000 ms",
      "  hint: `sluiceway slots` says who holds them. Try again with a longer --wait.",
    ],
  }),
  SLW6105: error({
    message: (p: { problem: string }) => `The reset can't be understood: ${p.problem}`,
    explanation:
      "TO_DATETIME needs a time in ISO 8601 with its zone, BY_DURATION a duration such as 1h30m, TO_OFFSET and SHIFT_BY a whole number; TO_EARLIEST and TO_LATEST need nothing.",
    example: ["error SLW6105 The reset can't be understood: TO_DATETIME needs a time such as 2026-01-05T03:00:00Z"],
  }),
  SLW6106: error({
    message: (p: { pipeline: string; by: string; since: string }) =>
      `The pipeline "${p.pipeline}" is paused by ${p.by} since ${p.since}; its entry takes nothing`,
    hint: "`sluiceway resume pipeline NAME` ends the pause.",
    explanation: "Pausing a pipeline refuses new documents at its entry and pauses all of its steps.",
    example: [
      'error SLW6106 The pipeline "search" is paused by ada@ops-1 since 2026-01-05T03:12:00.000Z; its entry takes nothing',
      "  hint: `sluiceway resume pipeline NAME` ends the pause.",
    ],
  }),
  SLW6107: error({
    message: (p: { place: string; known: string }) => `The group doesn't read ${p.place}; it reads ${p.known}`,
    explanation: "`--topic` and `--partition` choose among the partitions that the group reads.",
    example: ["error SLW6107 The group doesn't read search.input/9; it reads search.input (4 partitions)"],
  }),
  SLW6108: error({
    message: (p: { topic: string }) => `There is no topic "${p.topic}", or this principal may not describe it`,
    explanation: "Kafka doesn't tell a topic that is missing from one that a principal may not see.",
    example: [
      'error SLW6108 There is no topic "yappy.pipeline.search.step.chunker.inptu", or this principal may not describe it',
    ],
  }),
  SLW6109: error({
    message: (p: { address: string }) =>
      `Without tokens the admin API listens on this machine alone, not on ${p.address}`,
    hint: "Declare tokens under `admin.tokens` in the settings, each by its name, role and SHA-256.",
    explanation:
      "Whoever reaches the admin API without a token may pause pipelines and move offsets. On 127.0.0.1 only people on the machine reach it.",
    example: [
      "error SLW6109 Without tokens the admin API listens on this machine alone, not on 0.0.0.0",
      "  hint: Declare tokens under `admin.tokens` in the settings, each by its name, role and SHA-256.",
    ],
  }),
  SLW6110: error({
    message: (p: { address: string; reason: string }) => `The admin API can't listen on ${p.address}: ${p.reason}`,
    explanation: "Another process has the port, or the address is not this machine's.",
    example: ["error SLW6110 The admin API can't listen on 127.0.0.1:8070: EADDRINUSE"],
  }),
} as const;
