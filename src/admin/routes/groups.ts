import type { FastifyInstance } from "fastify";
import type { AskedReset } from "../../operate/offsets/read-strategy.ts";
import { readStrategy, resetStrategies } from "../../operate/offsets/read-strategy.ts";
import type { PartitionLag } from "../../operate/lag.ts";
import { resetData } from "../../operate/offsets/reset-plan.ts";
import { answer } from "../answer.ts";
import type { AdminOperations } from "../operations.ts";
import { sendProblem } from "../problem.ts";
import type { WaitQuery } from "./wait.ts";
import { waitOf, waitQuery } from "./wait.ts";

interface GroupParams {
  readonly group: string;
}

interface ResetBody extends Omit<AskedReset, "offset" | "shift"> {
  readonly offset?: number | string;
  readonly shift?: number | string;
  readonly topic?: string;
  readonly partition?: number;
  readonly dryRun?: boolean;
  readonly force?: boolean;
}

const group = {
  type: "object",
  required: ["group"],
  properties: { group: { type: "string", maxLength: 249 } },
} as const;
const wholeNumber = { anyOf: [{ type: "integer" }, { type: "string", pattern: "^[-+]?[0-9]{1,18}$" }] } as const;
const resetBody = {
  type: "object",
  required: ["strategy"],
  additionalProperties: false,
  properties: {
    strategy: { enum: resetStrategies },
    datetime: { type: "string", maxLength: 40 },
    duration: { type: "string", maxLength: 40 },
    offset: wholeNumber,
    shift: wholeNumber,
    topic: { type: "string", maxLength: 249 },
    partition: { type: "integer", minimum: 0, maximum: 1_000_000 },
    dryRun: { type: "boolean" },
    force: { type: "boolean" },
  },
} as const;

const path = "/api/admin/kafka/consumer-groups/:group";

/** Consumer groups (specification, "Consumer Group Management" and "Monitoring Endpoints"). */
export function registerGroupRoutes(server: FastifyInstance, operations: AdminOperations): void {
  for (const act of ["pause", "resume"] as const)
    server.post<{ Params: GroupParams; Querystring: WaitQuery }>(
      `${path}/${act}`,
      { config: { needs: "operator" }, schema: { params: group, querystring: waitQuery } },
      async ({ params, query }, reply) => {
        const thing = { scope: "group", name: params.group } as const;
        return answer(reply, await operations[act](thing, waitOf(query)), (progress) => ({ ...params, ...progress }));
      },
    );
  server.post<{ Params: GroupParams; Querystring: WaitQuery; Body: ResetBody }>(
    `${path}/reset-offsets`,
    { config: { needs: "operator" }, schema: { params: group, querystring: waitQuery, body: resetBody } },
    async ({ params, query, body }, reply) => {
      const { dryRun = false, force = false, topic, partition, offset, shift, ...asked } = body;
      const strategy = readStrategy({ ...asked, offset: textOf(offset), shift: textOf(shift) });
      if (!strategy.ok) return sendProblem(reply, 400, { detail: strategy.problem, code: "SLW6105" });
      const command = { ...params, strategy: strategy.value, topic, partition, dryRun, force, waitMs: waitOf(query) };
      return answer(reply, await operations.reset(command), (resets) => ({
        ...params,
        dryRun,
        partitions: resets.map(resetData),
      }));
    },
  );
  server.get<{ Params: GroupParams }>(
    `${path}/lag`,
    { config: { needs: "viewer" }, schema: { params: group } },
    async ({ params }, reply) =>
      answer(reply, await operations.groupLag(params.group), (lag) => ({
        ...params,
        records: String(lag.reduce((sum, { records }) => sum + records, 0n)),
        partitions: lag.map(lagData),
      })),
  );
}

const textOf = (value: number | string | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** Offsets are texts: they can be larger than a number of JSON is exact. */
const lagData = ({ topic, partition, committed, start, end, records }: PartitionLag): object => ({
  topic,
  partition,
  committed: committed === undefined ? null : String(committed),
  start: String(start),
  end: String(end),
  records: String(records),
});
