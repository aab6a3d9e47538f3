import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { commitFiles, generateRoot, pipelineFile } from "./support/generate-root.ts";
import type { Measured } from "./support/measure.ts";
import { measure } from "./support/measure.ts";

const repositoryRoot = resolve(import.meta.dirname, "..");
const main = join(repositoryRoot, "dist/cli/main.js");

/**
 * The compiler, from the command line: `node dist/cli/main.js validate` on a bare Git repository of generated pipelines
 * with five steps each (`dist/` is built first). Every measurement is a process of its own, from its start to its end.
 *
 * - `cold_over_yaml`: with empty caches, over the time in which `parseDocument` alone reads the same bytes on one core
 *   (`raw/yaml-parse.mjs`); Git is read in the first, not counted in the second.
 * - `warm_over_cold`: again after one file has changed, with the caches that the cold run left.
 * - `peak_mb`: the largest resident set of both.
 * - `scale_10k_over_1k`, `scale_100k_over_10k`: cold time a pipeline over that of a tenth as many; 1 is linear. The
 *   names are those of the default size; they are a tenth over a hundredth of SIZE, and ten times SIZE over SIZE.
 *
 * One process of either kind can take half as long again as the next, also on an idle machine (`yaml` 4.3 to 7.8 s in five
 * runs one after the other), so each time is the median of `--rounds` runs, taken in turns.
 *
 * Arguments: `--size=10000`, `--rounds=5`, and `--large` for the last ratio, which takes minutes (`-` without it).
 */
export async function benchCompile(options: readonly string[]): Promise<string> {
  const numberOf = (name: string, otherwise: number): number =>
    Number(options.find((option) => option.startsWith(`--${name}=`))?.slice(name.length + 3) ?? otherwise);
  const [size, rounds] = [numberOf("size", 10_000), numberOf("rounds", 5)];
  if (!Number.isSafeInteger(size) || size < 10) throw new Error("--size is a whole number from 10");
  console.log("building dist/");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: repositoryRoot, stdio: "inherit" });
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-bench-"));
  try {
    const small = await coldRun(folder, size / 10);
    const normal = await coldRun(folder, size);
    const { yaml, cold, warm } = await inTurns(normal, rounds);
    const large = options.includes("--large") ? await coldRun(folder, size * 10) : undefined;
    const perPipeline = (run: ColdRun): number => run.measured.seconds / run.count;
    const seconds = medianOf(cold);
    const ratio = (value: number, digits = 3): string => value.toFixed(digits);
    return [
      "bench compile:",
      `cold_over_yaml=${ratio(seconds / medianOf(yaml))}`,
      `warm_over_cold=${ratio(medianOf(warm) / seconds)}`,
      `peak_mb=${Math.round(Math.max(...[...cold, ...warm].map(({ peakMb }) => peakMb)))}`,
      `scale_10k_over_1k=${ratio(perPipeline(normal) / perPipeline(small))}`,
      `scale_100k_over_10k=${large === undefined ? "-" : ratio(perPipeline(large) / perPipeline(normal))}`,
    ].join(" ");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

interface Root {
  readonly count: number;
  readonly repository: string;
  readonly revision: string;
  readonly caches: string;
}

interface ColdRun extends Root {
  readonly measured: Measured;
}

async function coldRun(folder: string, count: number): Promise<ColdRun> {
  const repository = join(folder, `root-${count}.git`);
  const revision = await commitFiles(repository, generateRoot(count));
  const root = { count, repository, revision, caches: join(folder, `caches-${count}`) };
  return { ...root, measured: await validate("cold", root) };
}

interface Turns {
  readonly yaml: readonly Pick<Measured, "seconds">[];
  readonly cold: readonly Measured[];
  readonly warm: readonly Measured[];
}

async function inTurns(first: ColdRun, rounds: number): Promise<Turns> {
  const [yaml, cold, warm] = [[] as { seconds: number }[], [first.measured], [] as Measured[]];
  let { revision } = first;
  for (let round = 1; round <= rounds; round += 1) {
    yaml.push({ seconds: await yamlSeconds(first) });
    if (round > 1) {
      await rm(first.caches, { recursive: true, force: true });
      cold.push(await validate("cold", { ...first, revision }));
    }
    const changed = pipelineFile(Math.floor(first.count / 2), { count: first.count, edition: round });
    revision = await commitFiles(first.repository, [changed], revision);
    warm.push(await validate("warm", { ...first, revision }));
  }
  return { yaml, cold, warm };
}

function medianOf(runs: readonly Pick<Measured, "seconds">[]): number {
  const sorted = runs.map(({ seconds }) => seconds).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

async function validate(label: string, root: Root): Promise<Measured> {
  const measured = await measure({
    parameters: [main, "validate", "--root", root.repository, "--ref", root.revision, "--format", "json"],
    environment: { XDG_CACHE_HOME: root.caches },
  });
  const result = JSON.parse(measured.output) as { ok: boolean; pipelines: number; diagnostics: unknown[] };
  if (!result.ok || result.pipelines !== root.count || result.diagnostics.length > 0)
    throw new Error(`the generated root is not valid: ${measured.output.slice(0, 2000)}`);
  console.log(
    `${label}: ${root.count} pipelines in ${measured.seconds.toFixed(2)} s, peak ${Math.round(measured.peakMb)} MB`,
  );
  return measured;
}

async function yamlSeconds(root: Root): Promise<number> {
  const { output } = await measure({
    parameters: [join(import.meta.dirname, "raw/yaml-parse.mjs"), root.repository, root.revision],
  });
  const { seconds, bytes } = JSON.parse(output) as { seconds: number; bytes: number };
  console.log(`yaml: ${(bytes / 1e6).toFixed(1)} MB in ${seconds.toFixed(2)} s`);
  return seconds;
}
