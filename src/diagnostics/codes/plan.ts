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
    hint: "Topics are never deleted by an apply.",
    explanation:
      "An earlier revision declared this topic and the current one doesn't. Its data may still matter, so it stays until somebody deletes it.",
    example: [
      'warning SLW2003 The topic "yappy.pipeline.search-pipeline.step.old.input" is orphaned: no pipeline of this revision declares it',
      "  hint: Topics are never deleted by an apply.",
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
      `${p.count} revocations are held: not every engine has confirmed the new revision of ${p.pipelines}`,
    hint: "Apply again when the engines run it.",
    explanation:
      "Rights are revoked only after every engine has confirmed that it runs the new revision; otherwise running pipelines would lose access.",
    example: [
      "warning SLW3003 2 revocations are held: not every engine has confirmed the new revision of search-pipeline",
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
