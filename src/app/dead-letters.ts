import { randomBytes } from "node:crypto";
import { createBundleStore } from "../claims/bundle-store.ts";
import { acquireLock } from "../claims/exclusive-lock.ts";
import type { Checked } from "../diagnostics/checked.ts";
import { failed } from "../diagnostics/checked.ts";
import { diagnostic } from "../diagnostics/diagnostic.ts";
import { machineClock } from "../embedded/machine-clock.ts";
import { canonicalJson } from "../model/canonical-json.ts";
import type { Digest, Revision, TopicName } from "../model/names.ts";
import type { DecodedPayload } from "../operate/decode.ts";
import { decodePayload } from "../operate/decode.ts";
import type { DeadLetter, DeadLetterTopic } from "../operate/dead-letters/dead-letter.ts";
import { failureOf } from "../operate/dead-letters/dead-letter.ts";
import type { DeadLetterExpression } from "../operate/dead-letters/expression.ts";
import { deadLetterExpression } from "../operate/dead-letters/expression.ts";
import type { Analysis } from "../operate/dead-letters/families.ts";
import { FamilyCollector } from "../operate/dead-letters/families.ts";
import type { DeadLetterFilter } from "../operate/dead-letters/filter.ts";
import { deadLetterTopics, readDeadLetters } from "../operate/dead-letters/read-dead-letters.ts";
import { OtherRunError, redrive } from "../operate/dead-letters/redrive.ts";
import type { RedriveTarget } from "../operate/dead-letters/redrive-target.ts";
import { targetTopic } from "../operate/dead-letters/redrive-target.ts";
import type { RedriveRun } from "../operate/dead-letters/redrive-run.ts";
import { redriveLockKey } from "../operate/dead-letters/redrive-run.ts";
import { recordAt } from "../operate/record-at.ts";
import type { TailSource } from "../operate/tail.ts";
import { lockOwner } from "./lock-owner.ts";
import { readPublished } from "./published.ts";
import type { Servers } from "./servers.ts";

/** Which dead letters a command is about. */
export interface DeadLetterSelection {
  /** `step` or `pipeline/step`; undefined: every step's. */
  readonly step: string | undefined;
  readonly pipeline: string | undefined;
  readonly filter: DeadLetterFilter;
  /** A CEL expression beside the filter. */
  readonly where: string | undefined;
  readonly signal: AbortSignal;
  /** Called with how many records were read so far, whether they are chosen or not. */
  readonly onRead?: (records: number) => void;
}

/** A dead letter with its key and value decoded. */
export interface ShownDeadLetter {
  readonly letter: DeadLetter;
  readonly key: DecodedPayload;
  readonly value: DecodedPayload;
}

interface Selected {
  readonly topics: readonly DeadLetterTopic[];
  readonly expression: DeadLetterExpression | undefined;
}

/** The dead letters that are there now, at most `limit`. Rejects with a `KafkaError` or a `StoreError`. */
export async function listDeadLetters(
  servers: Servers,
  selection: DeadLetterSelection,
  options: { readonly limit: number | undefined; readonly onLetter: (shown: ShownDeadLetter) => void },
): Promise<Checked<number>> {
  const selected = await select(servers, selection);
  if (!selected.ok) return selected;
  let shown = 0;
  for await (const letter of letters(servers, selected.value, selection)) {
    if (shown === options.limit) break;
    options.onLetter(await decoded(servers, letter));
    shown += 1;
  }
  return { ok: true, value: shown, warnings: [] };
}

/** One dead letter, by its topic and place. Rejects as `listDeadLetters` does. */
export async function showDeadLetter(
  servers: Servers,
  at: { readonly topic: string; readonly partition: number; readonly offset: bigint },
  signal: AbortSignal,
): Promise<Checked<ShownDeadLetter>> {
  const { topic: name, partition, offset } = at;
  const source = deadLetterTopics((await readPublished(servers)).bundles).find(({ topic }) => topic === name);
  const record =
    source && (await withReading(servers, (tail) => recordAt(tail, { ...at, topic: source.topic }, signal)));
  if (source === undefined || record === undefined)
    return failed(diagnostic("SLW6002", { place: `${name}/${partition}@${offset}` }));
  const letter = { source, partition, record, failure: failureOf(record) };
  return { ok: true, value: await decoded(servers, letter), warnings: [] };
}

