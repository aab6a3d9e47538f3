import { warning } from "./row.ts";

/** 2030–2034: groups that aren't ours, in the plan. */
export const groupCodes = {
  SLW2030: warning({
    message: (p: { group: string; topic: string; pipeline: string }) =>
      `The operator's group "${p.group}" doesn't exist: the slots of ${p.pipeline} in ${p.topic} will wait`,
    hint: "Its operator commits offsets for it, or the topic is declared under topics: of the cluster.",
    explanation:
      "On a topic that isn't this repository's, the group belongs to the topic's operator: it is never created or moved. Until it has an offset for a partition, the engine waits with that slot, so that nothing is read twice or skipped.",
    example: [
      "warning SLW2030 The operator's group \"legacy-readers\" doesn't exist: the slots of search-pipeline in legacy.documents will wait",
      "  hint: Its operator commits offsets for it, or the topic is declared under topics: of the cluster.",
    ],
  }),
  SLW2031: warning({
    message: (p: { group: string; topic: string; partitions: string; pipeline: string }) =>
      `The operator's group "${p.group}" has no offset in ${p.topic} for partition ${p.partitions}: those slots of ${p.pipeline} will wait`,
    hint: "Its operator commits the missing offsets; the other partitions are read meanwhile.",
    explanation:
      "A group on a topic that isn't this repository's is its operator's: it is never moved. Partitions that have an offset are read, the others wait.",
    example: [
      'warning SLW2031 The operator\'s group "legacy-readers" has no offset in legacy.documents for partition 1, 2: those slots of search-pipeline will wait',
      "  hint: Its operator commits the missing offsets; the other partitions are read meanwhile.",
    ],
  }),
  SLW2032: warning({
    message: (p: { group: string; topic: string; members: string; pipeline: string }) =>
      `The operator's group "${p.group}" has live members (${p.members}): the slots of ${p.pipeline} in ${p.topic} will wait`,
    hint: "Stop those consumers, or let the pipeline read with a group of its own.",
    explanation:
      "Kafka refuses commits from outside while a group has live members, and an offset must have one writer. The engine waits until they have left.",
    example: [
      'warning SLW2032 The operator\'s group "legacy-readers" has live members (console at /10.0.0.7): the slots of search-pipeline in legacy.documents will wait',
      "  hint: Stop those consumers, or let the pipeline read with a group of its own.",
    ],
  }),
  SLW2033: warning({
    message: (p: { group: string; topic: string; partitions: string; pipeline: string }) =>
      `"${p.group}" has no offset in ${p.topic} for partition ${p.partitions}: there ${p.pipeline} begins at the log's start`,
    hint: "Check the group's name if it should have got further.",
    explanation:
      "`start: { fromGroup: … }` takes over where another group has got to. In a partition in which that one has no offset there is nothing to take over, so everything in it is read.",
    example: [
      'warning SLW2033 "old-readers" has no offset in clicks for partition 0, 1, 2: there search-pipeline begins at the log\'s start',
      "  hint: Check the group's name if it should have got further.",
    ],
  }),
  SLW2034: warning({
    message: (p: { group: string; topic: string; reason: string }) =>
      `The group "${p.group}" in ${p.topic} can't be checked: ${p.reason}`,
    hint: "Grant whoever plans Describe on the group.",
    explanation: "Whether somebody else's group is there, and where it is, could not be read. The apply finds out.",
    example: [
      'warning SLW2034 The group "legacy-readers" in legacy.documents can\'t be checked: group legacy-readers (GROUP_AUTHORIZATION_FAILED)',
      "  hint: Grant whoever plans Describe on the group.",
    ],
  }),
} as const;
