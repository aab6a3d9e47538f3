import { createHmac } from "node:crypto";
import { describe, expect, test } from "vitest";
import { createReconcileMetrics } from "../../src/admin/reconcile-metrics.ts";
import { createReconcileServer } from "../../src/admin/reconcile-server.ts";
import { SeenDeliveries } from "../../src/admin/webhook.ts";
import { coalesced } from "../../src/app/reconcile/serve.ts";
import type { DaemonState } from "../../src/reconcile/loop/daemon.ts";
import type { ReconcileStatus } from "../../src/reconcile/loop/reconcile-status.ts";
import type { Revision } from "../../src/model/names.ts";

const secret = "webhook-secret";
const body = '{"ref":"refs/heads/main",  "after":"abc"}';
const signed = (text: string, key = secret): string => `sha256=${createHmac("sha256", key).update(text).digest("hex")}`;
const github = (delivery: string, headers: Readonly<Record<string, string>> = {}): Record<string, string> => ({
  "content-type": "application/json",
  "x-github-event": "push",
  "x-github-delivery": delivery,
  "x-hub-signature-256": signed(body),
  ...headers,
});

const status: ReconcileStatus = {
  leader: { id: "a", label: "ada", sinceMs: 0 },
  repository: "r",
  ref: "main",
  environment: null,
  atMs: 0,
  head: null,
  inForce: null,
  refused: null,
  lastAttempted: null,
  lastApplied: { revision: "a".repeat(40) as Revision, atMs: 5_000 },
  failure: null,
  findings: { diagnostics: [], count: 0 },
  pipelineCount: 3,
  pipelines: { orders: { state: "held", why: "x" } },
  pipelinesLeftOut: 0,
  drift: [
    {
      id: "x",
      digest: "d",
      kind: "acls",
      what: "w",
      sinceMs: 0,
      isConfirmed: true,
      fate: "apply",
      pipelines: [],
      heals: 0,
    },
    {
      id: "y",
      digest: "d",
      kind: "acls",
      what: "w",
      sinceMs: 0,
      isConfirmed: false,
      fate: "apply",
      pipelines: [],
      heals: 0,
    },
  ],
  driftCount: 2,
  orphans: [],
  orphanCount: 4,
  suspended: {},
  heals: {},
};

function server(state: Partial<DaemonState> = {}) {
  const pushes: number[] = [];
  const stateOf = (): DaemonState => ({ role: "leading", leader: undefined, status, ...state });
  const metrics = createReconcileMetrics(stateOf);
  const made = createReconcileServer({
    secrets: { github: secret, gitlab: "gitlab-token" },
    metrics,
    stateOf,
    readStatus: async () => undefined,
    onPush: async () => void pushes.push(1),
  });
  const hook = (headers: Readonly<Record<string, string>>, payload = body): Promise<number> =>
    made.inject({ method: "POST", url: "/api/hooks/git", headers, payload }).then(({ statusCode }) => statusCode);
  return { made, pushes, hook, metrics };
}