/** Families of errors, and with which revisions of the configuration the bundles came that they failed under. */
export interface ExplainedAnalysis extends Analysis {
  /** Of the last twenty manifests. */
  readonly revisions: ReadonlyMap<Digest, Revision>;
}

/** The families of errors among the dead letters. Rejects as `listDeadLetters` does. */
export async function analyzeDeadLetters(
  servers: Servers,
  selection: DeadLetterSelection,
): Promise<Checked<ExplainedAnalysis>> {
  const selected = await select(servers, selection);
  if (!selected.ok) return selected;
  const collector = new FamilyCollector();
  for await (const letter of letters(servers, selected.value, selection)) collector.add(letter);
  const revisions = await createBundleStore(servers.store).readOrigins();
  return { ok: true, value: { ...collector.analysis(), revisions }, warnings: [] };
}

export interface ReprocessRequest {
  /** The name of the run; undefined: a new one. */
  readonly run: string | undefined;
  readonly to: TopicName | undefined;
  readonly perSecond: number | undefined;
  readonly onProgress: (run: RedriveRun) => void;
}

/** What a run would do: records by the topic that they would go to; undefined: they don't say where they came from. */
export type ReprocessPreview = ReadonlyMap<TopicName | undefined, number>;

/** What reprocessing would send where; nothing is written. Rejects as `listDeadLetters` does. */
export async function previewReprocess(
  servers: Servers,
  selection: DeadLetterSelection,
  to: TopicName | undefined,
): Promise<Checked<ReprocessPreview>> {
  const selected = await select(servers, selection);
  if (!selected.ok) return selected;
  const counts = new Map<TopicName | undefined, number>();
  for await (const letter of letters(servers, selected.value, selection)) {
    const topic = targetTopic(letter, targetOf(to));
    counts.set(topic, (counts.get(topic) ?? 0) + 1);
  }
  return { ok: true, value: counts, warnings: [] };
}

/** A name for a run that nobody has used: the day, and some letters. */
export const newRunName = (): string => `${new Date().toISOString().slice(0, 10)}-${randomBytes(3).toString("hex")}`;

/**
 * Sends dead letters of one step again, each at most once per run. Rejects as `redrive` does; what was written down lets
 * the same run be continued.
 */
export async function reprocess(
  servers: Servers,
  selection: DeadLetterSelection,
  request: ReprocessRequest & { readonly run: string },
): Promise<Checked<RedriveRun>> {
  const selected = await select(servers, selection);
  if (!selected.ok) return selected;
  const [topic, ...others] = selected.value.topics;
  if (topic === undefined || others.length > 0) {
    const known = selected.value.topics.map(({ pipeline, step }) => `${pipeline}/${step}`).join(", ");
    return failed(diagnostic("SLW7007", { name: selection.step ?? "", known }));
  }
  const { store } = servers;
  const key = redriveLockKey(request.run);
  const attempt = await acquireLock({ store, clock: machineClock, key, leaseMs: 5_000, ...lockOwner() });
  if (!attempt.isHeld) {
    const { label, sinceMs } = attempt.holder;
    return failed(diagnostic("SLW6004", { run: request.run, holder: label, since: new Date(sinceMs).toISOString() }));
  }
  try {
    const guard = (): boolean => attempt.lock.guard();
    return await redriveLocked(servers, { selection, request, topic, expression: selected.value.expression, guard });
  } finally {
    await attempt.lock.release();
  }
}

interface LockedRun {
  readonly selection: DeadLetterSelection;
  readonly request: ReprocessRequest & { readonly run: string };
  readonly topic: DeadLetterTopic;
  readonly expression: DeadLetterExpression | undefined;
  readonly guard: () => boolean;
}

