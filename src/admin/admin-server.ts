import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { fastify } from "fastify";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { AccessToken, Role } from "./access.ts";
import { bearerOf, mayActAs } from "./access.ts";
import type { AdminOperations } from "./operations.ts";
import { sendDiagnostics, sendProblem } from "./problem.ts";
import { registerGroupRoutes } from "./routes/groups.ts";
import { registerPipelineRoutes } from "./routes/pipelines.ts";
import { registerTopicRoutes } from "./routes/topics.ts";

/** An administrative action, or one that was refused. */
export interface AdminAct {
  readonly who: string;
  readonly from: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
}

export interface AdminServerOptions {
  readonly operations: AdminOperations;
  /** Empty: everybody who reaches the address may do everything. */
  readonly tokens: readonly AccessToken[];
  /** What a server's error means; undefined: our own bug. */
  readonly diagnose: (error: unknown) => Diagnostic | undefined;
  /** Told of everything but reads that were allowed. */
  readonly onAct: (act: AdminAct) => void;
}

declare module "fastify" {
  interface FastifyContextConfig {
    /** What a caller has to be at least; `public`: nobody in particular. */
    readonly needs?: Role | "public";
  }
  interface FastifyRequest {
    caller?: AccessToken;
  }
}

const maxBodyBytes = 64 * 1024;

/** The specification's endpoints under `/api/admin`, not listening yet. */
export function createAdminServer(options: AdminServerOptions): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: maxBodyBytes,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allErrors: false } },
  });
  server.removeContentTypeParser("text/plain");
  server.addHook("onRequest", async (request, reply) => admit(request, reply, options.tokens));
  server.addHook("onResponse", async (request, reply) => tell(request, reply, options));
  server.addHook("onSend", async (_request, reply) => {
    reply.headers({ "x-content-type-options": "nosniff", "cache-control": "no-store", "x-frame-options": "DENY" });
  });
  server.setErrorHandler((error: unknown, _request, reply) => sendError(error, reply, options));
  server.setNotFoundHandler((request, reply) =>
    sendProblem(reply, 404, { detail: `there is nothing at ${request.url}` }),
  );
  const { operations } = options;
  server.get("/api/health", { config: { needs: "public" } }, () => ({ status: "ok" }));
  server.get("/api/ready", { config: { needs: "public" } }, async () => {
    await operations.ping();
    return { status: "ok" };
  });
  registerGroupRoutes(server, operations);
  registerPipelineRoutes(server, operations);
  registerTopicRoutes(server, operations);
  return server;
}

function admit(request: FastifyRequest, reply: FastifyReply, tokens: readonly AccessToken[]): FastifyReply | undefined {
  const needed = request.routeOptions.config.needs ?? "admin";
  if (tokens.length === 0 || needed === "public") return undefined;
  const caller = bearerOf(request.headers.authorization, tokens);
  if (caller === undefined) {
    reply.header("www-authenticate", "Bearer");
    return sendProblem(reply, 401, { detail: "a bearer token is needed" });
  }
  request.caller = caller;
  if (mayActAs(caller.role, needed)) return undefined;
  return sendProblem(reply, 403, { detail: `this needs the role ${needed}; ${caller.name} is ${caller.role}` });
}

function tell(request: FastifyRequest, reply: FastifyReply, { onAct }: AdminServerOptions): void {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const isRefused = reply.statusCode === 401 || reply.statusCode === 403;
  if (isRead && !isRefused) return;
  const path = request.url.split("?", 1)[0] ?? "";
  const who = request.caller?.name ?? "anonymous";
  onAct({ who, from: request.ip, method: request.method, path, status: reply.statusCode });
}

/** Fastify's own errors have a status; ours are the servers'. Nothing else is shown: it could be anything. */
function sendError(error: unknown, reply: FastifyReply, { diagnose }: AdminServerOptions): FastifyReply {
  const found = diagnose(error);
  if (found !== undefined) return sendDiagnostics(reply, [found]);
  const status = error instanceof Error && "statusCode" in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500 && error instanceof Error)
    return sendProblem(reply, status, { detail: error.message });
  return sendProblem(reply, 500, { detail: "a bug in Sluiceway; its log says more" });
}
