import type { Stake } from "./stake.ts";

/** What is at stake, in a few words. */
export function describeStake(stake: Stake): string {
  switch (stake.kind) {
    case "records-dropped":
      return `${stake.records} records (${formatBytes(stake.bytes)}) would be dropped by ${stake.cause}`;
    case "live-group":
      return `group ${stake.group} reads it: ${stake.members} members, lag ${stake.lag}`;
    case "key-order":
      return `written by key, whose order breaks: ${stake.producers.join(", ")}`;
    case "access-lost":
      return `${stake.principal} can't ${stake.right} any more`;
    case "partition-limit":
      return `the cluster has ${stake.replicas} partition replicas afterwards, its limit is ${stake.limit}`;
  }
}

const units = ["bytes", "KiB", "MiB", "GiB", "TiB"] as const;

/** Bytes as people read them: `1.5 MiB`. */
export function formatBytes(bytes: number): string {
  const power = Math.min(units.length - 1, bytes < 1 ? 0 : Math.floor(Math.log2(bytes) / 10));
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${units[power] ?? "bytes"}`;
}
