import type { FastifyInstance } from "fastify";
import type { TopicStats } from "../../operate/topic-stats.ts";
import { answer } from "../answer.ts";
import type { AdminOperations } from "../operations.ts";

interface TopicParams {
  readonly topic: string;
}

const params = {
  type: "object",
  required: ["topic"],
  properties: { topic: { type: "string", maxLength: 249 } },
} as const;

/** Topics (specification, "Monitoring Endpoints"). */
export function registerTopicRoutes(server: FastifyInstance, operations: AdminOperations): void {
  server.get<{ Params: TopicParams }>(
    "/api/admin/kafka/topics/:topic/stats",
    { config: { needs: "viewer" }, schema: { params } },
    async (request, reply) => answer(reply, await operations.topicStats(request.params.topic), statsData),
  );
}

/** Offsets and counts are texts: they can be larger than a number of JSON is exact. */
function statsData({
  topic,
  id,
  partitions,
  replicationFactor,
  records,
  bytes,
  oldestMs,
  configs,
}: TopicStats): object {
  return {
    topic,
    id,
    replicationFactor,
    records: String(records),
    bytes,
    oldest: timeOf(oldestMs),
    configs,
    partitions: partitions.map((partition) => ({
      partition: partition.partition,
      start: String(partition.start),
      end: String(partition.end),
      records: String(partition.records),
      bytes: partition.bytes ?? null,
      oldest: timeOf(partition.oldestMs),
    })),
  };
}

const timeOf = (ms: number | undefined): string | null => (ms === undefined ? null : new Date(ms).toISOString());
