import { join } from "node:path";
import type { EngineHost } from "../../app/engine-host.ts";
import { createEngineHost } from "../../app/engine-host.ts";
import { untilDrained } from "../../app/flow.ts";
import { ingestInto } from "../../app/ingest.ts";
import { createLogger } from "../../app/logger.ts";
import { openRepository } from "../../app/open-repository.ts";
import { compileRoot } from "../../app/compile-root.ts";
import { clusterOf, planSession } from "../../app/plan-root.ts";
import type { Session } from "../../app/session.ts";
import { withSession } from "../../app/session.ts";
import type { Status } from "../../app/status.ts";
import { readStatus } from "../../app/status.ts";
import { tailTopics } from "../../app/tail.ts";
import type { Checked } from "../../diagnostics/checked.ts";
import type { TopicName } from "../../model/names.ts";
import type { PlannedRevision } from "../../reconcile/reconcile.ts";
import { applyRevision } from "../../reconcile/reconcile.ts";
import type { ExitCode } from "../exit-code.ts";
import { exitCodeOf, exitCodes } from "../exit-code.ts";
import { progressBar } from "../progress-bar.ts";
import { reportDiagnostics } from "../reporters/diagnostics.ts";
import { planText } from "../reporters/plan.ts";
import { recordLine } from "../reporters/record.ts";
import { table } from "../table.ts";
import type { Terminal } from "../terminal.ts";
import { paintFor } from "../terminal.ts";
import type { ExampleRepository } from "./example-repository.ts";
import { addStep } from "./example-repository.ts";

