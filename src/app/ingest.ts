import { stat } from "node:fs/promises";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import type { KafkaClient } from "../kafka/kafka.ts";
import type { Principal, TopicName } from "../model/names.ts";
import { parsed, parsePrincipal } from "../model/names.ts";
import type { IngestResult } from "../operate/ingest.ts";
import { ingest } from "../operate/ingest.ts";
import type { Connection } from "./settings/connection.ts";
import { entryHold } from "./control.ts";
import type { Session, SessionRequest, Shown } from "./session.ts";
import { bundlesOf, requireRealServers, withSession } from "./session.ts";
import { documentsOf, textFilesIn } from "./text-files.ts";
import { entryTopic } from "./topics-of-step.ts";

export interface IngestCommand extends SessionRequest {
  readonly folder: string;
  readonly pipeline: string | undefined;
  /** The principal to write as; its credentials are in the settings. Default: the connection's own user. */
  readonly principal: string | undefined;
  readonly onProgress: (progress: { readonly done: number; readonly total: number }) => void;
}

export interface Ingested extends IngestResult {
  readonly topic: TopicName;
}

/** `sluiceway ingest`: writes the text files below a folder into an entry step's input topic. */
export function ingestFolder(command: IngestCommand): Promise<Shown<Ingested>> {
  return withSession(command, async (session): Promise<Checked<Ingested>> => {
    const real = requireRealServers(session.servers, "sluiceway ingest");
    return real.ok ? ingestInto(session, command) : real;
  });
}

type IngestOptions = Pick<IngestCommand, "folder" | "pipeline" | "principal" | "onProgress">;

/** The same with servers that are open already. */
export async function ingestInto(
  session: Pick<Session, "compiled" | "connection" | "servers">,
  options: IngestOptions,
): Promise<Checked<Ingested>> {
  const entry = entryTopic(bundlesOf(session.compiled), options.pipeline);
  if (!entry.ok) return entry;
  const topic = entry.value.topics[0];
  if (topic === undefined) throw new Error("invariant: an entry step has an input topic");
  const exists = await stat(options.folder).catch(() => undefined);
  if (exists === undefined)
    return failed(diagnostic("SLW7009", { path: options.folder, reason: "there is no such file or folder" }));
  const files = await textFilesIn(options.folder);
  const principal = options.principal === undefined ? undefined : parsed(parsePrincipal(options.principal));
  if (principal !== undefined && !canSignInAs(session.connection, principal))
    return failed(diagnostic("SLW7010", { principal }));
  const hold = await entryHold(session.servers, entry.value.pipeline);
  if (hold !== undefined) {
    const { name: pipeline, by, sinceMs } = hold;
    return failed(diagnostic("SLW6106", { pipeline, by, since: new Date(sinceMs).toISOString() }));
  }
  const client = session.servers.kafka.client(principal);
  try {
    const result = await send(client, {
      session,
      topic,
      documents: documentsOf(files, options.folder),
      onProgress: (done) => options.onProgress({ done, total: files.length }),
    });
    return { ok: true, value: { ...result, topic }, warnings: [] };
  } finally {
    await client.close();
  }
}

/** Where users sign in, a principal without credentials would silently become the connection's own user. */
function canSignInAs({ servers }: Connection, principal: Principal): boolean {
  if (servers?.kafka.security.sasl === undefined) return true;
  const { credentials } = servers.kafka;
  return Object.hasOwn(credentials, principal) || Object.hasOwn(credentials, principal.replace(/^User:/, ""));
}

interface SendRequest {
  readonly session: Pick<Session, "connection">;
  readonly topic: TopicName;
  readonly documents: ReturnType<typeof documentsOf>;
  readonly onProgress: (done: number) => void;
}

async function send(
  client: KafkaClient,
  { session, topic, documents, onProgress }: SendRequest,
): Promise<IngestResult> {
  const profile = session.connection.producers["default"];
  if (profile === undefined) throw new Error("invariant: there is always a default profile");
  const producer = client.producer(profile);
  try {
    return await ingest(producer, { topic, documents, onProgress });
  } finally {
    await producer.close();
  }
}
