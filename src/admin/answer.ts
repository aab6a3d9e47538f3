import type { FastifyReply } from "fastify";
import type { Checked } from "../diagnostics/checked.ts";
import { sendDiagnostics } from "./problem.ts";

/** Sends what was asked for with its warnings, or the problem. */
export function answer<T>(reply: FastifyReply, result: Checked<T>, shown: (value: T) => object): FastifyReply {
  if (!result.ok) return sendDiagnostics(reply, result.diagnostics);
  const warnings = result.warnings.map(({ code, message }) => ({ code, message }));
  return reply.send({ ...shown(result.value), ...(warnings.length === 0 ? {} : { warnings }) });
}
