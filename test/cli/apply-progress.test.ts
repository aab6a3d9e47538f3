import { afterEach, expect, test, vi } from "vitest";
import { applyProgress } from "../../src/cli/reporters/apply-progress.ts";
import { plan } from "../../src/plan/plan.ts";
import { nothingBefore } from "../../src/plan/previous.ts";
import { compileFiles, sha256 } from "../compile/compile-text.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";

afterEach(() => vi.restoreAllMocks());

const compiled = compileFiles({
  "cluster.yaml": "clusterName: c\n",
  "a.yaml": "pipelineName: a\nsteps:\n  - { stepName: entry, stepType: INITIAL_PIPELINE }\n",
});
if (!compiled.ok) throw new Error("the root is valid");
const empty = { clusterId: "c", brokers: 1, topics: [], acls: [], groupInputs: [], published: {} };
const planned = plan({
  revision: parsed(parseRevision("a".repeat(40))),
  desired: compiled.value.desired,
  observed: empty,
  previous: nothingBefore,
  hash: sha256,
});

/** Runs a whole apply's worth of calls without a pause between them. */
async function drawn(interactive: boolean): Promise<{ readonly redrawn: string; readonly lines: readonly string[] }> {
  let redrawn = "";
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    redrawn += String(text);
    return true;
  });
  const lines: string[] = [];
  const terminal = {
    out: () => undefined,
    err: (text: string) => void lines.push(text),
    show: () => undefined,
    interactive,
    colours: false,
  };
  const { watch, finish } = applyProgress(terminal, planned);
  const topics = planned.steps.filter(({ change }) => change.kind === "create-topic");
  watch.onStage?.(["create-topic"], topics.length);
  for (const step of topics) watch.onOutcome?.({ kind: "done", step });
  watch.onStage?.(["grant-acl"], 5);
  await new Promise((resolve) => setTimeout(resolve, 200));
  finish();
  return { redrawn, lines };
}

test("on a terminal the bar shows what is done and under way, also where many things are done at once", async () => {
  const { redrawn, lines } = await drawn(true);
  const total = planned.steps.length;
  expect(redrawn).toContain(`0/${total} creating topics: 3`);
  expect(redrawn).toContain(`3/${total} granting: 5`);
  expect(redrawn.endsWith("\r\u001b[2K")).toBe(true);
  expect(lines).toEqual([expect.stringMatching(new RegExp(`^apply \\[█+░+\\] 3/${total}$`))]);
});

test("elsewhere it is one line at the end", async () => {
  const { redrawn, lines } = await drawn(false);
  expect(redrawn).toBe("");
  expect(lines).toHaveLength(1);
});
