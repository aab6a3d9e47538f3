import { afterAll, beforeAll, expect, test } from "vitest";
import type { Servers } from "../../src/app/servers.ts";
import { openServers } from "../../src/app/servers.ts";
import { completeConnection } from "../../src/app/settings/connection.ts";
import { readStatus } from "../../src/app/status.ts";
import { createBundleStore } from "../../src/claims/bundle-store.ts";
import { statusJson, statusText } from "../../src/cli/reporters/status.ts";
import type { Bundle } from "../../src/model/bundle.ts";
import { parsed, parseRevision } from "../../src/model/names.ts";
import type { PipelineName } from "../../src/model/names.ts";
import { sha256 } from "../compile/compile-text.ts";
import { ReconcileWorld } from "../reconcile/reconcile-world.ts";

const world = new ReconcileWorld();
let servers: Servers;
beforeAll(async () => {
  const opened = await openServers(completeConnection({}));
  if (!opened.ok) throw new Error("embedded servers can always be opened");
  servers = { ...opened.value, kafka: world.kafka, store: world.store };
});
afterAll(() => servers.close());

/** Publishes a pipeline's bundle again as a later version of the compiler would, with a need of its own. */
async function publishNeeding(pipeline: string, need: string): Promise<void> {
  const store = createBundleStore(world.store);
  const { manifest, version } = await store.readManifest();
  const before = await store.readFile(manifest.pipelines[pipeline]!);
  const bundle = { ...(JSON.parse(Buffer.from(before!).toString("utf8")) as Bundle), needs: [need] };
  const bytes = Buffer.from(JSON.stringify(bundle));
  const digest = sha256(bytes);
  await store.publish([{ digest, bytes }]);
  const pipelines = { ...manifest.pipelines, [pipeline as PipelineName]: digest };
  expect(
    await store.publishManifest(
      { ...manifest, pipelines },
      { version, revision: parsed(parseRevision("a".repeat(40))) },
    ),
  ).toBe(true);
}

test("status names the pipelines that engines of this version refuse, and what they lack", async () => {
  const pipeline = (name: string): string =>
    `pipelineName: ${name}\nsteps: [{ stepName: a, stepType: INITIAL_PIPELINE, processor: { builtin: passthrough } }]\n`;
  world.commit({
    "cluster.yaml": "clusterName: c\ntopicDefaults: { partitions: 1, replicationFactor: 1 }\n",
    "plain.yaml": pipeline("plain"),
    "ahead.yaml": pipeline("ahead"),
  });
  expect(await world.apply()).toMatchObject({ isApplied: true });
  expect((await readStatus(servers)).refused).toEqual({});

  await publishNeeding("ahead", "time-travel");
  const status = await readStatus(servers);
  expect(status.refused).toEqual({ ahead: ["time-travel"] });
  const text = statusText(status, (_, shown) => shown);
  expect(text.split("\n")).toContain("refused    ahead: engines lack time-travel");
  expect(text).not.toContain("refused    plain");
  expect(JSON.parse(statusJson(status))).toMatchObject({ refused: { ahead: ["time-travel"] } });
});
