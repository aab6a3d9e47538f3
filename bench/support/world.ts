import { execFileSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { connectKafka } from "../../src/app/kafka.ts";
import { startConsul } from "../../test/infra/consul.ts";
import { startKafka } from "../../test/infra/kafka.ts";
import type { GeneratedFile } from "./generate-root.ts";
import { commitFiles } from "./generate-root.ts";
import type { Measured } from "./measure.ts";
import { measure } from "./measure.ts";

const repositoryRoot = resolve(import.meta.dirname, "../..");
const main = join(repositoryRoot, "dist/cli/main.js");
const rawFile = (name: string): string => join(import.meta.dirname, "../raw", name);

/** Servers of a benchmark's own, the product as users get it, and a folder. */
export interface BenchWorld {
  readonly folder: string;
  readonly bootstrapServers: string;
  /** Commits a root's files to a Git repository of this name, after what it has. */
  commit(name: string, files: readonly GeneratedFile[]): Promise<CommittedRoot>;
  close(): Promise<void>;
}

/** What commands are told about a committed root: each name has its own keys in Consul. */
export interface CommittedRoot {
  readonly root: string;
  readonly ref: string;
  readonly settings: string;
}

/** Builds the product and starts a broker with 2 GB of heap and a Consul. */
export async function openWorld(): Promise<BenchWorld> {
  console.log("building dist/ and starting Kafka and Consul");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: repositoryRoot, stdio: "inherit" });
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-bench-"));
  const [kafka, consul] = await Promise.all([startKafka({ heapMegabytes: 2048 }), startConsul()]);
  const { bootstrapServers } = kafka;
  const parents = new Map<string, string>();
  return {
    folder,
    bootstrapServers,
    async commit(name, files) {
      const root = join(folder, `${name}.git`);
      const ref = await commitFiles(root, files, parents.get(name));
      parents.set(name, ref);
      const settings = join(folder, `${name}.settings.yaml`);
      const lines = [
        `kafka: { bootstrap.servers: "${bootstrapServers}" }`,
        `consul: { address: "${consul.url}", keyPrefix: ${name} }`,
        "",
      ];
      await writeFile(settings, lines.join("\n"));
      return { root, ref, settings };
    },
    async close() {
      await Promise.all([kafka.stop(), consul.stop()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const optionsOf = ({ root, ref, settings }: CommittedRoot): readonly string[] => [
  "--root",
  root,
  "--ref",
  ref,
  "--settings",
  settings,
];

/** `sluiceway plan` or `apply`, from the start of its process to its end. */
export function runCommand(command: "plan" | "apply", root: CommittedRoot): Promise<Measured> {
  const approval = command === "apply" ? ["--auto-approve"] : [];
  return measure({ parameters: [main, command, ...optionsOf(root), "--format", "json", ...approval] });
}

/** What `reconcile-process.mjs` prints. */
export interface ReconcileReport {
  readonly seconds: number;
  readonly steps: number;
  readonly topics: number;
  readonly acls: number;
  readonly keys: readonly string[];
  readonly changes?: readonly Readonly<Record<string, unknown>>[];
}

/** Plans in a process of its own, and applies some plan steps where asked; `seconds` is then the apply's. */
export async function reconcile(
  root: CommittedRoot,
  apply?: { readonly kind: string; readonly count: number },
): Promise<ReconcileReport> {
  const parameters = [join(import.meta.dirname, "reconcile-process.mjs"), JSON.stringify({ request: root, apply })];
  return JSON.parse((await measure({ parameters })).output) as ReconcileReport;
}

/** Runs a bare loop and gives what it prints. */
export async function runRaw<T>(name: string, parameters: readonly string[]): Promise<T> {
  return JSON.parse((await measure({ parameters: [rawFile(name), ...parameters] })).output) as T;
}

/**
 * Waits until the broker has made the logs of all topics that there are. It answers a creation first and makes the logs
 * afterwards, one after the other, and nothing new shows meanwhile: one measurement must not wait for another's.
 */
export async function untilQuiet(bootstrapServers: string): Promise<void> {
  const kafka = connectKafka({ bootstrapServers: [bootstrapServers], clientId: "bench-apply" });
  try {
    for (;;) {
      const { topics } = await kafka.admin.survey();
      const partitions = topics.flatMap(({ name, partitions: count }) =>
        Array.from({ length: count }, (_, partition) => ({ topic: name, partition })),
      );
      const sizes = await kafka.admin.describeLogBytes(partitions);
      if (sizes.size >= partitions.length) return await delay(settleMs);
      await delay(200);
    }
  } finally {
    await kafka.close();
  }
}

const settleMs = 500;

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** `1.23 s (1.20-1.41)`: the median and the ends. */
export function seconds(values: readonly number[]): string {
  const ends = `${Math.min(...values).toFixed(2)}-${Math.max(...values).toFixed(2)}`;
  return `${median(values).toFixed(2)} s (${ends})`;
}

/** The value of `--name=…` as a whole number. */
export function numberOption(options: readonly string[], name: string, otherwise: number): number {
  const text = options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3);
  const value = Number(text ?? otherwise);
  if (!Number.isSafeInteger(value) || value < 1) throw new Error(`--${name} is a whole number from 1`);
  return value;
}
