import type { ServiceDirectory } from "../claims/services.ts";
import type { ConsumerProfile, Kafka, ProducerProfile } from "../kafka/kafka.ts";
import type { Clock } from "../model/clock.ts";
import type { Digest } from "../model/names.ts";
import type { EngineEvent } from "./events.ts";
import type { BreakerLimits } from "./failures/circuit-breaker.ts";
import type { ObserveTime } from "./timings.ts";

/** A structured logger: the members of pino's that the engine uses. Secrets are never handed to it. */
export interface EngineLogger {
  debug(fields: Readonly<Record<string, unknown>>, message: string): void;
  info(fields: Readonly<Record<string, unknown>>, message: string): void;
  warn(fields: Readonly<Record<string, unknown>>, message: string): void;
  error(fields: Readonly<Record<string, unknown>>, message: string): void;
}

/** What the composition root gives an engine. */
export interface EngineOptions {
  readonly kafka: Kafka;
  /** The bytes under a digest (bundles and modules); rejects where the store has none or can't be reached. */
  readonly readFile: (digest: Digest) => Promise<Uint8Array>;
  /** Where `http:` and `grpc:` processors are found by their service's name; undefined: nowhere. */
  readonly services?: ServiceDirectory;
  /** Whether code of the configuration's repository may run in this process. */
  readonly modules: "allow" | "deny";
  /** The settings' profiles by name; `default` serves where a step's profile has no entry. */
  readonly producerProfiles: Readonly<Record<string, ProducerProfile>>;
  readonly consumerProfiles: Readonly<Record<string, ConsumerProfile>>;
  readonly clock: Clock;
  /** Random per process; goes into commit metadata and dead letters. */
  readonly engineId: string;
  /** The engine's configured name, for people. */
  readonly label: string;
  /** A folder of this engine's own: cached modules, and what processors keep. Made when it is first needed. */
  readonly dataDirectory: string;
  readonly logger: EngineLogger;
  /** Told about everything that an operator may want to know; must not throw. */
  readonly onEvent?: (event: EngineEvent) => void;
  /** The built program of modules' worker threads. Default: the one beside this code. */
  readonly moduleProgram?: URL;
  /** Whether each record that is written names its slot and token in a header, for an audit. Default false. */
  readonly markWriters?: boolean;
  /** How long a hand-over may take before what is in flight is given up. Default 25 s. */
  readonly releaseDeadlineMs?: number;
  /** How long an acknowledged offset waits for its commit, at most a second. Default 100 ms. */
  readonly commitIntervalMs?: number;
  /** When breakers open and probe. Default: `defaultBreakerLimits`. */
  readonly breakerLimits?: BreakerLimits;
  /** Told how long attempts, produce requests and commits take. */
  readonly observeTime?: ObserveTime;
  /** A number in [0, 1), for jitter. Default `Math.random`. */
  readonly random?: () => number;
}

/** The profile of that name, or `default`, or what the specification's own example sets. */
export function producerProfileOf(options: EngineOptions, name: string): ProducerProfile {
  return options.producerProfiles[name] ?? options.producerProfiles["default"] ?? builtinProducerProfile;
}

/** The profile of that name, or `default`, or what the specification's own example sets. */
export function consumerProfileOf(options: EngineOptions, name: string): ConsumerProfile {
  return options.consumerProfiles[name] ?? options.consumerProfiles["default"] ?? builtinConsumerProfile;
}

const builtinProducerProfile: ProducerProfile = { compression: "none", batchBytes: 16_384, lingerMs: 5, retries: 3 };
const builtinConsumerProfile: ConsumerProfile = { offsetReset: "earliest", maxPollRecords: 500 };
