import { error, warning } from "./row.ts";

/** 70xx: settings and usage. */
export const settingsCodes = {
  SLW7001: error({
    message: (p: { file: string; reason: string }) => `The settings ${p.file} can't be read: ${p.reason}`,
    explanation: "The settings file is missing, isn't YAML, or can't be opened.",
    example: ["error SLW7001 The settings sluiceway.settings.yaml can't be read: no such file"],
  }),
  SLW7002: error({
    message: (p: { variable: string }) => `The settings name the environment variable ${p.variable}, which isn't set`,
    hint: "Export it, or give it a default: ${NAME:-default}.",
    explanation: "Settings may take values from the environment with `${NAME}`; this one isn't set and has no default.",
    example: [
      "error SLW7002 The settings name the environment variable KAFKA_PASSWORD, which isn't set",
      "  hint: Export it, or give it a default: ${NAME:-default}.",
    ],
  }),
  SLW7003: error({
    message: (p: { name: string; known: string }) =>
      `The settings have no connection "${p.name}"; these exist: ${p.known}`,
    explanation:
      "An environment document (`connection:`) or the command line chooses a connection that the settings don't declare.",
    example: ['error SLW7003 The settings have no connection "prdo"; these exist: prod, staging'],
  }),
  SLW7004: warning({
    message: (p: { key: string; why: string }) => `The setting "${p.key}" has no effect: ${p.why}`,
    explanation:
      "The key is accepted, because the specification or other clients know it, but it changes nothing here; the message says why.",
    example: [
      'warning SLW7004 The setting "kafka.consumers.default.session.timeout.ms" has no effect: engines claim partitions by leases',
    ],
  }),
  SLW7005: error({
    message: (p: { command: string }) => `\`${p.command}\` needs servers, and the settings name none`,
    hint: "Name Kafka and Consul in sluiceway.settings.yaml, or choose a connection that does (--environment or --connection); `sluiceway up` needs none.",
    explanation: "The command works on shared servers, while everything in one process would vanish with it.",
    example: [
      "error SLW7005 `sluiceway apply` needs servers, and the settings name none",
      "  hint: Name Kafka and Consul in sluiceway.settings.yaml, or choose a connection that does (--environment or --connection); `sluiceway up` needs none.",
    ],
  }),
  SLW7006: error({
    message: (p: { present: string; absent: string }) => `The settings name ${p.present} but not ${p.absent}`,
    hint: "Real servers are named together (bootstrap.servers and consul.address); without both, everything runs embedded.",
    explanation: "Kafka and Consul belong together: one of them alone can't run pipelines.",
    example: [
      "error SLW7006 The settings name consul.address but not kafka.bootstrap.servers",
      "  hint: Real servers are named together (bootstrap.servers and consul.address); without both, everything runs embedded.",
    ],
  }),
  SLW7007: error({
    message: (p: { name: string; known: string }) => `"${p.name}" doesn't name one step; these are there: ${p.known}`,
    hint: "Name a step as pipeline/step.",
    explanation:
      "A step's name alone is enough where only one pipeline has such a step; otherwise the pipeline's name belongs before it.",
    example: [
      'error SLW7007 "chunkr" doesn\'t name one step; these are there: search-pipeline/chunker, search-pipeline/enrich',
      "  hint: Name a step as pipeline/step.",
    ],
  }),
  SLW7008: error({
    message: (p: { known: string }) => `There isn't exactly one entry step to write to; entry steps: ${p.known}`,
    hint: "Choose a pipeline with --pipeline.",
    explanation:
      "Documents are written into the input of an entry step (`INITIAL_PIPELINE`). There are several, or none, so one has to be chosen.",
    example: [
      "error SLW7008 There isn't exactly one entry step to write to; entry steps: news/ingest, search/ingest",
      "  hint: Choose a pipeline with --pipeline.",
    ],
  }),
  SLW7009: error({
    message: (p: { path: string; reason: string }) => `${p.path}: ${p.reason}`,
    explanation:
      "A file or folder that the command was given can't be read or written; the reason is the operating system's or the command's.",
    example: ["error SLW7009 documents: no such file or directory"],
  }),
  SLW7010: error({
    message: (p: { principal: string }) => `The settings have no credentials for ${p.principal}`,
    hint: "Name its user and password under kafka.credentials of the connection.",
    explanation:
      "Users sign in at this Kafka, so a principal without credentials would silently act as the connection's own user, with other rights than asked for.",
    example: [
      "error SLW7010 The settings have no credentials for User:crawler",
      "  hint: Name its user and password under kafka.credentials of the connection.",
    ],
  }),
  SLW7011: error({
    message: (p: { name: string; known: string }) =>
      `No pipeline "${p.name}" is published, and none has claims; published: ${p.known}`,
    hint: "`sluiceway apply` publishes the pipelines of a root.",
    explanation: "A command was to show the slots of one pipeline, and neither the manifest nor a claim names it.",
    example: [
      'error SLW7011 No pipeline "serach-pipeline" is published, and none has claims; published: search-pipeline',
      "  hint: `sluiceway apply` publishes the pipelines of a root.",
    ],
  }),
} as const;