describe("POST /api/hooks/git", () => {
  test("takes GitHub's pushes, signed over the very bytes of the body, each delivery once", async () => {
    const { hook, pushes } = server();
    expect(await hook(github("1"))).toBe(202);
    expect(await hook(github("1"))).toBe(409);
    expect(await hook(github("2"))).toBe(202);
    // The same JSON in other bytes.
    expect(await hook(github("3"), JSON.stringify(JSON.parse(body)))).toBe(401);
    expect(pushes).toHaveLength(2);
  });

  test.each([
    ["another secret", github("1", { "x-hub-signature-256": signed(body, "guess") })],
    ["the old SHA-1 signature alone", { ...github("1"), "x-hub-signature-256": "", "x-hub-signature": "sha1=00" }],
    ["no signature", { "content-type": "application/json", "x-github-event": "push" }],
    ["half a signature", github("1", { "x-hub-signature-256": signed(body).slice(0, 40) })],
    ["GitLab's token wrong", { "x-gitlab-token": "gitlab-tokem", "x-gitlab-event": "Push Hook" }],
  ])("refuses %s", async (_, headers) => {
    const { hook, pushes } = server();
    expect(await hook(headers)).toBe(401);
    expect(pushes).toEqual([]);
  });

  test("a forged call can't use up a delivery's number", async () => {
    const { hook } = server();
    expect(await hook(github("1", { "x-hub-signature-256": signed(body, "guess") }))).toBe(401);
    expect(await hook(github("1"))).toBe(202);
  });

  test("takes GitLab's token, refuses a replay, and ignores what is no push", async () => {
    const { hook, pushes } = server();
    const gitlab = { "x-gitlab-token": "gitlab-token", "x-gitlab-event": "Push Hook", "idempotency-key": "k1" };
    expect(await hook(gitlab)).toBe(202);
    expect(await hook(gitlab)).toBe(409);
    expect(await hook({ ...gitlab, "x-gitlab-event": "Issue Hook", "idempotency-key": "k2" })).toBe(200);
    expect(await hook(github("9", { "x-github-event": "ping" }))).toBe(200);
    expect(pushes).toHaveLength(1);
  });

  test("other kinds of bodies are bytes as well, and too large ones are refused", async () => {
    const { hook } = server();
    const form = "payload=%7B%7D";
    const headers = { "content-type": "application/x-www-form-urlencoded", "x-hub-signature-256": signed(form) };
    expect(await hook(github("1", headers), form)).toBe(202);
    const large = "x".repeat(26 * 1024 * 1024);
    expect(await hook(github("2", { "x-hub-signature-256": signed(large) }), large)).toBe(413);
  });

  test("without secrets every call is refused", async () => {
    const { metrics } = server();
    const stateOf = (): DaemonState => ({ role: "standby", leader: undefined, status: undefined });
    const made = createReconcileServer({
      secrets: { github: undefined, gitlab: undefined },
      metrics,
      stateOf,
      readStatus: async () => undefined,
      onPush: async () => undefined,
    });
    const answer = await made.inject({ method: "POST", url: "/api/hooks/git", headers: github("1"), payload: body });
    expect(answer.statusCode).toBe(401);
    expect(answer.body).not.toContain(secret);
  });

  test("a flood that comes at once is two looks", async () => {
    let looks = 0;
    const look = coalesced(async () => {
      looks += 1;
      await new Promise((resolve) => setImmediate(resolve));
    });
    await Promise.all(Array.from({ length: 1_000 }, () => look()));
    expect(looks).toBe(2);
    await look();
    expect(looks).toBe(3);
  });

  test("deliveries are remembered up to a bound", () => {
    const seen = new SeenDeliveries(2);
    expect(["a", "b", "a", "c", "b", "a"].map((one) => seen.isFirst(one))).toEqual([
      true,
      true,
      false,
      true,
      false,
      true,
    ]);
  });
});

describe("health, status and metrics", () => {
  test("ready means that it leads or stands by", async () => {
    const ready = async (role: DaemonState["role"]): Promise<number> =>
      (await server({ role }).made.inject("/api/ready")).statusCode;
    expect([await ready("starting"), await ready("standby"), await ready("leading")]).toEqual([503, 200, 200]);
    expect((await server().made.inject("/api/health")).json()).toEqual({ status: "ok" });
  });

  test("the status is the leader's, and 404 before the first", async () => {
    expect((await server().made.inject("/api/reconcile/status")).json()).toMatchObject({ pipelineCount: 3 });
    const nobody = await server({ status: undefined }).made.inject("/api/reconcile/status");
    expect(nobody.statusCode).toBe(404);
  });

  test("metrics are in Prometheus' format, confirmed drift by kind, pipelines by state", async () => {
    const { made, metrics, hook } = server();
    metrics.count({ kind: "healed", ids: ["a", "b"] });
    metrics.count({ kind: "failed", what: "fetch", diagnostics: [] });
    await hook(github("1"));
    const answer = await made.inject("/metrics");
    expect(answer.headers["content-type"]).toContain("text/plain; version=0.0.4");
    const lines = answer.body.split("\n");
    for (const line of [
      "sluiceway_reconcile_leading 1",
      'sluiceway_reconcile_drift{kind="acls"} 1',
      'sluiceway_reconcile_drift{kind="topics"} 0',
      'sluiceway_reconcile_pipelines{state="synced"} 2',
      'sluiceway_reconcile_pipelines{state="held"} 1',
      "sluiceway_reconcile_orphans 4",
      "sluiceway_reconcile_healed_total 2",
      'sluiceway_reconcile_failures_total{what="fetch"} 1',
      'sluiceway_reconcile_hooks_total{result="accepted"} 1',
      `sluiceway_reconcile_last_applied_revision{revision="${"a".repeat(40)}"} 1`,
      "sluiceway_reconcile_last_applied_timestamp_seconds 5",
    ])
      expect(lines).toContain(line);
  });
});
