import type { FastifyReply } from "fastify";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";

/** An error as RFC 9457 has it, with our code beside it. */
interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code?: string;
  readonly hint?: string;
}

/** What a code means to a client; anything else is 422: understood, and impossible. */
const statusOf: Readonly<Record<string, number>> = {
  SLW4001: 503,
  SLW4002: 503,
  SLW4003: 502,
  SLW4004: 502,
  SLW6101: 404,
  SLW6103: 409,
  SLW6104: 409,
  SLW6105: 400,
  SLW6107: 404,
  SLW6108: 404,
  SLW7011: 404,
};

const titles: Readonly<Record<number, string>> = {
  400: "Bad request",
  401: "Not authenticated",
  403: "Not allowed",
  404: "Not found",
  409: "Conflict",
  413: "Too large",
  415: "Unsupported media type",
  422: "Can't be done",
  429: "Too many requests",
  500: "Internal error",
  502: "A server refused",
  503: "A server can't be reached",
};

export function sendProblem(
  reply: FastifyReply,
  status: number,
  rest: Pick<Problem, "detail" | "code" | "hint">,
): FastifyReply {
  const type = rest.code === undefined ? "about:blank" : `urn:sluiceway:${rest.code}`;
  const problem: Problem = { type, title: titles[status] ?? "Error", status, ...rest };
  return reply.code(status).type("application/problem+json").send(problem);
}

/** The first of the errors is the answer; there are never several that a client could act on apart. */
export function sendDiagnostics(reply: FastifyReply, diagnostics: readonly Diagnostic[]): FastifyReply {
  const found = diagnostics.find(({ severity }) => severity === "error") ?? diagnostics[0];
  if (found === undefined) return sendProblem(reply, 500, { detail: "unknown" });
  const { code, message, hint } = found;
  return sendProblem(reply, statusOf[code] ?? 422, { detail: message, code, ...(hint === undefined ? {} : { hint }) });
}
