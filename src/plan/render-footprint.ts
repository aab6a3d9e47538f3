import { formatBytes } from "./describe-stake.ts";
import type { Footprint } from "./footprint.ts";

/** What a plan takes of the cluster, a line each for what changes or is measured; empty where that is nothing. */
export function footprintLines({ partitions, replicas, perBroker, acls, disk }: Footprint): readonly string[] {
  const over = perBroker.replicas > perBroker.limit ? "over the limit of" : "limit";
  const added = replicas.after - replicas.before;
  return [
    ...(partitions === 0
      ? []
      : [
          `partitions: ${partitions} more (${added} replicas); the cluster has ${replicas.after} replicas then, ${perBroker.replicas} a broker (${over} ${perBroker.limit})`,
        ]),
    ...(acls === undefined || acls.before === acls.after ? [] : [`ACLs: ${acls.before} -> ${acls.after}`]),
    ...diskLines(disk),
  ];
}

function diskLines({ bytesPerDay, keptBytes, measured, unbounded, unmeasured }: Footprint["disk"]): readonly string[] {
  if (measured === 0) return [];
  const kept =
    keptBytes.before === keptBytes.after
      ? formatBytes(keptBytes.after)
      : `${formatBytes(keptBytes.before)} -> ${formatBytes(keptBytes.after)}`;
  const rest = [
    ...(unbounded === 0 ? [] : [`${unbounded} without a bound`]),
    ...(unmeasured === 0 ? [] : [`${unmeasured} new ${unmeasured === 1 ? "one" : "ones"} not measured yet`]),
  ];
  const topics = `${measured} ${measured === 1 ? "topic" : "topics"}`;
  const about = [`of ${topics} at the rate of the last day, on all brokers`, ...rest].join("; ");
  return [`disk: ${formatBytes(bytesPerDay)} a day, ${kept} kept (${about})`];
}
