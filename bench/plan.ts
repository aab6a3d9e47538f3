import { managedRoot, perPipeline } from "./support/managed-root.ts";
import type { BenchWorld, CommittedRoot, ReconcileReport } from "./support/world.ts";
import {
  median,
  numberOption,
  openWorld,
  reconcile,
  runCommand,
  runRaw,
  seconds,
  untilQuiet,
} from "./support/world.ts";

/**
 * The planner against a real broker of its own that holds `--size=5000` topics and as many ACLs, all of them ours.
 *
 * - `over_raw`: planning a revision that wants 50 topics more, over the bare requests that this needs
 *   (`raw/observe.mjs`: Metadata, DescribeAcls, DescribeConfigs of the compared keys).
 * - `noop_over_raw`: planning the revision that is applied.
 *
 * Each measurement is a process of its own, from before its connections are made until the plan is there: Consul, the
 * earlier revision's reading from Git and the comparison are in it, compiling the planned revision isn't. Medians of
 * `--rounds=5`, the three kinds in turn. Also printed: whole processes of `sluiceway plan`, compiling included.
 */
export async function benchPlan(options: readonly string[]): Promise<string> {
  const size = numberOption(options, "size", 5_000);
  const rounds = numberOption(options, "rounds", 5);
  const world = await openWorld();
  try {
    const prefix = "bench.";
    const pipelines = Math.ceil(size / perPipeline.acls);
    const topics = size - pipelines * perPipeline.topics;
    const applied = await world.commit("plan", managedRoot({ prefix, pipelines, topics }));
    const first = await runCommand("apply", applied);
    console.log(`first apply: ${first.seconds.toFixed(2)} s as a whole process`);
    const wanted = await world.commit("plan", managedRoot({ prefix, pipelines, topics: topics + 50 }));
    await untilQuiet(world.bootstrapServers);
    const times = await measureRounds(world, { applied, wanted }, rounds);
    console.log(`bare requests: ${seconds(times.raw)}`);
    console.log(`plan with 50 changes: ${seconds(times.changed)}; with none: ${seconds(times.noop)}`);
    const whole = [await runCommand("plan", applied), await runCommand("plan", wanted)];
    console.log(`sluiceway plan, whole process: ${whole.map((one) => `${one.seconds.toFixed(2)} s`).join(", ")}`);
    const ratio = (values: readonly number[]): string => (median(values) / median(times.raw)).toFixed(3);
    return `bench plan: over_raw=${ratio(times.changed)} noop_over_raw=${ratio(times.noop)}`;
  } finally {
    await world.close();
  }
}

interface Roots {
  readonly applied: CommittedRoot;
  readonly wanted: CommittedRoot;
}

async function measureRounds(world: BenchWorld, { applied, wanted }: Roots, rounds: number) {
  const times = { raw: [] as number[], changed: [] as number[], noop: [] as number[] };
  const { keys } = await reconcile(applied);
  const request = JSON.stringify({ bootstrapServers: world.bootstrapServers, keys });
  // One round more than asked: the first warms the broker.
  for (let round = 0; round <= rounds; round += 1) {
    const noop = await reconcile(applied);
    const raw = await runRaw<{ seconds: number; topics: number; acls: number }>("observe.mjs", [request]);
    const changed = await reconcile(wanted);
    check(noop, { raw, steps: 0 });
    check(changed, { raw, steps: 50 });
    if (round === 0) continue;
    times.raw.push(raw.seconds);
    times.noop.push(noop.seconds);
    times.changed.push(changed.seconds);
  }
  return times;
}

function check(
  report: ReconcileReport,
  { raw, steps }: { readonly raw: { readonly topics: number; readonly acls: number }; readonly steps: number },
): void {
  if (report.topics !== raw.topics || report.acls !== raw.acls || report.steps !== steps)
    throw new Error(`not the same work: ${JSON.stringify({ ...report, raw })}, ${steps} plan steps expected`);
}
