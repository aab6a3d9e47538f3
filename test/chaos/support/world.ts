import type { ChildProcess } from "node:child_process";
import { execFileSync, spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ConsulServer } from "../../infra/consul.ts";
import { startConsul } from "../../infra/consul.ts";
import type { KafkaOptions, KafkaServer } from "../../infra/kafka.ts";
import { startKafka } from "../../infra/kafka.ts";

const checkout = resolve(import.meta.dirname, "../../..");

/** Principals that sign in as themselves. */
const users = ["admin", "search-pipeline", "analytics-pipeline", "crawler"] as const;

export interface CommandResult {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

/** An engine as a process of its own. */
export interface EngineProcess {
  readonly label: string;
  readonly child: ChildProcess;
  /** What it has logged so far, a JSON object a line. */
  log(): readonly Readonly<Record<string, unknown>>[];
  /** Resolves with the exit code, or null after a signal. */
  readonly ended: Promise<number | null>;
}

/** A broker with an authorizer, a Consul, and the example in a bare repository; everything of this test's own. */
export interface World {
  readonly kafka: KafkaServer;
  readonly consul: ConsulServer;
  readonly folder: string;
  sluiceway(...commandLine: readonly string[]): Promise<CommandResult>;
  /** A command that goes on; who starts it ends it. */
  start(...commandLine: readonly string[]): ChildProcess;
  /** With the world's own settings unless others are named, whose connection has to be `local` too. */
  startEngine(label: string, settings?: string, environment?: Readonly<Record<string, string>>): EngineProcess;
  /** Options that name the repository, the settings and the environment. */
  readonly rootOptions: readonly string[];
  readonly settingsOptions: readonly string[];
  end(): Promise<void>;
}

export interface WorldOptions extends KafkaOptions {
  /** The configuration root, instead of the example. */
  readonly pipelines?: string;
  /** What Node runs as `sluiceway`, instead of the sources. */
  readonly program?: readonly string[];
}

export async function createWorld(options: WorldOptions = {}): Promise<World> {
  const [kafka, consul, folder] = await Promise.all([
    startKafka(options),
    startConsul(),
    mkdtemp(join(tmpdir(), "sluiceway-world-")),
  ]);
  const repository = await pushRoot(folder, options.pipelines ?? join(checkout, "pipelines"));
  const settings = join(folder, "settings.yaml");
  await writeFile(settings, settingsText());
  const environment = { ...process.env, ...addressesOf(kafka, consul), XDG_CACHE_HOME: join(folder, "cache") };
  const engines: EngineProcess[] = [];
  const program = options.program ?? ["--import", "tsx", join(checkout, "src/cli/main.ts")];
  const settingsOptions = ["--settings", settings];
  const start = (commandLine: readonly string[], extra: NodeJS.ProcessEnv = {}): ChildProcess =>
    spawn(process.execPath, [...program, ...commandLine], {
      cwd: checkout,
      env: { ...environment, ...extra },
      stdio: ["ignore", "pipe", "pipe"],
    });
  return {
    kafka,
    consul,
    folder,
    settingsOptions,
    rootOptions: ["--root", repository, "--path", "pipelines", "--environment", "local", ...settingsOptions],
    sluiceway: (...commandLine) => collect(start(commandLine)),
    start: (...commandLine) => start(commandLine),
    startEngine(label, other = settings, extra = {}) {
      const child = start(["engine", "--settings", other, "--connection", "local"], {
        ...extra,
        ENGINE_LABEL: label,
        XDG_STATE_HOME: join(folder, label),
      });
      const engine = engineOf(label, child);
      engines.push(engine);
      return engine;
    },
    async end() {
      for (const { child } of engines) child.kill("SIGKILL");
      await Promise.all(engines.map(({ ended }) => ended));
      await Promise.all([kafka.kill("SIGKILL"), consul.kill("SIGKILL")]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A configuration root, pushed to a bare repository as its folder `pipelines`. */
async function pushRoot(folder: string, root: string): Promise<string> {
  const bare = join(folder, "repository.git");
  const tree = join(folder, "tree");
  await mkdir(tree);
  await cp(root, join(tree, "pipelines"), { recursive: true });
  const git = (cwd: string, ...commandLine: readonly string[]): string =>
    execFileSync("git", ["-c", "user.name=test", "-c", "user.email=test@example.org", ...commandLine], {
      cwd,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    });
  git(folder, "init", "--quiet", "--bare", "--initial-branch", "main", bare);
  git(tree, "init", "--quiet", "--initial-branch", "main");
  git(tree, "add", "--all");
  git(tree, "commit", "--quiet", "--message", "The example");
  git(tree, "push", "--quiet", bare, "main");
  return bare;
}

/** Each pipeline signs in as its own principal; plans and applies are the admin's. */
function settingsText(): string {
  const credentials = users.map(
    (user) => `        ${user}: { username: ${user}, password: "\${PASSWORD_${variable(user)}}" }`,
  );
  return [
    "engine: { modules: allow, lease: 1500ms, markWriters: true, label: '${ENGINE_LABEL:-admin}' }",
    "connections:",
    "  local:",
    "    kafka:",
    "      bootstrap.servers: ${SASL_BOOTSTRAP_SERVERS}",
    "      security:",
    "        protocol: SASL_PLAINTEXT",
    '        sasl: { mechanism: PLAIN, username: admin, password: "${PASSWORD_ADMIN}" }',
    "      credentials:",
    ...credentials,
    "    consul: { address: '${CONSUL_HTTP_ADDR}', keyPrefix: sluiceway/search-cluster }",
    "",
  ].join("\n");
}

const variable = (user: string): string => user.toUpperCase().replaceAll("-", "_");

function addressesOf(kafka: KafkaServer, consul: ConsulServer): Record<string, string> {
  const passwords = Object.fromEntries(
    users.map((user) => [
      `PASSWORD_${variable(user)}`,
      (kafka.sasl.users as Readonly<Record<string, string>>)[user] ?? "",
    ]),
  );
  return { ...passwords, SASL_BOOTSTRAP_SERVERS: kafka.sasl.bootstrapServers, CONSUL_HTTP_ADDR: consul.url };
}

async function collect(child: ChildProcess): Promise<CommandResult> {
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout?.on("data", (chunk: Buffer) => out.push(chunk));
  child.stderr?.on("data", (chunk: Buffer) => err.push(chunk));
  const exitCode = await new Promise<number | null>((done) => child.once("close", done));
  return { exitCode: exitCode ?? -1, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() };
}

function engineOf(label: string, child: ChildProcess): EngineProcess {
  const lines: Readonly<Record<string, unknown>>[] = [];
  let unfinished = "";
  child.stderr?.on("data", (chunk: Buffer) => {
    const parts = (unfinished + chunk.toString()).split("\n");
    unfinished = parts.pop() ?? "";
    lines.push(...parts.flatMap(parseLine));
  });
  child.stdout?.resume();
  return {
    label,
    child,
    ended: new Promise((done) => child.once("close", done)),
    log: () => lines,
  };
}

function parseLine(line: string): readonly Readonly<Record<string, unknown>>[] {
  try {
    return [JSON.parse(line) as Readonly<Record<string, unknown>>];
  } catch {
    return [];
  }
}