export interface QuickstartOptions {
  readonly example: ExampleRepository;
  /** The folder whose texts are processed. */
  readonly documents: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/**
 * The main job once, on the embedded default: a Git revision is compiled, planned, applied and run on real documents;
 * then a commit adds a step, and the next plan is only that step.
 */
export async function quickstart(options: QuickstartOptions): Promise<ExitCode> {
  const { terminal, example } = options;
  const revision = await example.commit("The example pipelines");
  heading(options, 1, `A Git repository with pipelines, at ${revision.slice(0, 12)}`);
  const { result, textOf } = await withSession({ root: example.root }, (session) => run(session, options));
  if (!result.ok) {
    reportDiagnostics(terminal, result.diagnostics, textOf);
    return exitCodeOf(result.diagnostics);
  }
  whatNext(options);
  return exitCodes.done;
}

async function run(opened: Session, options: QuickstartOptions): Promise<Checked<undefined>> {
  const { terminal, example } = options;
  const session = withDataDirectory(opened, join(example.folder, "data"));
  const { desired } = session.compiled;
  terminal.out(`compiled: ${desired.pipelines.map(({ name }) => name).join(", ")}; no server is used\n`);
  heading(options, 2, "The plan, as a pull request would show it");
  const planned = await planSession(session);
  if (!planned.ok) return planned;
  terminal.out(`${planText(terminal, planned.value.plan, session.opened.textOf)}\n`);
  heading(options, 3, "Apply");
  await applyPlan(session, planned.value, options);
  const logger = createLogger("error");
  const host = createEngineHost({ servers: session.servers, connection: session.connection, logger });
  host.start();
  try {
    return await process(session, host, options);
  } finally {
    await host.stop(5_000);
  }
}

/** Modules and the index stay in the quick start's own folder. */
function withDataDirectory(session: Session, dataDirectory: string): Session {
  const { connection } = session;
  return { ...session, connection: { ...connection, engine: { ...connection.engine, dataDirectory } } };
}

async function applyPlan(session: Session, planned: PlannedRevision, options: QuickstartOptions): Promise<void> {
  const { signal, terminal } = options;
  const { outcomes, isApplied } = await applyRevision(planned, clusterOf(session.servers), { signal });
  const verdict = isApplied ? "applied" : "not wholly applied";
  terminal.out(
    `${verdict}: ${outcomes.filter(({ kind }) => kind === "done").length} of ${planned.plan.steps.length} changes\n`,
  );
}

async function process(session: Session, host: EngineHost, options: QuickstartOptions): Promise<Checked<undefined>> {
  const { terminal, signal, documents } = options;
  heading(options, 4, "Documents in, through the engine");
  const startedMs = performance.now();
  const ingested = await ingestInto(session, {
    folder: documents,
    pipeline: undefined,
    principal: undefined,
    onProgress: () => undefined,
  });
  if (!ingested.ok) return ingested;
  terminal.out(`${ingested.value.sent} documents written to ${ingested.value.topic}`);
  const bar = progressBar(terminal, "records");
  const { done, total } = await untilDrained(session.servers, host, { signal, onFlow: (flow) => bar.update(flow) });
  bar.finish({ done, total, note: `in ${((performance.now() - startedMs) / 1000).toFixed(1)} s\n` });
  heading(options, 5, "What came out");
  await showResults(session, options);
  heading(options, 6, "A commit adds a step: the next plan is only that step");
  return showNextPlan(session, options);
}

async function showResults(session: Session, options: QuickstartOptions): Promise<void> {
  const { terminal } = options;
  const ends = await topicEnds(session);
  const rows = [...ends].filter(([, count]) => count > 0n).map(([topic, count]) => [topic, String(count)]);
  terminal.out(`${table(["TOPIC", "RECORDS"], rows)}\n`);
  await showSample(session, options);
  const status = await readStatus(session.servers);
  terminal.out(slotSummary(status));
}

/** How many records were ever written to each topic of the revision. */
async function topicEnds({ compiled, servers }: Session): Promise<ReadonlyMap<TopicName, bigint>> {
  const client = servers.kafka.client();
  try {
    const topics = await servers.kafka.admin.describeTopics(compiled.desired.topics.map(({ name }) => name));
    const partitions = topics.flatMap(({ name, partitions: count }) =>
      Array.from({ length: count }, (_, partition) => ({ topic: name, partition })),
    );
    const ends = new Map<TopicName, bigint>();
    for (const end of await client.offsets.logOffsets(partitions, { kind: "latest" }))
      if (end.ok) ends.set(end.topic, (ends.get(end.topic) ?? 0n) + end.offset);
    return ends;
  } finally {
    await client.close();
  }
}

async function showSample({ servers, compiled }: Session, { terminal, signal }: QuickstartOptions): Promise<void> {
  const paint = paintFor(terminal);
  const sampled = compiled.desired.topics.filter(
    ({ name }) => name.endsWith("step.index.input") || name.endsWith("frequent-terms.output"),
  );
  for (const { name } of sampled) {
    terminal.out(`a record of ${name}:`);
    await tailTopics(servers, [name], {
      from: "earliest",
      follow: false,
      limit: 1,
      signal,
      onRecord: (record) => terminal.out(`  ${recordLine(record, paint)}\n`),
    });
  }
}

function slotSummary({ claims, lag }: Status): string {
  const held = claims.slots.filter(({ state }) => state === "held").length;
  const behind = lag.reduce((sum, { records }) => sum + records, 0n);
  return `${held} of ${lag.length} slots held by ${claims.engines.length} engine, lag ${behind}\n`;
}

async function showNextPlan(session: Session, { example, terminal }: QuickstartOptions): Promise<Checked<undefined>> {
  const file = await addStep(example);
  const revision = await example.commit("Keep the terms that begin with an s");
  terminal.out(`${revision.slice(0, 12)} changes ${file}\n`);
  const opened = await openRepository({ root: example.root });
  const root = await compileRoot(opened, session.environment);
  if (!root.ok) return root;
  const planned = await planSession({ ...session, ...root.value, opened });
  if (!planned.ok) return planned;
  terminal.out(`${planText(terminal, planned.value.plan, opened.textOf)}\n`);
  return { ok: true, value: undefined, warnings: [] };
}

function heading({ terminal }: QuickstartOptions, step: number, text: string): void {
  terminal.out(paintFor(terminal)("bold", `${step}. ${text}`));
}

function whatNext({ terminal, example }: QuickstartOptions): void {
  terminal.out(
    [
      "Next:",
      `  npm run sluiceway -- validate --root ${example.root}    edit a file there and see its errors`,
      `  npm run sluiceway -- up --root ${example.root} --watch --tail enrich --documents docs`,
      "  docs/getting-started.md takes the same pipelines to a real Kafka and Consul.",
    ].join("\n"),
  );
}