async function redriveLocked(servers: Servers, locked: LockedRun): Promise<Checked<RedriveRun>> {
  const { selection, request, topic, expression, guard } = locked;
  const client = servers.kafka.client();
  const reader = client.reader();
  const producer = client.producer({ compression: "none", batchBytes: 1024 * 1024, lingerMs: 0, retries: 3 });
  try {
    const run = await redrive(
      { reader, offsets: client.offsets, producer, store: servers.store, clock: machineClock },
      {
        run: request.run,
        asked: askedText(selection, request.to),
        topic,
        target: targetOf(request.to),
        perSecond: request.perSecond,
        filter: selection.filter,
        expression,
        registry: servers.registry,
        signal: selection.signal,
        guard,
        onProgress: request.onProgress,
      },
    );
    return { ok: true, value: run, warnings: [] };
  } catch (error) {
    if (error instanceof OtherRunError) return failed(diagnostic("SLW6003", { run: request.run }));
    throw error;
  } finally {
    await Promise.all([reader.close(), producer.close()]);
    await client.close();
  }
}

const targetOf = (to: TopicName | undefined): RedriveTarget =>
  to === undefined ? { kind: "origin" } : { kind: "topic", topic: to };

/** Everything that decides which records go where. */
function askedText({ filter, where }: DeadLetterSelection, to: TopicName | undefined): string {
  return canonicalJson({ ...filter, where, to });
}

async function select(servers: Servers, selection: DeadLetterSelection): Promise<Checked<Selected>> {
  const all = deadLetterTopics((await readPublished(servers)).bundles);
  const { pipeline, step, where } = selection;
  const ofPipeline = all.filter((topic) => pipeline === undefined || topic.pipeline === pipeline);
  if (pipeline !== undefined && ofPipeline.length === 0) {
    const known = [...new Set(all.map((topic) => topic.pipeline))].join(", ") || "none";
    return failed(diagnostic("SLW7011", { name: pipeline, known }));
  }
  const topics = ofPipeline.filter(
    (topic) => step === undefined || topic.step === step || `${topic.pipeline}/${topic.step}` === step,
  );
  if (step !== undefined && topics.length !== 1) {
    const among = topics.length > 1 ? topics : ofPipeline;
    const known = among.map((topic) => `${topic.pipeline}/${topic.step}`).join(", ");
    return failed(diagnostic("SLW7007", { name: step, known }));
  }
  const expression = where === undefined ? undefined : expressionOf(where);
  if (expression?.ok === false) return expression;
  return { ok: true, value: { topics, expression: expression?.value }, warnings: [] };
}

function expressionOf(text: string): Checked<DeadLetterExpression> {
  try {
    return { ok: true, value: deadLetterExpression(text), warnings: [] };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split("\n", 1)[0] ?? "") : String(error);
    return failed(diagnostic("SLW6001", { expression: text, reason }));
  }
}

async function withReading<T>(servers: Servers, read: (source: TailSource) => Promise<T>): Promise<T> {
  const client = servers.kafka.client();
  const reader = client.reader();
  try {
    return await read({ reader, offsets: client.offsets });
  } finally {
    await reader.close();
    await client.close();
  }
}

/** The chosen dead letters, topic by topic; a topic that doesn't exist has none. */
async function* letters(
  servers: Servers,
  { topics, expression }: Selected,
  { filter, signal, onRead }: Pick<DeadLetterSelection, "filter" | "signal" | "onRead">,
): AsyncGenerator<DeadLetter> {
  const client = servers.kafka.client();
  const reader = client.reader();
  const source: TailSource = { reader, offsets: client.offsets };
  let before = 0;
  try {
    for (const topic of topics) {
      let read = 0;
      const told = onRead && ((records: number): void => onRead(before + (read = records)));
      const request = { filter, expression, registry: servers.registry, signal };
      yield* readDeadLetters(source, topic, told === undefined ? request : { ...request, onRead: told });
      before += read;
    }
  } finally {
    await reader.close();
    await client.close();
  }
}

async function decoded({ registry }: Servers, letter: DeadLetter): Promise<ShownDeadLetter> {
  const { key, value } = letter.record;
  return { letter, key: await decodePayload(key, registry), value: await decodePayload(value, registry) };
}
