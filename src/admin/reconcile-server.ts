/**
 * Admin: what answers over HTTP. This is the reconciler's side: webhooks of Git servers, health, status and metrics.
 * May be imported by app.
 */
import type { FastifyInstance } from "fastify";
import { fastify } from "fastify";
import type { DaemonState } from "../reconcile/loop/daemon.ts";
import type { ReconcileStatus } from "../reconcile/loop/reconcile-status.ts";
import type { ReconcileMetrics } from "./reconcile-metrics.ts";
import type { WebhookSecrets } from "./webhook.ts";
import { judgeHook, SeenDeliveries } from "./webhook.ts";

export interface ReconcileServerOptions {
  readonly secrets: WebhookSecrets;
  readonly metrics: ReconcileMetrics;
  readonly stateOf: () => DaemonState;
  /** The leader's status, whichever process that is; rejects where the store gives no answer. */
  readonly readStatus: () => Promise<ReconcileStatus | undefined>;
  /** Asks whoever leads to look at the branch now. Rejects where that can't be said. */
  readonly onPush: () => Promise<void>;
}

/** GitHub's own limit of a payload. */
const maxBodyBytes = 25 * 1024 * 1024;

/** The server, not listening yet. */
export function createReconcileServer(options: ReconcileServerOptions): FastifyInstance {
  const server = fastify({ logger: false, bodyLimit: maxBodyBytes });
  addHooks(server, options);
  const { stateOf, metrics, readStatus } = options;
  server.get("/api/health", () => ({ status: "ok" }));
  server.get("/api/ready", (_, reply) => {
    const { role, leader } = stateOf();
    return reply.code(role === "starting" ? 503 : 200).send({ role, leader: leader?.label ?? null });
  });
  server.get("/api/reconcile/status", async (_, reply) => {
    const status = stateOf().status ?? (await readStatus());
    return reply.code(status === undefined ? 404 : 200).send(status ?? { error: "no reconciler has led yet" });
  });
  server.get("/metrics", async (_, reply) => reply.type(metrics.contentType).send(await metrics.text()));
  return server;
}

function addHooks(server: FastifyInstance, { secrets, metrics, onPush }: ReconcileServerOptions): void {
  const seen = new SeenDeliveries();
  // In a scope of its own: only here bodies stay bytes.
  server.register((scope, _, done) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, parsed) => parsed(null, body));
    scope.post("/api/hooks/git", async (request, reply) => {
      const answer = (code: number, result: string): unknown => {
        metrics.countHook(result);
        return reply.code(code).send({ result });
      };
      const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const verdict = judgeHook(request.headers, body, secrets);
      if (!("delivery" in verdict)) return answer(401, verdict.kind);
      if (!seen.isFirst(verdict.delivery)) return answer(409, "replayed");
      if (verdict.kind === "other") return answer(200, "ignored");
      await onPush();
      return answer(202, "accepted");
    });
    done();
  });
}
