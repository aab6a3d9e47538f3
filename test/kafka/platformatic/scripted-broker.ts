import type { Connection } from "@platformatic/kafka";
import type { BrokerAddress, BrokerRequests } from "../../../src/kafka/platformatic/broker-connections.ts";

/** What a broker answers to one request: a value of the library's own form, or an error instead of an answer. */
export type Script = (request: { readonly address: BrokerAddress | undefined; readonly number: number }) => unknown;

const produceKey = 0;
const fetchKey = 1;
const metadataKey = 3;
const home: BrokerAddress = { host: "broker-1", port: 9092 };

export const topicId = "00000000-0000-0000-0000-000000000001";

/** One topic `orders` of two partitions, led by one broker each. */
function metadata(): unknown {
  return {
    throttleTimeMs: 0,
    brokers: [1, 2].map((nodeId) => ({ nodeId, host: `broker-${nodeId}`, port: 9092, rack: null })),
    clusterId: "cluster",
    controllerId: 1,
    topics: [
      {
        errorCode: 0,
        name: "orders",
        topicId,
        isInternal: false,
        partitions: [0, 1].map((partitionIndex) => ({
          errorCode: 0,
          partitionIndex,
          leaderId: partitionIndex + 1,
          leaderEpoch: 0,
          replicaNodes: [1],
          isrNodes: [1],
          offlineReplicas: [],
        })),
        topicAuthorizedOperations: 0,
      },
    ],
  };
}

export interface ScriptedBroker extends BrokerRequests {
  /** The number of metadata requests. */
  readonly metadataReads: () => number;
  /** The brokers that were asked to produce or fetch, in order. */
  readonly asked: readonly string[];
  readonly dropped: readonly string[];
}

/** Answers requests from a script in place of a broker; the library still encodes each request. */
export function scriptedBroker(script: Script): ScriptedBroker {
  const asked: string[] = [];
  const dropped: string[] = [];
  let metadataReads = 0;
  const answer = (key: number, address: BrokerAddress | undefined): unknown => {
    if (key === metadataKey) {
      metadataReads += 1;
      return metadata();
    }
    if (key !== produceKey && key !== fetchKey) throw new Error(`no script for API ${key}`);
    asked.push(address?.host ?? "");
    return script({ address, number: asked.length });
  };
  const connectionTo = (address: BrokerAddress | undefined): Connection => {
    const send: Connection["send"] = (...[key, , createPayload, , , , callback]) => {
      createPayload();
      const answered = answer(key, address);
      if (answered instanceof Error) callback(answered);
      else callback(null, answered as Parameters<typeof callback>[1]);
    };
    return { send } as Connection;
  };
  return {
    request: async (address, call) => call(connectionTo(address)),
    requestAny: async (call) => call(connectionTo(home)),
    drop: ({ host }) => dropped.push(host),
    close: () => Promise.resolve(),
    metadataReads: () => metadataReads,
    asked,
    dropped,
  };
}
