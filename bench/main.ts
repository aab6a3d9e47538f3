/**
 * The benchmarks: `npm run bench NAME -- ARGUMENTS`. One file a hot path; the last line of each is its result, as ratios
 * of measurements of one run, so that results of different machines can be compared. They run what users run: the
 * command line, built into `dist/`, in processes of its own.
 */
import { benchApply } from "./apply.ts";
import { benchClaims } from "./claims.ts";
import { benchCompile } from "./compile.ts";
import { benchEngine } from "./engine.ts";
import { benchFailover } from "./failover.ts";
import { benchPlan } from "./plan.ts";

const benchmarks: Readonly<Record<string, (options: readonly string[]) => Promise<string>>> = {
  claims: benchClaims,
  compile: benchCompile,
  engine: benchEngine,
  failover: benchFailover,
  plan: benchPlan,
  apply: benchApply,
};

const [name = "", ...options] = process.argv.slice(2);
const benchmark = Object.hasOwn(benchmarks, name) ? benchmarks[name] : undefined;
if (benchmark === undefined) {
  console.error(`usage: npm run bench NAME -- ARGUMENTS, where NAME is one of: ${Object.keys(benchmarks).join(", ")}`);
  process.exitCode = 64;
} else {
  const result = await benchmark(options);
  console.log(result);
}
