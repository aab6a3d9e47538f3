import type { FastifyInstance } from "fastify";
import { answer } from "../answer.ts";
import type { AdminOperations } from "../operations.ts";
import type { WaitQuery } from "./wait.ts";
import { waitOf, waitQuery } from "./wait.ts";

interface PipelineParams {
  readonly pipeline: string;
}

const params = {
  type: "object",
  required: ["pipeline"],
  properties: { pipeline: { type: "string", maxLength: 249 } },
} as const;

/** Pipelines (specification, "Pipeline-Level Operations"). */
export function registerPipelineRoutes(server: FastifyInstance, operations: AdminOperations): void {
  for (const act of ["pause", "resume"] as const)
    server.post<{ Params: PipelineParams; Querystring: WaitQuery }>(
      `/api/admin/pipelines/:pipeline/${act}`,
      { config: { needs: "operator" }, schema: { params, querystring: waitQuery } },
      async (request, reply) => {
        const { pipeline } = request.params;
        const result = await operations[act]({ scope: "pipeline", name: pipeline }, waitOf(request.query));
        return answer(reply, result, (progress) => ({ pipeline, ...progress }));
      },
    );
}
