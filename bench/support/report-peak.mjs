// Preloaded into measured processes: writes their largest resident set in KiB when they end.
import { writeFileSync } from "node:fs";
import { isMainThread } from "node:worker_threads";

const file = process.env["SLUICEWAY_BENCH_PEAK"];
if (isMainThread && file !== undefined)
  process.once("exit", () => writeFileSync(file, String(process.resourceUsage().maxRSS)));
