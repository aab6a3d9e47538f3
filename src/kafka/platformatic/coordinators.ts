import { setTimeout as delay } from "node:timers/promises";
import { findCoordinatorV4 } from "@platformatic/kafka";
import type { GroupId } from "../../model/names.ts";
import { errorOfCode } from "../error-codes.ts";
import { KafkaError } from "../errors.ts";
import type { BrokerAddress, BrokerRequests } from "./broker-connections.ts";

const groupKeyType = 0;

/** COORDINATOR_LOAD_IN_PROGRESS, COORDINATOR_NOT_AVAILABLE, NOT_COORDINATOR: soon, or somewhere else. */
export const coordinatorCodes: ReadonlySet<number> = new Set([14, 15, 16]);
const unstableOffsetCommit = 88;
/** The waits between attempts to reach a group's coordinator, which a new cluster takes seconds to appoint. */
const waitsMs: readonly number[] = [50, 100, 200, 400, 800, 1_000, 1_000, 1_000];

function isPassing(error: unknown): error is KafkaError {
  return (
    error instanceof KafkaError &&
    error.brokerCode !== undefined &&
    (coordinatorCodes.has(error.brokerCode) || error.brokerCode === unstableOffsetCommit)
  );
}

/** The brokers that coordinate groups, remembered until one says that it doesn't. */
export class Coordinators {
  readonly #connections: BrokerRequests;
  readonly #known = new Map<GroupId, BrokerAddress>();

  constructor(connections: BrokerRequests) {
    this.#connections = connections;
  }

  /** Runs a request at the group's coordinator, looking for it again while it is being appointed or has moved. */
  async at<T>(group: GroupId, request: (coordinator: BrokerAddress) => Promise<T>): Promise<T> {
    for (const waitMs of waitsMs) {
      try {
        return await request(await this.#coordinatorOf(group));
      } catch (error) {
        this.#known.delete(group);
        if (!isPassing(error)) throw error;
        await delay(waitMs);
      }
    }
    return request(await this.#coordinatorOf(group));
  }

  async #coordinatorOf(group: GroupId): Promise<BrokerAddress> {
    const known = this.#known.get(group);
    if (known !== undefined) return known;
    const answer = await this.#connections.requestAny((connection) =>
      findCoordinatorV4.api.async(connection, groupKeyType, [group]),
    );
    const found = answer.coordinators.find(({ key }) => key === group);
    if (found === undefined) throw new KafkaError("other", `the broker named no coordinator for group ${group}`);
    if (found.errorCode !== 0) throw errorOfCode(found.errorCode, `group ${group}`, { right: "DESCRIBE" });
    const address = { host: found.host, port: found.port };
    this.#known.set(group, address);
    return address;
  }
}
