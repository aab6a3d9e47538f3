import { execFileSync, spawnSync } from "node:child_process";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { cachedFolder } from "../../test/infra/cache.ts";

const version = "1.21.0";
/** It sleeps for a fifth of this after each topic: by default 2 s, so that 300 topics take ten minutes. */
const sleepLoop = "5ms";

/** topicctl with files that describe topics like those of `managedRoot`. */
interface Topicctl {
  /** Applies them all in one process, without its pauses; gives the seconds. */
  apply(): number;
}

/** Finds topicctl (TOPICCTL names it) or builds it with Go. Undefined where neither can be done; then it says why. */
export async function prepareTopicctl(
  folder: string,
  { bootstrapServers, count }: { readonly bootstrapServers: string; readonly count: number },
): Promise<Topicctl | undefined> {
  const program = await findTopicctl();
  if (program === undefined) return undefined;
  const meta = "cluster: bench, environment: bench, region: local, description: bench";
  const cluster = join(folder, "topicctl-cluster.yaml");
  await writeFile(
    cluster,
    "meta: { name: bench, environment: bench, region: local, description: bench }\n" +
      `spec: { bootstrapAddrs: ["${bootstrapServers}"] }\n`,
  );
  await mkdir(join(folder, "topicctl"));
  const files = await Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const file = join(folder, "topicctl", `${index}.yaml`);
      const spec = `partitions: 1, replicationFactor: 1, retentionMinutes: ${1440 * (1 + (index % 30))}`;
      await writeFile(
        file,
        `meta: { name: topicctl-${index}, ${meta} }\nspec: { ${spec}, placement: { strategy: any } }\n`,
      );
      return file;
    }),
  );
  return {
    apply: () => {
      const begin = performance.now();
      const options = [`--cluster-config=${cluster}`, `--sleep-loop-duration=${sleepLoop}`, "--skip-confirm"];
      execFileSync(program, ["apply", ...options, ...files], { stdio: "ignore" });
      return (performance.now() - begin) / 1000;
    },
  };
}

async function findTopicctl(): Promise<string | undefined> {
  const named = process.env["TOPICCTL"];
  if (named !== undefined) return named;
  if (spawnSync("go", ["version"]).status !== 0) {
    console.log("topicctl: TOPICCTL isn't set and Go isn't installed");
    return undefined;
  }
  console.log(`topicctl: building ${version}, which takes minutes the first time`);
  const built = await cachedFolder(`topicctl-${version}`, async (folder) => {
    const module = `module bench\n\ngo 1.24\n\nrequire github.com/segmentio/topicctl v${version}\n`;
    await writeFile(join(folder, "go.mod"), module);
    await writeFile(join(folder, "tools.go"), 'package tools\n\nimport _ "github.com/segmentio/topicctl/pkg/cli"\n');
    const go = (...parameters: readonly string[]): unknown =>
      execFileSync("go", parameters, { cwd: folder, stdio: ["ignore", "ignore", "inherit"] });
    go("mod", "tidy", "-e");
    go("build", "-mod=mod", "-o", "topicctl", "github.com/segmentio/topicctl/cmd/topicctl");
  });
  return join(built, "topicctl");
}
