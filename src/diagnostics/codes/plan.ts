import { error, warning } from "./row.ts";

/** 20xx: plan. 30xx: apply. */
export const planCodes = {
  SLW2001: warning({
    message: (p: { topic: string; property: string; actual: string; declared: string }) =>
      `The topic "${p.topic}" differs from its declaration: ${p.property} is ${p.actual}, declared is ${p.declared}`,
    hint: "Nothing is modified: change the declaration, or the topic by hand.",
    explanation:
      "A topic exists with other settings than declared. By the specification mismatches are reported and never modified.",
    example: [
      'warning SLW2001 The topic "cross-pipeline.search-to-analytics" differs from its declaration: partitions is 3, declared is 6',
      "  hint: Nothing is modified: change the declaration, or the topic by hand.",
    ],
  }),
  SLW2002: error({
    message: (p: { topic: string; pipelines: string }) =>
      `The topic "${p.topic}" doesn't exist; its operator has to create it (${p.pipelines})`,
    hint: "Declare it under topics: of the cluster if this repository should own it.",
    explanation:
      "A topic that is only allowed, not declared under `topics:`, belongs to its operator and must exist before the pipelines that need it are published.",
    example: [
      'error SLW2002 The topic "legacy.documents" doesn\'t exist; its operator has to create it (analytics-pipeline)',
      "  hint: Declare it under topics: of the cluster if this repository should own it.",
    ],
  }),
  SLW2003: warning({
    message: (p: { topic: string }) => `The topic "${p.topic}" is orphaned: no pipeline of this revision declares it`,
    hint: "An apply never deletes a topic; `sluiceway topics cleanup NAME` does.",
    explanation:
      "An earlier revision declared this topic and the current one doesn't. Its data may still matter, so it stays, and is said, until somebody deletes it by hand.",
    example: [
      'warning SLW2003 The topic "yappy.pipeline.search-pipeline.step.old.input" is orphaned: no pipeline of this revision declares it',
      "  hint: An apply never deletes a topic; `sluiceway topics cleanup NAME` does.",
    ],
  }),
  SLW2004: error({
    message: (p: { topic: string; replicationFactor: number; brokers: number }) =>
      `The topic "${p.topic}" asks for ${p.replicationFactor} replicas on a cluster of ${p.brokers} brokers`,
    hint: "Lower replicationFactor in the cluster's topicDefaults, the topic's own settings, or an environment's overlay.",
    explanation:
      "Kafka can't place more replicas of a partition than it has brokers, so creating the topic would fail.",
    example: [
      'error SLW2004 The topic "yappy.pipeline.search-pipeline.step.chunker.input" asks for 3 replicas on a cluster of 1 brokers',
      "  hint: Lower replicationFactor in the cluster's topicDefaults, the topic's own settings, or an environment's overlay.",
    ],
  }),
  SLW2005: error({
    message: (p: { topic: string }) =>
      `The topic "${p.topic}" has vanished: an applied revision had it; it is not recreated empty`,
    hint: "Recreate it by hand if the loss of its data is understood.",
    explanation:
      "A topic that was applied before is gone. To recreate it empty would hide the loss of its data, so its pipelines wait for a decision.",
    example: [
      'error SLW2005 The topic "yappy.pipeline.search-pipeline.step.chunker.input" has vanished: an applied revision had it; it is not recreated empty',
      "  hint: Recreate it by hand if the loss of its data is understood.",
    ],
  }),
  SLW2006: warning({
    message: (p: { count: number }) =>
      `The cluster has no authorizer: ${p.count} declared ACLs are neither compared nor granted`,
    hint: "Set authorizer.class.name on the brokers if principals should have only the rights that they need.",
    explanation:
      "Without an authorizer Kafka keeps no ACLs and every principal may do everything, so the plan leaves them out and the pipelines run all the same.",
    example: [
      "warning SLW2006 The cluster has no authorizer: 14 declared ACLs are neither compared nor granted",
      "  hint: Set authorizer.class.name on the brokers if principals should have only the rights that they need.",
    ],
  }),
  SLW2007: warning({
    message: (p: { revision: string }) =>
      `The revision ${p.revision}, applied or attempted before, can't be read any more: nothing is revoked in this round`,
    hint: "Rights that only this revision granted are not known any more: review the ACLs of its principals.",
    explanation:
      "What to revoke is read from the revisions that were applied or attempted before. One of them is gone (rewritten history, a shallow or another clone, or a folder that was applied without a commit), so this round revokes nothing; when it succeeds, the revision is forgotten and the next round revokes what the others leave over.",
    example: [
      "warning SLW2007 The revision 3f2a9c1d5e7b8a6f0c4d2e1b9a8f7e6d5c4b3a29, applied or attempted before, can't be read any more: nothing is revoked in this round",
      "  hint: Rights that only this revision granted are not known any more: review the ACLs of its principals.",
    ],
  }),
  SLW2008: warning({
    message: (p: { pipeline: string }) =>
      `The pipeline "${p.pipeline}" is published, but no revision that can be read declares it; it goes on running`,
    hint: "To retire it, declare it in one commit and remove it in the next.",
    explanation:
      "An earlier revision can't be read any more, so whose pipeline this is can't be told: it may be that revision's, or another repository's. Nothing is taken away on a guess.",
    example: [
      'warning SLW2008 The pipeline "old-pipeline" is published, but no revision that can be read declares it; it goes on running',
      "  hint: To retire it, declare it in one commit and remove it in the next.",
    ],
  }),
  SLW2009: warning({
    message: (p: { topic: string; property: string; actual: string; declared: string }) =>
      `The topic "${p.topic}" has ${p.property} ${p.actual}, declared is ${p.declared}: an apply never changes that`,
    hint: "Declare what the topic has, or move its records to a topic of another name.",
    explanation:
      "Kafka can't take partitions away, and another replication factor moves data between brokers, which their operator plans. So neither is changed even under `onMismatch: alter`.",
    example: [
      'warning SLW2009 The topic "cross-pipeline.search-to-analytics" has partitions 12, declared is 6: an apply never changes that',
      "  hint: Declare what the topic has, or move its records to a topic of another name.",
    ],
  }),
  SLW2010: error({
    message: (p: { step: string; reason: string }) => `The broker would refuse ${p.step}: ${p.reason}`,
    hint: "Change the declaration, or what stands in its way on the broker, and plan again.",
    explanation:
      "While planning, creations, additional partitions and changed settings go to the broker as requests that change nothing, so that its policies, collisions and limits show in review and not at apply. The plan step isn't tried.",
    example: [
      "error SLW2010 The broker would refuse create-topic/cross-pipeline.search-to-analytics: Topic 'cross-pipeline.search-to-analytics' is marked for deletion. (TOPIC_ALREADY_EXISTS)",
      "  hint: Change the declaration, or what stands in its way on the broker, and plan again.",
    ],
  }),
  SLW2011: error({
    message: (p: { file: string; problem: string }) => `"${p.file}" is no saved plan: ${p.problem}`,
    hint: "Write one with `sluiceway plan --out FILE`.",
    explanation:
      "A saved plan is the JSON that `plan --out` writes. What it says to do is never done; it says which plan steps were seen, and those are planned anew.",
    example: [
      'error SLW2011 "plan.json" is no saved plan: it isn\'t JSON',
      "  hint: Write one with `sluiceway plan --out FILE`.",
    ],
  }),
  SLW2012: warning({
    message: (p: { gone: number; total: number }) =>
      `The revision asks for much less than the last applied one: ${p.gone} of its ${p.total} pipelines and topics are gone`,
    hint: "If that is meant, approve guard/shrunken-state.",
    explanation:
      "An empty state, or one that lost more than half of what was applied, is more often a moved folder, a bad merge or a wrong `--path` than a wish. Nothing of the plan is applied until somebody says that it is meant.",
    example: [
      "warning SLW2012 The revision asks for much less than the last applied one: 38 of its 40 pipelines and topics are gone",
      "  hint: If that is meant, approve guard/shrunken-state.",
    ],
  }),
  SLW2013: error({
    message: (p: { pinned: string; found: string }) =>
      `This is another Kafka cluster than the one that was applied to: ${p.found} instead of ${p.pinned}`,
    hint: "Check the settings' bootstrap servers and Consul's address and key prefix: they belong together.",
    explanation:
      "The first apply writes the cluster's id into Consul. Another id means that the settings mix two environments, or that the cluster was set up anew; everything would be planned on the ground of another cluster's history.",
    example: [
      "error SLW2013 This is another Kafka cluster than the one that was applied to: Zr3hTnHzQyuUYBzsTzz0Aw instead of MkU3OEVBNTcwNTJENDM2Qg",
      "  hint: Check the settings' bootstrap servers and Consul's address and key prefix: they belong together.",
    ],
  }),
  SLW2014: error({
    message: (p: { target: string }) => `No plan step belongs to "${p.target}"`,
    hint: "A target is a plan step's id, a pipeline, or a topic, as the plan shows them.",
    explanation: "`--target` takes a part of the plan with what it waits for. This target is in no plan step.",
    example: [
      'error SLW2014 No plan step belongs to "serach-pipeline"',
      "  hint: A target is a plan step's id, a pipeline, or a topic, as the plan shows them.",
    ],
  }),
  SLW2015: error({
    message: (p: { principal: string; right: string; reason: string }) =>
      `${p.principal} would lack ${p.right}, whatever is granted: ${p.reason}`,
    hint: "Look for a denial of somebody else's: it outweighs every permission.",
    explanation:
      "The rules of Kafka's authorizer were applied to the ACLs as they would be after the plan. A principal lacks what a compiled step needs, so the pipeline isn't published.",
    example: [
      "error SLW2015 User:search-pipeline would lack read on topic legacy.documents, whatever is granted: step chunker of search-pipeline reads it",
      "  hint: Look for a denial of somebody else's: it outweighs every permission.",
    ],
  }),
  SLW2016: warning({
    message: (p: { principal: string; right: string }) => `No revision knows this ACL of ${p.principal}: ${p.right}`,
    hint: "Declare `management: { acls: exclusive }` in the cluster's document if such ACLs should be revoked.",
    explanation:
      "A principal of a pipeline has an ACL that neither this revision nor an earlier one granted. It may be somebody's on purpose, so it stays unless ACLs are declared exclusive.",
    example: [
      "warning SLW2016 No revision knows this ACL of User:search-pipeline: allow write on topic payments",
      "  hint: Declare `management: { acls: exclusive }` in the cluster's document if such ACLs should be revoked.",
    ],
  }),
  SLW3001: error({
    message: (p: { resource: string; reason: string }) => `${p.resource} failed: ${p.reason}`,
    explanation:
      "One step of the plan failed; the reason is the server's. Plan steps that depend on it aren't tried; independent ones are.",
    example: ["error SLW3001 create topic legacy.documents failed: the broker is shutting down"],
  }),
  SLW3002: warning({
    message: (p: { resource: string; dependency: string }) =>
      `${p.resource} was not tried, because ${p.dependency} failed`,
    explanation: "The plan step depends on one that failed, so it would have failed too or done harm.",
    example: [
      "warning SLW3002 publish bundle search-pipeline was not tried, because create topic legacy.documents failed",
    ],
  }),
  SLW3003: warning({
    message: (p: { count: number; pipelines: string }) =>
      `${p.count} removals are held: not every engine has confirmed the new revision of ${p.pipelines}`,
    hint: "Apply again when the engines run it.",
    explanation:
      "Rights are revoked, and offsets that nothing reads any more deleted, only after every engine has confirmed that it runs the new revision; otherwise running pipelines would lose access, or commit them again.",
    example: [
      "warning SLW3003 2 removals are held: not every engine has confirmed the new revision of search-pipeline",
      "  hint: Apply again when the engines run it.",
    ],
  }),
  SLW3004: error({
    message: (p: { reason: string }) => `Another process changed the published manifest meanwhile: ${p.reason}`,
    hint: "Apply again.",
    explanation: "Somebody else published at the same time. Nothing of theirs was overwritten.",
    example: [
      "error SLW3004 Another process changed the published manifest meanwhile: the manifest changed since it was read",
      "  hint: Apply again.",
    ],
  }),
  SLW3006: warning({
    message: (p: { resource: string; id: string; digest: string }) =>
      `${p.resource} needs an approval: ${p.id} ${p.digest}`,
    hint: "Give it with `sluiceway approve ID`, or to this apply with --approve ID.",
    explanation:
      "What takes something away, or may cost data or order, is applied only once somebody has approved exactly that: the plan step's id and the digest of its before and after. An approval expires.",
    example: [
      "warning SLW3006 retire bundle old-pipeline needs an approval: retire-bundle/old-pipeline sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
      "  hint: Give it with `sluiceway approve ID`, or to this apply with --approve ID.",
    ],
  }),
  SLW3007: error({
    message: (p: { resource: string; policy: string }) => `${p.resource} is forbidden by the policy ${p.policy}`,
    explanation: "A policy of the team forbids this kind of change, and no approval overrules it.",
    example: ["error SLW3007 alter topic cross-pipeline.search-to-analytics is forbidden by the policy production"],
  }),
  SLW3008: error({
    message: (p: { holder: string; since: string }) => `Another apply is under way: ${p.holder}, since ${p.since}`,
    hint: "Wait for it; a lock whose holder has died ends by itself within seconds.",
    explanation:
      "Applies of one cluster take turns: a lock in Consul, renewed as long as its holder lives. Nothing was changed by this one.",
    example: [
      "error SLW3008 Another apply is under way: ada@ci-7 (process 4711), since 2026-01-05T10:00:00.000Z",
      "  hint: Wait for it; a lock whose holder has died ends by itself within seconds.",
    ],
  }),
  SLW3009: error({
    message: (p: { what: string }) => `The saved plan is stale: ${p.what}`,
    hint: "Make and review a new one with `sluiceway plan --out FILE`.",
    explanation:
      "Something that the saved plan stands on has moved since it was made, so none of it is applied. Changes that it has nothing to do with don't make it stale.",
    example: [
      "error SLW3009 The saved plan is stale: create-topic/legacy.documents isn't planned any more: it is done, blocked, or not asked for",
      "  hint: Make and review a new one with `sluiceway plan --out FILE`.",
    ],
  }),
  SLW3010: error({
    message: () => "The lock was lost in the middle: this process or Consul stood still for too long",
    hint: "Apply again: what was done stays, and the rest follows.",
    explanation:
      "Before each request an apply asks whether it still holds the lock. It didn't, so it has stopped: another one may be at work.",
    example: [
      "error SLW3010 The lock was lost in the middle: this process or Consul stood still for too long",
      "  hint: Apply again: what was done stays, and the rest follows.",
    ],
  }),
  SLW3005: warning({
    message: (p: { revision: string; other: string }) =>
      `The revision ${p.other} was attempted meanwhile, so ${p.revision} isn't recorded as applied`,
    hint: "Apply again: what the other revision granted is then known.",
    explanation:
      "Two applies ran at once. Everything that this one did holds, but its plan didn't know the other revision, so what that one granted and nobody needs can be found only by another round.",
    example: [
      "warning SLW3005 The revision 5f1c0de4b2a9 was attempted meanwhile, so 9a6d1d42c3f7 isn't recorded as applied",
      "  hint: Apply again: what the other revision granted is then known.",
    ],
  }),
} as const;
