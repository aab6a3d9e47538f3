import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { startConsul } from "../test/infra/consul.ts";
import { EngineCrowd } from "./support/engine-crowd.ts";
import type { CrowdOptions, EngineProcess, Report } from "./support/engine-crowd.ts";
import { numberOption } from "./support/options.ts";

const repositoryRoot = resolve(import.meta.dirname, "..");

/**
 * Many engines that share few slots, and as many slots as engines, on a Consul of the benchmark's own. Each engine has an
 * identity, a membership, a watch and connections of its own; `--per-process` of them share a process, and with it the
 * thread that renews their leases. They own slots and do nothing with them: what is measured is how engines agree.
 *
 * - `listeners`: engines with a slot, of 1000 that share 20.
 * - `converge_ms`, `reconverge_ms`: until each of the 20 slots has one owner with just that one, from the start of all
 *   engines at once, and from the kill of a tenth of them (whole processes, owners of slots among them). Lease 5 s.
 * - `standby_requests_per_second`, `standby_writes`: of an engine without slot and seat, over `--steady` seconds; a write
 *   is one to the key-value store or the catalogue, not a check that is passed at the agent.
 * - `moves_over_minimum`: one more engine joins 999 that share 1000 slots (lease 10 s): how many slots change owners, over
 *   the least that balance takes.
 *
 * Arguments: `--engines=1000`, `--slots=20`, `--per-process=50`, `--steady=30`, `--many=1000`; without the first part
 * where `--slots=0`, without the second where `--many=0`.
 */
export async function benchClaims(options: readonly string[]): Promise<string> {
  const engines = numberOption(options, "engines", 1_000);
  const slots = numberOption(options, "slots", 20);
  const perProcess = numberOption(options, "per-process", 50);
  const steadySeconds = numberOption(options, "steady", 30);
  const many = numberOption(options, "many", engines);
  console.log("building dist/");
  execFileSync("npx", ["tsc", "-p", "tsconfig.build.json"], { cwd: repositoryRoot, stdio: "inherit" });
  const consul = await startConsul();
  try {
    const few =
      slots === 0
        ? undefined
        : await measureFewSlots({ consul: consul.url, engines, slots, perProcess, steadySeconds });
    const moves = many === 0 ? undefined : await measureManySlots({ consul: consul.url, engines: many, perProcess });
    return resultLine(few, moves);
  } finally {
    await consul.kill("SIGKILL");
  }
}

function resultLine(few: FewMeasured | undefined, moves: number | undefined): string {
  const measured =
    few === undefined
      ? ["listeners=-", "converge_ms=-", "reconverge_ms=-", "standby_requests_per_second=-", "standby_writes=-"]
      : [
          `listeners=${few.listeners}`,
          `converge_ms=${few.convergeMs}`,
          `reconverge_ms=${few.reconvergeMs}`,
          `standby_requests_per_second=${few.standbyRequestsPerSecond.toFixed(2)}`,
          `standby_writes=${few.standbyWrites}`,
        ];
  return ["bench claims:", ...measured, `moves_over_minimum=${moves === undefined ? "-" : moves.toFixed(2)}`].join(" ");
}

interface Few {
  readonly consul: string;
  readonly engines: number;
  readonly slots: number;
  readonly perProcess: number;
  readonly steadySeconds: number;
}

interface FewMeasured {
  readonly listeners: number;
  readonly convergeMs: number;
  readonly reconvergeMs: number;
  readonly standbyRequestsPerSecond: number;
  readonly standbyWrites: number;
}

async function measureFewSlots({ consul, engines, slots, perProcess, steadySeconds }: Few): Promise<FewMeasured> {
  const crowd = new EngineCrowd({
    consul,
    keyPrefix: "bench/few/",
    leaseMs: 5_000,
    slots,
    processes: processesOf(engines, perProcess),
  });
  try {
    const convergeMs = await start(crowd, engines);
    console.log(`cold start: ${engines} engines in ${crowd.processes.length} processes, ${convergeMs} ms`);
    // Until every joining engine has settled: they wait up to ten seconds between two looks.
    await wait(15_000);
    await each(crowd.processes, "mark");
    await wait(steadySeconds * 1_000);
    const reports = await each(crowd.processes, "report");
    const total = (of: (report: Report) => number): number => reports.reduce((sum, report) => sum + of(report), 0);
    const standby = total((report) => report.standby);
    const listeners = crowd.shares().size;
    console.log(`steady: ${standby} standby engines, ${total((report) => report.standbyRequests)} requests of theirs`);
    tellFailures(reports);
    const reconvergeMs = await killTenth(crowd, engines);
    tellOwners(crowd);
    return {
      listeners,
      convergeMs,
      reconvergeMs,
      standbyRequestsPerSecond: total((report) => report.standbyRequests) / Math.max(1, standby) / steadySeconds,
      standbyWrites: total((report) => report.standbyWrites),
    };
  } finally {
    for (const process of crowd.processes) process.kill();
  }
}

