import type { KafkaClient } from "../kafka/kafka.ts";
import type { RecordProducer } from "../kafka/producer.ts";
import type { PartitionReader } from "../kafka/reader.ts";
import type { GroupId, Principal } from "../model/names.ts";
import type { EngineOptions } from "./options.ts";
import { producerProfileOf } from "./options.ts";
import { Outbox } from "./outbox/outbox.ts";
import { requestBytesOf } from "./outbox/partition-queue.ts";
import { timedOffsets, timedProducer } from "./timings.ts";
import { PartitionCounts } from "./partitioning/partition-counts.ts";
import { FetchLoop } from "./slots/fetch-loop.ts";
import { GroupSession } from "./slots/group-session.ts";

/** One producer with what is shared by the slots that write through it. */
export interface ProducingSide {
  readonly producer: RecordProducer;
  readonly outbox: Outbox;
  readonly counts: PartitionCounts;
}

const defaultCommitIntervalMs = 100;

interface ConnectionOptions {
  readonly client: KafkaClient;
  readonly engine: EngineOptions;
  readonly random: () => number;
  readonly closed: AbortSignal;
}

/**
 * What the slots of one principal share: one reader with its fetch loop, one producer per profile, one session per
 * group. Each part is made when it is first needed.
 */
export class Connection {
  readonly client: KafkaClient;
  readonly #options: ConnectionOptions;
  readonly #producing = new Map<string, ProducingSide>();
  readonly #groups = new Map<GroupId, GroupSession>();
  #reader: PartitionReader | undefined;
  #loop: FetchLoop | undefined;

  constructor(options: ConnectionOptions) {
    this.client = options.client;
    this.#options = options;
  }

  get reader(): PartitionReader {
    this.#reader ??= this.client.reader();
    return this.#reader;
  }

  get loop(): FetchLoop {
    const { random, closed, engine } = this.#options;
    this.#loop ??= new FetchLoop({ reader: this.reader, clock: engine.clock, random, closed });
    return this.#loop;
  }

  producing(profileName: string): ProducingSide {
    const known = this.#producing.get(profileName);
    if (known !== undefined) return known;
    const { engine, random, closed } = this.#options;
    const { clock } = engine;
    const profile = producerProfileOf(engine, profileName);
    // The outbox has batched and lingered already: the driver is to send what it gets.
    const driver = this.client.producer({ ...profile, lingerMs: 0, batchBytes: requestBytesOf(profile) });
    const producer = timedProducer(driver, { clock, observe: engine.observeTime });
    const outbox = new Outbox({ producer, profile, clock, random, closed });
    const side = { producer, outbox, counts: new PartitionCounts(producer, clock) };
    this.#producing.set(profileName, side);
    return side;
  }

  group(group: GroupId): GroupSession {
    const known = this.#groups.get(group);
    if (known !== undefined) return known;
    const { engine, closed } = this.#options;
    const session = new GroupSession({
      group,
      offsets: timedOffsets(this.client.offsets, { clock: engine.clock, observe: engine.observeTime }),
      clock: engine.clock,
      closed,
      commitIntervalMs: engine.commitIntervalMs ?? defaultCommitIntervalMs,
    });
    this.#groups.set(group, session);
    return session;
  }

  async close(): Promise<void> {
    const producers = [...this.#producing.values()].map(({ producer }) => producer);
    await Promise.allSettled([this.#reader?.close(), ...producers.map((producer) => producer.close())]);
    await this.client.close();
  }
}

/** The connections of an engine, one a principal. */
export class Connections {
  readonly #options: Omit<ConnectionOptions, "client">;
  readonly #connections = new Map<Principal, Connection>();

  constructor(options: Omit<ConnectionOptions, "client">) {
    this.#options = options;
  }

  /** The connection of a pipeline's own principal (design, section 7). */
  of(principal: Principal): Connection {
    const known = this.#connections.get(principal);
    if (known !== undefined) return known;
    const connection = new Connection({ ...this.#options, client: this.#options.engine.kafka.client(principal) });
    this.#connections.set(principal, connection);
    return connection;
  }

  async close(): Promise<void> {
    await Promise.allSettled([...this.#connections.values()].map((connection) => connection.close()));
  }
}
