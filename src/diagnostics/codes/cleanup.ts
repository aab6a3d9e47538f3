import { error, warning } from "./row.ts";

/** 2035–2041: topics that are deleted by hand. */
export const cleanupCodes = {
  SLW2035: warning({
    message: (p: { group: string; topic: string; step: string }) =>
      `The group "${p.group}" has offsets in ${p.topic}, which no step reads any more; ${p.step} would delete them`,
    hint: "Approve that plan step to delete them, or leave them: nothing waits for it.",
    explanation:
      "A step that read the topic is gone, or its input is. Its offsets stay, so that a revert goes on where it was. The plan step that deletes them is only offered: it is done once somebody approves it, and a revision is applied without it.",
    example: [
      'warning SLW2035 The group "search-pipeline-consumer-group" has offsets in clicks, which no step reads any more; delete-offsets/search-pipeline-consumer-group/clicks would delete them',
      "  hint: Approve that plan step to delete them, or leave them: nothing waits for it.",
    ],
  }),
  SLW2036: error({
    message: (p: { topic: string; reason: string }) => `The topic "${p.topic}" can't be cleaned up: ${p.reason}`,
    hint: "`sluiceway topics list` shows what can be.",
    explanation:
      "Only a topic that a revision of this root had and the present one doesn't declare may be deleted, and only when no published pipeline uses it. Kafka's own topics and those of others never are.",
    example: [
      'error SLW2036 The topic "payments" can\'t be cleaned up: no revision of this root had it',
      "  hint: `sluiceway topics list` shows what can be.",
    ],
  }),
  SLW2037: error({
    message: (p: { topic: string; readers: string }) => `The topic "${p.topic}" is being read: ${p.readers}`,
    hint: "Stop what reads it, then clean up again.",
    explanation:
      "A group with live members is subscribed to the topic, or an engine holds a slot of it. A topic in use is neither put into quarantine nor deleted.",
    example: [
      'error SLW2037 The topic "clicks" is being read: group reports (console at /10.0.0.7)',
      "  hint: Stop what reads it, then clean up again.",
    ],
  }),
  SLW2038: error({
    message: (p: { topic: string; what: string }) => `The topic "${p.topic}" is being written: ${p.what}`,
    hint: "Find out who writes it; `--quiet-for` is how long nothing may have been written.",
    explanation:
      "A record's time lies within the stated window, or the end of a partition has moved since the quarantine began. Somebody still writes the topic, so it is neither put into quarantine nor deleted.",
    example: [
      'error SLW2038 The topic "clicks" is being written: 12 records within the last 1d',
      "  hint: Find out who writes it; `--quiet-for` is how long nothing may have been written.",
    ],
  }),
  SLW2039: error({
    message: (p: { topic: string }) => `Not confirmed: type the exact name and id of the topic "${p.topic}"`,
    hint: "In scripts: --confirm NAME --confirm-id ID, both as `sluiceway topics list` shows them.",
    explanation:
      "To delete a topic can't be undone, so its name and its id have to be given by hand. The id makes sure that it is that topic and not one created later under its name.",
    example: [
      'error SLW2039 Not confirmed: type the exact name and id of the topic "clicks"',
      "  hint: In scripts: --confirm NAME --confirm-id ID, both as `sluiceway topics list` shows them.",
    ],
  }),
  SLW2040: error({
    message: (p: { topic: string; until: string }) =>
      `The topic "${p.topic}" is in quarantine until ${p.until}; nothing was done`,
    hint: "Clean up again after that, or declare the topic again: the next apply ends the quarantine.",
    explanation:
      "A topic is deleted in two steps: first nobody may write to it for some hours, so that whoever needs it notices while it can be undone.",
    example: [
      'error SLW2040 The topic "clicks" is in quarantine until 2026-01-06T10:00:00.000Z; nothing was done',
      "  hint: Clean up again after that, or declare the topic again: the next apply ends the quarantine.",
    ],
  }),
  SLW2041: warning({
    message: (p: { topic: string }) => `The cluster has no authorizer: nobody can be kept from writing to "${p.topic}"`,
    hint: "The second cleanup deletes the topic only if nothing was written to it meanwhile.",
    explanation:
      "The quarantine denies writing by an ACL. Without an authorizer there are none, and what is left is to wait and to compare the ends of the partitions.",
    example: [
      'warning SLW2041 The cluster has no authorizer: nobody can be kept from writing to "clicks"',
      "  hint: The second cleanup deletes the topic only if nothing was written to it meanwhile.",
    ],
  }),
} as const;
