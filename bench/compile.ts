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
 * Arguments: `--size=10000`, and `--large` for the last ratio, which takes minutes (`-` without it).
 */
export async function benchCompile(options: readonly string[]): Promise<string> {
  const size = Number(options.find((option) => option.startsWith("--size="))?.slice("--size=".length) ?? 10_000);
  if (!Number.isSafeInteger(size) || size < 10) throw new Error("--size is a whole number from 10");
  console.log("building dist/");
  execFileSync("npm", ["run", "--silent", "build"], { cwd: repositoryRoot, stdio: "inherit" });
  const folder = await mkdtemp(join(tmpdir(), "sluiceway-bench-"));
  try {
    const small = await coldRun(folder, size / 10);
    const normal = await coldRun(folder, size);
    const warm = await warmRun(normal);
    const yaml = await yamlSeconds(normal);
    const large = options.includes("--large") ? await coldRun(folder, size * 10) : undefined;
    const perPipeline = (run: ColdRun): number => run.measured.seconds / run.count;
    const ratio = (value: number, digits = 3): string => value.toFixed(digits);
    return [
      "bench compile:",
      `cold_over_yaml=${ratio(normal.measured.seconds / yaml)}`,
      `warm_over_cold=${ratio(warm.seconds / normal.measured.seconds)}`,
      `peak_mb=${Math.round(Math.max(normal.measured.peakMb, warm.peakMb))}`,
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

async function warmRun(cold: ColdRun): Promise<Measured> {
  const changed = pipelineFile(Math.floor(cold.count / 2), { count: cold.count, edition: 1 });
  const revision = await commitFiles(cold.repository, [changed], cold.revision);
  return validate("warm", { ...cold, revision });
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
