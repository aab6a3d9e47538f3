import { error, warning } from "./row.ts";

/** 20xx: plan. 30xx: apply. 40xx: servers. 70xx: settings and usage. */
export const operationCodes = {
  SLW2001: warning(
    (p: { topic: string; property: string; actual: string; declared: string }) =>
      `The topic "${p.topic}" differs from its declaration: ${p.property} is ${p.actual}, declared is ${p.declared}`,
    "Nothing is modified: change the declaration, or the topic by hand.",
  ),
  SLW2002: error(
    (p: { topic: string; pipelines: string }) =>
      `The topic "${p.topic}" doesn't exist; its operator has to create it (${p.pipelines})`,
    "Declare it under topics: of the cluster if this repository should own it.",
  ),
  SLW2003: warning(
    (p: { topic: string }) => `The topic "${p.topic}" is orphaned: no pipeline of this revision declares it`,
    "Topics are never deleted by an apply.",
  ),
  SLW2004: error(
    (p: { topic: string; replicationFactor: number; brokers: number }) =>
      `The topic "${p.topic}" asks for ${p.replicationFactor} replicas on a cluster of ${p.brokers} brokers`,
    "Lower replicationFactor in the cluster's topicDefaults, the topic's own settings, or an environment's overlay.",
  ),
  SLW2005: error(
    (p: { topic: string }) =>
      `The topic "${p.topic}" has vanished: an applied revision had it; it is not recreated empty`,
    "Recreate it by hand if the loss of its data is understood.",
  ),
  SLW2006: warning(
    (p: { count: number }) =>
      `The cluster has no authorizer: ${p.count} declared ACLs are neither compared nor granted`,
    "Set authorizer.class.name on the brokers if principals should have only the rights that they need.",
  ),
  SLW2007: warning(
    (p: { revision: string }) =>
      `The revision ${p.revision}, applied or attempted before, can't be read any more: nothing is revoked in this round`,
    "Rights that only this revision granted are not known any more: review the ACLs of its principals.",
  ),
  SLW2008: warning(
    (p: { pipeline: string }) =>
      `The pipeline "${p.pipeline}" is published, but no revision that can be read declares it; it goes on running`,
    "To retire it, declare it in one commit and remove it in the next.",
  ),
  SLW3001: error((p: { resource: string; reason: string }) => `${p.resource} failed: ${p.reason}`),
  SLW3002: warning(
    (p: { resource: string; dependency: string }) => `${p.resource} was not tried, because ${p.dependency} failed`,
  ),
  SLW3003: warning(
    (p: { count: number; pipelines: string }) =>
      `${p.count} revocations are held: not every engine has confirmed the new revision of ${p.pipelines}`,
    "Apply again when the engines run it.",
  ),
  SLW3004: error(
    (p: { reason: string }) => `Another process changed the published manifest meanwhile: ${p.reason}`,
    "Apply again.",
  ),
  SLW3005: warning(
    (p: { revision: string; other: string }) =>
      `The revision ${p.other} was attempted meanwhile, so ${p.revision} isn't recorded as applied`,
    "Apply again: what the other revision granted is then known.",
  ),
  SLW4001: error((p: { address: string; reason: string }) => `Kafka can't be reached at ${p.address}: ${p.reason}`),
  SLW4002: error((p: { address: string; reason: string }) => `Consul can't be reached at ${p.address}: ${p.reason}`),
  SLW4003: error((p: { what: string; reason: string }) => `Kafka refused ${p.what}: ${p.reason}`),
  SLW4004: error((p: { reason: string }) => `Consul refused a request: ${p.reason}`),
  SLW7001: error((p: { file: string; reason: string }) => `The settings ${p.file} can't be read: ${p.reason}`),
  SLW7002: error(
    (p: { variable: string }) => `The settings name the environment variable ${p.variable}, which isn't set`,
    "Export it, or give it a default: ${NAME:-default}.",
  ),
  SLW7003: error(
    (p: { name: string; known: string }) => `The settings have no connection "${p.name}"; these exist: ${p.known}`,
  ),
  SLW7004: warning((p: { key: string; why: string }) => `The setting "${p.key}" has no effect: ${p.why}`),
  SLW7006: error(
    (p: { present: string; absent: string }) => `The settings name ${p.present} but not ${p.absent}`,
    "Real servers are named together (bootstrap.servers and consul.address); without both, everything runs embedded.",
  ),
  SLW7005: error(
    (p: { command: string }) => `\`${p.command}\` needs servers, and the settings name none`,
    "Name Kafka and Consul in sluiceway.settings.yaml; without servers `sluiceway up` runs everything in one process.",
  ),
  SLW7007: error(
    (p: { name: string; known: string }) => `"${p.name}" doesn't name one step; these are there: ${p.known}`,
    "Name a step as pipeline/step.",
  ),
  SLW7008: error(
    (p: { known: string }) => `There isn't exactly one entry step to write to; entry steps: ${p.known}`,
    "Choose a pipeline with --pipeline.",
  ),
  SLW7009: error((p: { path: string; reason: string }) => `${p.path}: ${p.reason}`),
  SLW7010: error(
    (p: { principal: string }) => `The settings have no credentials for ${p.principal}`,
    "Name its user and password under kafka.credentials of the connection.",
  ),
} as const;
