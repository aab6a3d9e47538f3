/** How Kafka reads the values of a configuration. */
interface ValueType {
  /** Says what is wrong with a value, or nothing. */
  readonly problem: (value: string) => string | undefined;
  /** The text that Kafka shows for a value that it took, whatever the text was that it got. */
  readonly canonical: (value: string) => string;
}

const longRange = { min: -(2n ** 63n), max: 2n ** 63n - 1n };
const intRange = { min: -(2n ** 31n), max: 2n ** 31n - 1n };

function whole(min: bigint, max: bigint, also?: bigint): ValueType {
  return {
    problem: (value) => {
      if (!/^[+-]?\d+$/.test(value.trim())) return "not a number";
      const number = BigInt(value.trim().replace(/^\+/, ""));
      return number !== also && (number < min || number > max) ? `not between ${min} and ${max}` : undefined;
    },
    canonical: (value) => BigInt(value.trim().replace(/^\+/, "")).toString(),
  };
}

const longFrom = (min: bigint): ValueType => whole(min, longRange.max);
const intFrom = (min: bigint): ValueType => whole(min, intRange.max);

function oneOf(...allowed: readonly string[]): ValueType {
  return {
    problem: (value) => (allowed.includes(value.trim()) ? undefined : `none of ${allowed.join(", ")}`),
    canonical: (value) => value.trim(),
  };
}

const itemsOf = (value: string): string[] => value.split(",").map((item) => item.trim());

function listOf(...allowed: readonly string[]): ValueType {
  return {
    problem: (value) =>
      itemsOf(value).every((item) => allowed.includes(item)) ? undefined : `not a list of ${allowed.join(", ")}`,
    canonical: (value) => itemsOf(value).join(","),
  };
}

const boolean: ValueType = {
  problem: (value) => (/^(?:true|false)$/i.test(value.trim()) ? undefined : "neither true nor false"),
  canonical: (value) => value.trim().toLowerCase(),
};

/** A double as Java writes it. */
function javaDouble(number: number): string {
  const withFraction = (digits: string): string => (digits.includes(".") ? digits : `${digits}.0`);
  if (number === 0 || number >= 1e-3) return withFraction(String(number));
  const [mantissa = "", exponent = ""] = number.toExponential().split("e");
  return `${withFraction(mantissa)}E${exponent}`;
}

const ratio: ValueType = {
  problem: (value) => {
    const number = Number(value);
    return value.trim() !== "" && number >= 0 && number <= 1 ? undefined : "not between 0 and 1";
  },
  canonical: (value) => javaDouble(Number(value)),
};

const throttledReplicas: ValueType = {
  problem: (value) =>
    value === "" || value === "*" || /^\d+:\d+(?:,\d+:\d+)*$/.test(value)
      ? undefined
      : "neither * nor partition:broker pairs",
  canonical: (value) => value,
};

/** The topic configurations of Kafka 4.1 and the values that it takes ("Topic Configs" in its documentation). */
const types: ReadonlyMap<string, ValueType> = new Map([
  ["cleanup.policy", listOf("compact", "delete")],
  ["compression.gzip.level", whole(1n, 9n, -1n)],
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
    const type = types.get(key);
    if (type === undefined) return `unknown topic config name: ${key}`;
    const problem = type.problem(value);
    if (problem !== undefined) return `invalid value ${value} for topic config ${key}: ${problem}`;
  }
  return undefined;
}

/** Accepted configurations as Kafka describes them: `0.50` as `0.5`, `TRUE` as `true`. */
export function canonicalConfigs(configs: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(configs).map(([key, value]) => [key, types.get(key)?.canonical(value) ?? value]),
  );
}
