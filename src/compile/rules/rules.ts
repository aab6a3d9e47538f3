import { coPartitionedInputs } from "./co-partitioned-inputs.ts";
import { compatiblePayloads } from "./compatible-payloads.ts";
import { consistentPartitions } from "./consistent-partitions.ts";
import { customTopicsAllowed } from "./custom-topics-allowed.ts";
import { distinctTopicNames } from "./distinct-topic-names.ts";
import { engineHasCapabilities } from "./engine-has-capabilities.ts";
import { entryWithoutInputs } from "./entry-without-inputs.ts";
import { errorRetention } from "./error-retention.ts";
import { groupsOfForeignTopics } from "./groups-of-foreign-topics.ts";
import { grpcServicesAllowed } from "./grpc-services-allowed.ts";
import { handOversTaken } from "./hand-overs-taken.ts";
import { knownStandardTopics } from "./known-standard-topics.ts";
import { migratedPrefix } from "./migrated-prefix.ts";
import { oneReaderPerPipeline } from "./one-reader-per-pipeline.ts";
import { orderedByKey } from "./ordered-by-key.ts";
import { producersHaveEntry } from "./producers-have-entry.ts";
import { reachableSteps } from "./reachable-steps.ts";
import { replicationWithinBrokers } from "./replication-within-brokers.ts";
import { retryTiers } from "./retry-tiers.ts";
import { routesLeadToOutputs } from "./routes-lead-to-outputs.ts";
import type { Rule } from "./rule.ts";
import { settingsWithMeaning } from "./settings-with-meaning.ts";
import { sinkWithoutOutputs } from "./sink-without-outputs.ts";
import { sourcesWrite } from "./sources-write.ts";
import { targetsRead } from "./targets-read.ts";
import { undeclaredCycles } from "./undeclared-cycles.ts";
import { uniqueOutputNames } from "./unique-output-names.ts";
import { validAllowedTopics } from "./valid-allowed-topics.ts";
import { whitelist } from "./whitelist.ts";

/** Every rule of the compiler; each is one file. */
export const rules: readonly Rule[] = [
  whitelist,
  validAllowedTopics,
  customTopicsAllowed,
  distinctTopicNames,
  knownStandardTopics,
  consistentPartitions,
  coPartitionedInputs,
  errorRetention,
  replicationWithinBrokers,
  entryWithoutInputs,
  sinkWithoutOutputs,
  oneReaderPerPipeline,
  targetsRead,
  sourcesWrite,
  uniqueOutputNames,
  groupsOfForeignTopics,
  producersHaveEntry,
  undeclaredCycles,
  reachableSteps,
  grpcServicesAllowed,
  handOversTaken,
  settingsWithMeaning,
  orderedByKey,
  retryTiers,
  routesLeadToOutputs,
  compatiblePayloads,
  migratedPrefix,
  engineHasCapabilities,
];
