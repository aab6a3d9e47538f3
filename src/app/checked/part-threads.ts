import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";
import type { FileTree } from "../../source/repository.ts";
import type { PartFindings } from "./part.ts";

/** Threads that check parts of a root, as many as there are cores for. */
export interface PartThreads {
  /** What was found out about each part. Rejects where a thread fails. */
  check(shared: FileTree, parts: readonly FileTree["files"][]): Promise<readonly (PartFindings | undefined)[]>;
  close(): Promise<void>;
}

/** More would wait for the one that divides and collects. */
const maxThreads = 8;
/** Most of what a part needs is garbage when the part is done: it should not grow old before. */
const resourceLimits = { maxYoungGenerationSizeMb: 48 };

const builtProgram = new URL("./part-thread.js", import.meta.url);

/** Undefined where the program isn't built, or there is but one core. Begin early: a thread takes time to load. */
export function openPartThreads(environment: string | undefined, program: URL = builtProgram): PartThreads | undefined {
  const count = Math.min(availableParallelism(), maxThreads);
  if (count < 2 || !existsSync(program)) return undefined;
  const threads = Array.from({ length: count }, () => {
    const worker = new Worker(program, { workerData: environment, resourceLimits });
    const failed = new Promise<never>((_, reject) => worker.once("error", reject));
    failed.catch(() => undefined);
    return { worker, failed };
  });
  return {
    async check(shared, parts) {
      const found: (PartFindings | undefined)[] = [];
      const rest = parts.entries();
      const work = async ({ worker, failed }: (typeof threads)[number]): Promise<void> => {
        worker.postMessage(copyOf(shared));
        for (const [index, files] of rest) {
          const answer = new Promise<PartFindings | undefined>((resolve) => worker.once("message", resolve));
          worker.postMessage(copyOf({ ...shared, files }));
          found[index] = await Promise.race([answer, failed]);
        }
      };
      await Promise.all(threads.map(work));
      return found;
    },
    async close() {
      await Promise.all(threads.map(({ worker }) => worker.terminate()));
    },
  };
}

/** Without the buffer that files which were read together share, and that would be copied for each of them. */
function copyOf({ revision, files }: FileTree): FileTree {
  return { revision, files: new Map([...files].map(([path, bytes]) => [path, new Uint8Array(bytes)])) };
}
