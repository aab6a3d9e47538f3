import { decodeRecord, encodeRecord, isText } from "./stored-json.ts";
import type { ClaimStore } from "./store.ts";
import { StoreError } from "./store.ts";

const pinKey = "cluster";
const formatVersion = 1;

/** The id of the Kafka cluster that the first apply pinned; undefined before it. Rejects with a `StoreError`. */
export async function readClusterPin(store: ClaimStore): Promise<string | undefined> {
  const stored = await store.get(pinKey);
  if (stored === undefined) return undefined;
  const clusterId = decodeRecord(stored.value, formatVersion)?.["clusterId"];
  if (!isText(clusterId)) throw new StoreError("other", `"${pinKey}" is not in a format that this version reads`);
  return clusterId;
}

/** Pins the cluster where none is: a settings file that means another one is noticed from then on. */
export async function pinCluster(store: ClaimStore, clusterId: string): Promise<void> {
  if ((await readClusterPin(store)) !== undefined) return;
  await store.transact([{ kind: "set", key: pinKey, value: encodeRecord({ clusterId }, formatVersion), version: 0 }]);
}