/** Kills whole processes with a tenth of the engines, those first that have most owners of slots. */
async function killTenth(crowd: EngineCrowd, engines: number): Promise<number> {
  const owning = new Set(crowd.shares().keys());
  const ownersIn = (process: EngineProcess): number => [...process.engines].filter((one) => owning.has(one)).length;
  const victims: EngineProcess[] = [];
  let dead = 0;
  for (const process of crowd.processes.toSorted((a, b) => ownersIn(b) - ownersIn(a))) {
    if (dead >= engines / 10) break;
    victims.push(process);
    dead += process.engines.size;
  }
  const orphaned = victims.reduce((sum, process) => sum + ownersIn(process), 0);
  const startMs = Date.now();
  crowd.kill(victims);
  await settled(crowd, engines - dead);
  const reconvergeMs = (crowd.changes.at(-1)?.atMs ?? startMs) - startMs;
  console.log(`killed ${dead} engines with ${orphaned} slots: again after ${reconvergeMs} ms`);
  return reconvergeMs;
}

async function measureManySlots(many: Pick<Few, "consul" | "engines" | "perProcess">): Promise<number> {
  const { consul, engines, perProcess } = many;
  const options: CrowdOptions = {
    consul,
    keyPrefix: "bench/many/",
    leaseMs: 10_000,
    slots: engines,
    processes: [...processesOf(engines - 1, perProcess), 1],
  };
  const crowd = new EngineCrowd(options);
  try {
    await crowd.open();
    const startMs = Date.now();
    const [late, ...first] = crowd.processes.toReversed();
    await each(first, "start");
    await settled(crowd, engines - 1);
    const took = (crowd.changes.at(-1)?.atMs ?? startMs) - startMs;
    console.log(`${engines} slots, ${engines - 1} engines: balanced after ${took} ms, ${crowd.changes.length} changes`);
    const before = new Map([...crowd.owners].map(([slot, owners]) => [slot, [...owners][0]]));
    const joinedMs = Date.now();
    await late!.ask("start");
    await settled(crowd, engines);
    const moved = [...crowd.owners].filter(([slot, owners]) => before.get(slot) !== [...owners][0]).length;
    const lastMs = (crowd.changes.at(-1)?.atMs ?? joinedMs) - joinedMs;
    console.log(`one more engine: ${moved} slots moved (1 has to), the last after ${lastMs} ms`);
    tellOwners(crowd);
    tellFailures(await each(crowd.processes, "report"));
    return moved;
  } finally {
    for (const process of crowd.processes) process.kill();
  }
}

/** How long it took until all was as it should be, and stayed so. */
async function start(crowd: EngineCrowd, engines: number): Promise<number> {
  await crowd.open();
  const startMs = Date.now();
  await each(crowd.processes, "start");
  await settled(crowd, engines);
  return (crowd.changes.at(-1)?.atMs ?? startMs) - startMs;
}

/** Waits until the slots are balanced and nothing has changed for ten seconds. */
async function settled(crowd: EngineCrowd, engines: number): Promise<void> {
  const deadlineMs = Date.now() + 120_000;
  let count = -1;
  for (let quietMs = 0; quietMs < 10_000; quietMs += 100) {
    if (count !== crowd.changes.length || !crowd.isBalanced(engines)) quietMs = 0;
    count = crowd.changes.length;
    if (Date.now() > deadlineMs) {
      const shares = [...crowd.shares().values()];
      throw new Error(`not balanced: ${crowd.owners.size} slots, ${shares.length} owners, most ${Math.max(...shares)}`);
    }
    await wait(100);
  }
}

const each = async (processes: readonly EngineProcess[], command: string): Promise<readonly Report[]> => {
  const answers = await Promise.all(processes.map((process) => process.ask(command)));
  return answers.flatMap((answer) => answer ?? []);
};

const processesOf = (engines: number, perProcess: number): readonly number[] =>
  Array.from({ length: Math.ceil(engines / perProcess) }, (_, at) => Math.min(perProcess, engines - at * perProcess));

function tellOwners(crowd: EngineCrowd): void {
  if (crowd.mostOwners > 1) throw new Error(`a slot had ${crowd.mostOwners} owners at once`);
}

/** What went wrong on the way, by how often. */
function tellFailures(reports: readonly Report[]): void {
  const failures = new Map<string, number>();
  for (const { failures: told } of reports)
    for (const [text, times] of told) failures.set(text, (failures.get(text) ?? 0) + times);
  for (const [text, times] of [...failures].toSorted(([, a], [, b]) => b - a).slice(0, 8))
    console.log(`  ${times} times: ${text}`);
}
