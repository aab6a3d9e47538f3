/** Says what is wrong with a value, or nothing. */
type ValueCheck = (value: string) => string | undefined;

const longRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const intRange = { min: -(2n ** 31n), max: 2n ** 31n - 1n };

function whole(min: bigint, max: bigint): ValueCheck {
  return (value) => {
    if (!/^[+-]?\d+$/.test(value.trim())) return "not a number";
    const number = BigInt(value.trim().replace(/^\+/, ""));
    return number < min || number > max ? `not between ${min} and ${max}` : undefined;
  };
}

const longFrom = (min: bigint): ValueCheck => whole(min, longRange.max);
const intFrom = (min: bigint): ValueCheck => whole(min, intRange.max);

function oneOf(...allowed: readonly string[]): ValueCheck {
  return (value) => (allowed.includes(value.trim()) ? undefined : `none of ${allowed.join(", ")}`);
}

function listOf(...allowed: readonly string[]): ValueCheck {
  const check = oneOf(...allowed);
  return (value) =>
    value
      .split(",")
      .map((item) => check(item))
      .find((problem) => problem !== undefined);
}

const boolean: ValueCheck = (value) =>
  ["true", "false"].includes(value.trim().toLowerCase()) ? undefined : "neither true nor false";

const ratio: ValueCheck = (value) => {
  const number = Number(value);
  return value.trim() !== "" && number >= 0 && number <= 1 ? undefined : "not between 0 and 1";
};

const throttledReplicas: ValueCheck = (value) =>
  value === "" || value === "*" || /^\d+:\d+(?:,\d+:\d+)*$/.test(value)
    ? undefined
    : "neither * nor partition:broker pairs";

/** The topic configurations of Kafka 4.1 and the values that it takes ("Topic Configs" in its documentation). */
const checks: ReadonlyMap<string, ValueCheck> = new Map([
  ["cleanup.policy", listOf("compact", "delete")],
  ["compression.gzip.level", (value) => (value.trim() === "-1" ? undefined : whole(1n, 9n)(value))],
  ["compression.lz4.level", whole(1n, 17n)],
  ["compression.type", oneOf("uncompressed", "zstd", "lz4", "snappy", "gzip", "producer")],
  ["compression.zstd.level", whole(-131_072n, 22n)],
  ["delete.retention.ms", longFrom(0n)],
  ["file.delete.delay.ms", longFrom(0n)],
  ["flush.messages", longFrom(1n)],
  ["flush.ms", longFrom(0n)],
  ["follower.replication.throttled.replicas", throttledReplicas],
  ["index.interval.bytes", intFrom(0n)],
  ["leader.replication.throttled.replicas", throttledReplicas],
  ["local.retention.bytes", longFrom(-2n)],
  ["local.retention.ms", longFrom(-2n)],
  ["max.compaction.lag.ms", longFrom(1n)],
  ["max.message.bytes", intFrom(0n)],
  ["message.timestamp.after.max.ms", longFrom(0n)],
  ["message.timestamp.before.max.ms", longFrom(0n)],
  ["message.timestamp.type", oneOf("CreateTime", "LogAppendTime")],
  ["min.cleanable.dirty.ratio", ratio],
  ["min.compaction.lag.ms", longFrom(0n)],
  ["min.insync.replicas", intFrom(1n)],
  ["preallocate", boolean],
  ["retention.bytes", longFrom(longRange.min)],
  ["retention.ms", longFrom(-1n)],
  ["segment.bytes", intFrom(1_048_576n)],
  ["segment.index.bytes", intFrom(4n)],
  ["segment.jitter.ms", longFrom(0n)],
  ["segment.ms", longFrom(1n)],
  ["unclean.leader.election.enable", boolean],
]);

/** One sentence about the first key or value that Kafka would refuse (INVALID_CONFIG), or nothing. */
export function topicConfigProblem(configs: Readonly<Record<string, string>>): string | undefined {
  for (const [key, value] of Object.entries(configs)) {
    const check = checks.get(key);
    if (check === undefined) return `unknown topic config name: ${key}`;
    const problem = check(value);
    if (problem !== undefined) return `invalid value ${value} for topic config ${key}: ${problem}`;
  }
  return undefined;
}
